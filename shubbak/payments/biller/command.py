"""``shubbak bank register | key | withdraw | list``: banks that take payments, by the operator's hand."""

import argparse
import base64
import binascii
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at
from shubbak.journal.rules import SYSTEM
from shubbak.payments.biller.actions import (
    change_bank,
    draw_secret,
    enlist_key,
    register_bank,
    withdraw_key,
)
from shubbak.payments.biller.keys import own_public_key
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.rules import BillerRefused

DONE, REFUSED, USAGE = 0, 1, 2
_WORDS: Mapping[str, str] = {
    "known": "this name is known already",
    "keys_enough": "this bank has two live keys: withdraw one first",
    "no_such_key": "there is no such key",
    "not_a_key": "this is no public key of Ed25519 (32 bytes in base64)",
    "not_a_name": "names are made of letters, figures, points and hyphens; that of a bank of small letters",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 1 refused, 2 no such body or bank."""
    parser.add_argument("--agency", help="code of the body (default: the only one)")
    if parser.prog.endswith("register"):
        _describe_bank(parser)
    if parser.prog.endswith("key"):
        parser.add_argument("bank", help="code of the bank")
        parser.add_argument("name", help="name of the key, never given before")
        parser.add_argument(
            "--public", help="its public key (Ed25519, base64); without it a secret is drawn and told once"
        )
    if parser.prog.endswith("withdraw"):
        parser.add_argument("name", help="name of the key")


def run(args: argparse.Namespace) -> int:
    """Do one thing to the banks of one body."""
    found = [agency for agency in agencies_listed() if args.agency in (None, agency.code)]
    if len(found) != 1:
        print("Name a body of this installation with --agency.", file=sys.stderr)
        return USAGE
    look_at(found[0])
    return _DO[args.command.rpartition(" ")[2]](args, found[0])


def _describe_bank(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("bank", help="code of the bank: small letters, figures, hyphens; kept for ever")
    for language in ("ar", "fr", "en"):
        parser.add_argument(f"--{language}", help=f"its name ({language})")
    parser.add_argument("--cut-off", type=int, help="hour from which payments count for the next working day")
    parser.add_argument("--per-minute", type=int, help="how many requests it may send in a minute")
    parser.add_argument("--unknown-per-hour", type=int, help="unknown numbers that it may name in an hour")
    parser.add_argument("--tls-subject", help="subject of its certificate, as the proxy names it")
    parser.add_argument(
        "--oldest-first", action=argparse.BooleanOptionalAction, help="no newer bill before an older one"
    )
    parser.add_argument("--reopen", action="store_true", help="let it look numbers up again")


def _register(args: argparse.Namespace, agency: Agency) -> int:
    """A bank that is there already is changed in what is told."""
    names = ("cut_off", "per_minute", "unknown_per_hour", "tls_subject", "oldest_first")
    told: dict[str, Any] = {name: given for name in names if (given := getattr(args, name)) is not None}
    words = {language: given for language in ("ar", "fr", "en") if (given := getattr(args, language))}
    at, bank = datetime.now(UTC), Bank.objects.filter(code=args.bank).first()
    if bank is None:
        return _try(lambda: register_bank(code=args.bank, words=words, actor=SYSTEM, at=at, **told), agency)
    if words:
        told["words"] = {**bank.words, **words}
    if args.reopen:
        told["shut_until"] = None
    return _try(lambda: change_bank(bank=bank, actor=SYSTEM, at=at, **told), agency)


def _key(args: argparse.Namespace, agency: Agency) -> int:
    bank = Bank.objects.filter(code=args.bank).first()
    if bank is None:
        print(f"{agency.code} has no bank {args.bank}.", file=sys.stderr)
        return USAGE
    told: dict[str, Any] = {"bank": bank, "name": args.name, "actor": SYSTEM, "at": datetime.now(UTC)}
    return _try(lambda: _given(args.public, told), agency)


def _given(public: str | None, told: dict[str, Any]) -> str:
    """What the bank needs: the secret, told this once; or by what it verifies our answers."""
    if public is None:
        _, secret = draw_secret(**told)
        return f"secret {base64.b64encode(secret).decode()}"
    try:
        enlist_key(public=base64.b64decode(public, validate=True), **told)
    except binascii.Error as wrong:
        raise BillerRefused("not_a_key") from wrong
    return f"answers are signed by {base64.b64encode(own_public_key()).decode()}"


def _withdraw(args: argparse.Namespace, agency: Agency) -> int:
    return _try(lambda: withdraw_key(name=args.name, actor=SYSTEM, at=datetime.now(UTC)), agency)


def _list(_args: argparse.Namespace, agency: Agency) -> int:
    at = datetime.now(UTC)
    for bank in Bank.objects.prefetch_related("keys"):
        keys = [f"{key.name} ({key.kind})" for key in bank.keys.all() if key.withdrawn_at is None]
        shut = f"; LOOKS NO NUMBER UP until {bank.shut_until:%H:%M} UTC" if _is_shut(bank, at) else ""
        live = ", ".join(keys) or "no live key"
        print(f"{agency.code}: {bank.code}, until {bank.cut_off}:00, {live}{shut}")
    return DONE


def _is_shut(bank: Bank, at: datetime) -> bool:
    return bool(bank.shut_until and at < bank.shut_until)


def _try(act: Any, agency: Agency) -> int:
    try:
        told = act()
    except BillerRefused as refused:
        print(f"{agency.code}: {_WORDS[refused.code]}.", file=sys.stderr)
        return REFUSED
    print(f"{agency.code}: {told}")
    return DONE


_DO = {"register": _register, "key": _key, "withdraw": _withdraw, "list": _list}
