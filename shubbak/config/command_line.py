"""The `shubbak` command. A subcommand's module is loaded when it is called: `clocks due` needs no Django."""

import argparse
import importlib
import inspect
import os
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.foundation import time_zones

SUPERVISOR = "shubbak.config.supervisor"
BANKS = "shubbak.payments.biller.command"
OLDEST_PYTHON = (3, 11)
EPILOGUE = """\
settings:
  They come from the environment, or from a file of NAME=value lines named by --env-file or SHUBBAK_ENV_FILE.
  Without DATABASE_URL an embedded PostgreSQL below SHUBBAK_HOME (default .shubbak) is used.
  docs/operations.md lists them all.

exit codes:
  0 done · 1 faults found · 2 wrong usage · 10 Python too old · 11 a tool is missing · 12 port in use
  13 disk full · 14 home in use · 15 database · 16 configuration · 17 a process fails · 130 interrupted
"""


class Needs(Enum):
    """What must stand before a command runs."""

    NOTHING = "nothing"
    DJANGO = "django"
    DATABASE = "database"
    OWNER = "owner"


class Command(NamedTuple):
    """A subcommand: the module that has `run(args)` and perhaps `add_arguments(parser)`."""

    module: str
    needs: Needs
    help: str


COMMANDS = {
    "run": Command(
        "shubbak.config.supervisor.run", Needs.NOTHING, "start everything: database, web, worker, signer"
    ),
    "worker": Command("shubbak.notifications.worker", Needs.DATABASE, "send messages and run what is due"),
    "signer": Command("shubbak.journal.signer", Needs.DJANGO, "sign receipts and checkpoints"),
    "keys rotate": Command(
        "shubbak.journal.rotating", Needs.DJANGO, "give the signer a new key, signed by the old one"
    ),
    "keys seal": Command(
        "shubbak.documents.sealing.command", Needs.DATABASE, "give a body the certificate with which it seals"
    ),
    "migrate": Command(
        "shubbak.config.migrating", Needs.OWNER, "bring the tables of every agency up to this version"
    ),
    "agencies open": Command("shubbak.config.bodies.command", Needs.OWNER, "open a body from its file"),
    "demo": Command("shubbak.config.demonstration.command", Needs.OWNER, "load the demonstration town"),
    "packs check": Command("shubbak.catalogue.command", Needs.DJANGO, "check service packs"),
    "packs list": Command("shubbak.catalogue.table", Needs.DJANGO, "list service packs as a table"),
    "packs publish": Command("shubbak.catalogue.command", Needs.DATABASE, "publish service packs"),
    "check-invariants": Command(
        "shubbak.config.invariants",
        Needs.DATABASE,
        "check the books of every agency",
    ),
    "backup": Command(
        "shubbak.config.backup.backing_up", Needs.DATABASE, "write everything into one encrypted file"
    ),
    "restore": Command(
        "shubbak.config.backup.restoring", Needs.DJANGO, "bring a backup back, and settle what it lacks"
    ),
    "retention due": Command(
        "shubbak.config.retention", Needs.DATABASE, "list the files that need not be kept any longer"
    ),
    "erase": Command(
        "shubbak.config.erasing",
        Needs.DATABASE,
        "list the files to erase, and erase those that two have approved",
    ),
    "tariffs check": Command("shubbak.utility.tariffs.command", Needs.DJANGO, "check tariffs"),
    "tariffs list": Command("shubbak.utility.tariffs.command", Needs.DJANGO, "list tariffs"),
    "tariffs quote": Command("shubbak.utility.tariffs.command", Needs.DJANGO, "say what a consumption costs"),
    "subscribers import": Command(
        "shubbak.utility.subscriptions.takeover.command",
        Needs.DATABASE,
        "take over the subscribers of a former operator from a file",
    ),
    "zones import": Command(
        "shubbak.planning.zoning.command", Needs.DATABASE, "take in a plan with its zones from GeoJSON"
    ),
    "bank check": Command(
        "shubbak.payments.statements.command",
        Needs.NOTHING,
        "say what a bank's file holds, and if it adds up",
    ),
    "bank import": Command(
        "shubbak.config.bank_importing",
        Needs.NOTHING,
        "say what a bank's file holds, keep it and match it with payments",
    ),
    "bank report": Command(
        "shubbak.config.report_reading",
        Needs.DATABASE,
        "take in what a bank says of a file of direct debits",
    ),
    "gateway read": Command(
        "shubbak.config.gateway_reading",
        Needs.DATABASE,
        "hold a gateway's file of a day against our payments",
    ),
    "accounts export": Command(
        "shubbak.config.accounts_exporting",
        Needs.DATABASE,
        "write the transfers of a month, or its VAT, as CSV",
    ),
    "bank register": Command(BANKS, Needs.DATABASE, "write down a bank that takes payments"),
    "bank key": Command(BANKS, Needs.DATABASE, "give a bank a key for its messages"),
    "bank withdraw": Command(BANKS, Needs.DATABASE, "believe nothing under a bank's key any more"),
    "bank list": Command(BANKS, Needs.DATABASE, "say which banks take payments, and their keys"),
    "clocks due": Command(
        "shubbak.foundation.working_time.command", Needs.NOTHING, "say when a delay ends, and why"
    ),
    "tokens check": Command(
        "shubbak.utility.prepaid.command", Needs.NOTHING, "check prepayment tokens against their fields"
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    if sys.version_info < OLDEST_PYTHON:
        print("Shubbak needs Python 3.11 or newer.", file=sys.stderr)
        return 10
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _answer(words)
    except StartFailed as failure:
        print(f"shubbak: {failure.sentence}", file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read us left: nothing to say
        return ExitCode.DONE


def _answer(words: list[str]) -> int:
    name = _named_in(words)
    if not name:
        args = _parser(name).parse_args(words)  # help, or a usage error
        return _show_help(args)
    command = COMMANDS[name]
    _choose_time_zones()
    embedded = command.needs is not Needs.NOTHING and _set_up_django(words, command.needs)
    module = importlib.import_module(command.module)
    args = _parser(name, module).parse_args(words)
    if not embedded or command.needs is Needs.DJANGO:
        return _call(module, args)
    with importlib.import_module(f"{SUPERVISOR}.readiness").database_standing():
        return _call(module, args)


def _choose_time_zones() -> None:
    try:
        time_zones.settle(os.environ.get(time_zones.SETTING, ""))
    except ValueError as wrong:
        raise StartFailed(ExitCode.CONFIGURATION, f"{wrong}.") from wrong


def _show_help(args: argparse.Namespace) -> int:
    del args
    _parser("").print_help()
    return ExitCode.USAGE


def _set_up_django(words: list[str], needs: Needs) -> bool:
    """Complete the environment, then load Django; whether the database is the embedded one."""
    early = argparse.ArgumentParser(add_help=False)
    early.add_argument("--env-file", type=Path)
    readiness = importlib.import_module(f"{SUPERVISOR}.readiness")
    readiness.read_env_file(early.parse_known_args(words)[0].env_file)
    home = importlib.import_module(f"{SUPERVISOR}.home").home_from_environment()
    embedded = bool(readiness.uses_embedded_database())
    os.environ.update(readiness.environment_of(home))
    if needs is Needs.OWNER:
        os.environ["SHUBBAK_ROLE"] = "owner"
    importlib.import_module("django").setup()
    return embedded


def _call(module: ModuleType, args: argparse.Namespace) -> int:
    run = module.run
    return int((run(args) if inspect.signature(run).parameters else run()) or 0)


def _named_in(words: list[str]) -> str:
    """The command that is called, found before the whole line is understood, so that one module is loaded."""
    plain = [word for word in words if not word.startswith("-")]
    for length in (2, 1):
        for start in range(len(plain)):
            if " ".join(plain[start : start + length]) in COMMANDS:
                return " ".join(plain[start : start + length])
    return ""


def _parser(chosen: str, module: ModuleType | None = None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shubbak",
        description="Shubbak, the counter of a public body.",
        epilog=EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--env-file", type=Path, help="a file of NAME=value lines, read before anything else")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}
    for name, command in COMMANDS.items():
        first, _, second = name.partition(" ")
        if second and first not in groups:
            group = commands.add_parser(first, help=_help_of_group(first), description=_help_of_group(first))
            groups[first] = group.add_subparsers(metavar="COMMAND", required=True)
        place = groups[first] if second else commands
        leaf = place.add_parser(second or first, help=command.help, description=_sentence(command.help))
        leaf.set_defaults(command=name)
        leaf.add_argument("--env-file", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        if name == chosen and module is not None and hasattr(module, "add_arguments"):
            module.add_arguments(leaf)
    return parser


def _help_of_group(first: str) -> str:
    return {
        "agencies": "open bodies",
        "packs": "check, list and publish services",
        "clocks": "reckon delays",
        "keys": "change the signing key",
        "bank": "write down banks that take payments, and read files of banks",
        "gateway": "read files of gateways",
        "accounts": "write tables for accountants",
        "tariffs": "check and list tariffs, and reckon by them",
        "subscribers": "take over subscribers of former operators",
        "tokens": "check prepayment tokens",
        "zones": "take in plans with their zones",
        "retention": "say which files need not be kept",
    }[first]


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


if __name__ == "__main__":
    sys.exit(main())
