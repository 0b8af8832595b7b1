"""`shubbak check-invariants`: what must hold of every agency at any moment (docs/promises.md).

Run by hand, nightly in production, and at the end of every harness. Each violation is one sentence.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agencies_listed, current_agency
from shubbak.agencies.schema import look_at
from shubbak.cases import audit as cases
from shubbak.config.supervisor.failures import ExitCode
from shubbak.documents.models import StoredFile
from shubbak.documents.store import path_of
from shubbak.journal import audit as journal
from shubbak.notifications.models import Message
from shubbak.notifications.rules import GIVE_UP_AFTER
from shubbak.payments.biller import audit as biller
from shubbak.payments.cashier import audit as cashier
from shubbak.payments.debiting import audit as debiting
from shubbak.payments.ledger import audit as ledger
from shubbak.payments.online import audit as online
from shubbak.planning.sittings import audit as sittings
from shubbak.registry.books import audit as registry
from shubbak.registry.books import signing
from shubbak.utility.arrears import audit as arrears
from shubbak.utility.bills import audit as bills
from shubbak.utility.metering import audit as metering
from shubbak.utility.prepaid.vending import audit as vending

_OUTBOX_LIMIT = GIVE_UP_AFTER + timedelta(hours=5)
_BLOCK = 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 all is well, 1 something is not, 2 no such agency."""
    parser.add_argument("--agency", help="code of one agency (default: all agencies)")


def run(args: argparse.Namespace) -> int:
    """Check the agencies; violations go to standard error, one a line."""
    agencies = [agency for agency in agencies_listed() if args.agency in (None, agency.code)]
    if not agencies:
        print(f"There is no agency {args.agency}.", file=sys.stderr)
        return ExitCode.USAGE
    found = 0
    for agency in agencies:
        for violation in violations(agency, at=datetime.now(UTC)):
            found += 1
            print(f"{agency.code}: {violation}", file=sys.stderr)
    print(f"{len(agencies)} agencies, {found} violations.")
    return ExitCode.FOUND_FAULTS if found else ExitCode.DONE


def violations(agency: Agency, *, at: datetime) -> list[str]:
    """Everything that is wrong in one agency, in sentences; empty if all is well. The agency stays chosen."""
    look_at(agency)
    with _one_moment():
        return [
            *_schema(agency),
            *registry.problems(),
            *signing.problems(at),
            *journal.problems(),
            *ledger.problems(),
            *cashier.problems(),
            *debiting.problems(),
            *online.problems(),
            *biller.problems(),
            *metering.problems(),
            *bills.problems(),
            *arrears.problems(),
            *vending.problems(),
            *sittings.problems(),
            *cases.problems(),
            *_files(),
            *_outbox(at),
        ]


@contextmanager
def _one_moment() -> Iterator[None]:
    """All is read as of one instant: whoever writes meanwhile must not look like an alteration.

    Inside a transaction of the caller's own nothing changes.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        if not nested:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _schema(agency: Agency) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    if schema != agency.schema_name:
        yield f"the connection looks at the schema {schema}"


def _files() -> Iterator[str]:
    """Each row has its bytes, and they have their hash."""
    code = current_agency().code
    for file in StoredFile.objects.iterator(2000):
        path = path_of(code, file.sha256)
        if not path.exists():
            yield f"the bytes of file {file.sha256} are missing"
            continue
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
        if digest.hexdigest() != file.sha256:
            yield f"the bytes of file {file.sha256} are not the ones that were stored"


def _outbox(at: datetime) -> Iterator[str]:
    waiting = Message.objects.filter(next_try_at__isnull=False, created_at__lt=at - _OUTBOX_LIMIT)
    for message in waiting:
        yield f"message {message.id} waits longer than the outbox allows"
