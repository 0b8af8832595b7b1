"""``shubbak backup FILE``: database, papers and black box in one encrypted file, while the doors are open."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from shubbak.config.backup import passphrases
from shubbak.config.backup.writing import Sources, write_backup
from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.foundation.age import Sealed
from shubbak.journal.signer_store import sync_folder

_MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 13 the disk is full, 15 the database, 16 no key, or the file is there already."""
    parser.add_argument(
        "file", type=Path, help="where the backup goes; a file that is there is never replaced"
    )
    passphrases.add_arguments(parser)
    parser.add_argument(
        "--with-keys",
        action="store_true",
        help="also the secret of the codes, the signing key, the seals and the passwords of mailboxes: "
        "whoever opens it can sign",
    )


def run(args: argparse.Namespace) -> int:
    """Make the backup under another name, on the disk itself, and give it its name at the end."""
    if args.file.exists():
        raise StartFailed(ExitCode.CONFIGURATION, f"{args.file} is there already.")
    secret = passphrases.secret_for_writing(args)
    draft = args.file.with_name(f"{args.file.name}.part")
    keys = Path(settings.SHUBBAK_HOME) / "keys" if args.with_keys else None
    sources = Sources(
        os.environ["DATABASE_OWNER_URL"],
        settings.SHUBBAK_FILES,
        settings.SHUBBAK_BLACK_BOX,
        keys,
        secret=settings.SECRET_KEY if args.with_keys else "",
        seals=settings.SHUBBAK_SEALS if args.with_keys else None,
        mailboxes=settings.SHUBBAK_MAILBOX_KEYS if args.with_keys else None,
    )
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with Sealed(file, secret.passphrase, secret.work) as out:
                members = write_backup(out, sources, at=datetime.now(UTC))  # type: ignore[arg-type]  # it writes, and no more is asked
            file.flush()
            os.fsync(file.fileno())
        draft.rename(args.file)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(args.file.parent)
    print(f"{args.file}: {members} members, {args.file.stat().st_size / _MEGABYTE:.1f} MB.")
    return ExitCode.DONE
