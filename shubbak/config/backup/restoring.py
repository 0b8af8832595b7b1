"""``shubbak restore FILE``: a backup takes the place of what stands here; the doors are closed meanwhile."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at_shared
from shubbak.config.backup import passphrases, places
from shubbak.config.backup.reading import NoBackup, Targets, Unpacked, look_through, unpack
from shubbak.config.backup.settling import Settled, SignerSilent, settle
from shubbak.config.invariants import violations
from shubbak.config.signer_standing import signer_standing
from shubbak.config.supervisor import preparing
from shubbak.config.supervisor.failures import ExitCode, StartFailed
from shubbak.config.supervisor.home import Home, home_from_environment
from shubbak.config.supervisor.postgres import Postgres
from shubbak.config.supervisor.readiness import environment_of, is_database_of
from shubbak.foundation.age import AgeError, Opened


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 restored, 1 faults were found, or the file is no whole backup, 14 the doors are open,
    15 the database, 16 no key, or a database that is not empty.
    """
    parser.add_argument("file", type=Path, help="the backup")
    passphrases.add_arguments(parser)
    parser.add_argument("--verify", action="store_true", help="check the books of every agency at the end")
    parser.add_argument(
        "--keys", action="store_true", help="the keys of the backup take the place of those that are here"
    )


def run(args: argparse.Namespace) -> int:
    """Restore; what an older copy makes necessary is done and told, agency by agency."""
    secret = passphrases.secret_for_reading(args)
    home = home_from_environment()
    home.prepare()
    with home.held() as ours:
        if not ours:
            raise StartFailed(ExitCode.HOME_IN_USE, f"Shubbak runs on {home.path}: stop it first.")
        with _server_of(home):
            return _restore(args, home, secret.passphrase)


def _restore(args: argparse.Namespace, home: Home, passphrase: bytes) -> int:
    copied = _put_in_place(args, home, passphrase)
    if args.keys:
        _take_up_secret(home)
    print(f"The copy of {copied.made_at:%Y-%m-%d %H:%M:%S} UTC stands: {copied.papers} papers.", flush=True)
    print("Bringing the tables up to date", end="", flush=True)
    (home.state / "migrated").unlink(missing_ok=True)
    preparing.migrate(home, environment_of(home))
    with signer_standing():
        print(flush=True)
        faults = _settle_all(copied.made_at)
        return ExitCode.FOUND_FAULTS if faults + (_verify() if args.verify else 0) else ExitCode.DONE


def _put_in_place(args: argparse.Namespace, home: Home, passphrase: bytes) -> Unpacked:
    keys = home.path / "keys" if args.keys else None
    with places.empty_database(home) as owner_url:
        targets = Targets(
            owner_url,
            settings.SHUBBAK_FILES,
            settings.SHUBBAK_BLACK_BOX,
            keys,
            seals=settings.SHUBBAK_SEALS if args.keys else None,
            mailboxes=settings.SHUBBAK_MAILBOX_KEYS if args.keys else None,
        )
        try:
            with args.file.open("rb") as file:
                look_through(Opened(file, passphrase))  # type: ignore[arg-type]  # it reads, and no more is asked
            with args.file.open("rb") as file:
                return unpack(Opened(file, passphrase), targets)  # type: ignore[arg-type]  # as above
        except (AgeError, NoBackup, OSError) as error:
            raise StartFailed(ExitCode.FOUND_FAULTS, f"{args.file}: {error}.") from error


def _take_up_secret(home: Home) -> None:
    """Django was set up with the secret that was here, or was drawn, before that of the copy came."""
    copied = home.secret("secret")
    if not os.environ.get("SECRET_KEY"):
        settings.SECRET_KEY = copied
    elif copied != settings.SECRET_KEY:
        print("SECRET_KEY is set here, and is not the one in the copy: unless it is that of the old machine,")
        print("codes, links and sheets made before, and second factors, are void.")


@contextmanager
def _server_of(home: Home) -> Iterator[None]:
    """The embedded server, where there is one."""
    if not is_database_of(home):
        yield
        return
    server = Postgres(home)
    server.start()
    try:
        yield
    finally:
        server.stop()


def _settle_all(copied_at: datetime) -> int:
    look_at_shared()
    faults = 0
    for agency in list(agencies_listed()):
        try:
            settled = settle(agency, copied_at=copied_at, at=datetime.now(UTC))
        except SignerSilent:
            raise StartFailed(ExitCode.CHILD_FAILED, "The signer does not answer: see its log.") from None
        _tell(settled)
        faults += len(settled.problems)
    return faults


def _tell(settled: Settled) -> None:
    journal = f"its journal goes on as {settled.epoch}" if settled.epoch else "its journal goes on"
    print(
        f"{settled.agency}: {journal}; {len(settled.lost)} numbers lost, {settled.erased} files erased again"
    )
    for number in settled.lost:
        print(f"{settled.agency}: lost {number}")
    for problem in settled.problems:
        print(f"{settled.agency}: {problem}")


def _verify() -> int:
    look_at_shared()
    found = 0
    for agency in list(agencies_listed()):
        for violation in violations(agency, at=datetime.now(UTC)):
            found += 1
            print(f"{agency.code}: {violation}")
    print(f"Verified: {found} violations.")
    return found
