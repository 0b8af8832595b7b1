"""Under what a backup is encrypted: a file with a key that was drawn, or a passphrase that people know."""

import argparse
import getpass
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.foundation.age import WORK_OF_KEY, WORK_OF_PASSPHRASE

SETTING = "SHUBBAK_BACKUP_PASSPHRASE"
_SHORTEST = 12


@dataclass(frozen=True)
class Secret:
    """What age takes as a passphrase, and how hard guessing at it is made."""

    passphrase: bytes
    work: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key-file",
        type=Path,
        help=f"file with the key (default: the passphrase in {SETTING}, or asked for)",
    )


def secret_for_writing(args: argparse.Namespace) -> Secret:
    """The key of the file, drawn at its first use; else a passphrase of twelve characters or more.

    :raises StartFailed: if there is none.
    """
    if args.key_file and not args.key_file.exists():
        _draw(args.key_file)
        print(
            f"Drew a new key, {args.key_file}: keep it apart from the backups. Nobody opens them without it."
        )
    return _secret(args)


def secret_for_reading(args: argparse.Namespace) -> Secret:
    """:raises StartFailed: if there is none."""
    if args.key_file and not args.key_file.exists():
        raise StartFailed(ExitCode.CONFIGURATION, f"There is no key file {args.key_file}.")
    return _secret(args)


def _secret(args: argparse.Namespace) -> Secret:
    if args.key_file:
        return Secret(args.key_file.read_bytes().strip(), WORK_OF_KEY)
    typed = os.environ.get(SETTING, "")
    if not typed and sys.stdin.isatty():
        typed = getpass.getpass("Passphrase of the backup: ")
    if len(typed) < _SHORTEST:
        sentence = (
            f"Name a key with --key-file, or a passphrase of {_SHORTEST} characters or more in {SETTING}."
        )
        raise StartFailed(ExitCode.CONFIGURATION, sentence)
    return Secret(typed.encode(), WORK_OF_PASSPHRASE)


def _draw(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
