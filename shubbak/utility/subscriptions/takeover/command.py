"""``shubbak subscribers import FILE``: the subscribers of a former operator, checked and brought in."""

import argparse
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from django.db import IntegrityError
from django.utils import translation
from django.utils.translation import gettext

from shubbak.agencies.queries import agencies_listed, current_agency, in_its_zone
from shubbak.agencies.schema import look_at
from shubbak.foundation.money import minor_digits
from shubbak.foundation.tables.sheets_read import NotATable, rows_in
from shubbak.foundation.text import amount
from shubbak.journal.rules import SYSTEM
from shubbak.utility.subscriptions.takeover.actions import take_over
from shubbak.utility.subscriptions.takeover.checking import (
    MOST_FAULTS,
    Found,
    Read,
    look_through,
    lots_to_bring,
)
from shubbak.utility.subscriptions.takeover.lines import House, NotSubscribers, read_subscribers
from shubbak.utility.subscriptions.takeover.wording import fault_line, refused_words
from shubbak.utility.tariffs.shelf import shelf

OK, REFUSED, NOT_FOUND = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 done, 1 something is wrong with the file and nothing was brought in, 2 no such file or
    body.
    """
    parser.add_argument(
        "file", type=Path, help="CSV in UTF-8, or XLSX: docs/taking-over.md lists its columns"
    )
    parser.add_argument("--agency", required=True, help="code of the body that takes the subscribers over")
    parser.add_argument("--check", action="store_true", help="look through it and write nothing")
    parser.add_argument("--language", choices=("ar", "fr", "en"), default="ar", help="of what is said")


def run(args: argparse.Namespace) -> int:
    """Say what is wrong, row by row; bring all in where nothing is."""
    found = [agency for agency in agencies_listed() if agency.code == args.agency]
    if not found or not args.file.is_file():
        print(f"There is no agency {args.agency}, or no file {args.file}.", file=sys.stderr)
        return NOT_FOUND
    look_at(found[0])
    with translation.override(args.language):
        try:
            return _bring(args.file, check=args.check, language=args.language)
        except NotATable:
            print(gettext("This is neither CSV in UTF-8 nor an Excel workbook."), file=sys.stderr)
        except NotSubscribers as refused:
            print(refused_words(refused), file=sys.stderr)
        except IntegrityError:
            print(gettext("Somebody else has brought some of it in meanwhile: try again."), file=sys.stderr)
    return REFUSED


def _bring(file: Path, *, check: bool, language: str) -> int:
    at = datetime.now(UTC)
    read = _reader(file, at)
    seen = look_through(read())
    for fault in seen.faults[:MOST_FAULTS]:
        print(fault_line(fault))
    if seen.faults:
        _say_refused(seen)
        return REFUSED
    if not check and seen.new:
        take_over(lots=lots_to_bring(read()), origin=_mark(file), actor=SYSTEM, at=at)
    _report(seen, check=check, language=language)
    return OK


def _reader(file: Path, at: datetime) -> Callable[[], Iterator[Read]]:
    """The file from its first row, each time it is called."""
    agency = current_agency()
    house = House(
        country=agency.country,
        language=agency.languages[0],
        places=minor_digits(agency.currency),
        today=in_its_zone(at).date(),
        tariffs={code: (known.data["commodity"], known.data["use"]) for code, known in shelf().items()},
    )
    return lambda: read_subscribers(rows_in(file), house)


def _say_refused(seen: Found) -> None:
    if len(seen.faults) >= MOST_FAULTS:
        print(gettext("… and perhaps more: only the first are said."))
    print(gettext("Nothing was brought in: mend the file and try again."), file=sys.stderr)


def _report(seen: Found, *, check: bool, language: str) -> None:
    agency = current_agency()
    deposits = amount(seen.deposits, agency.currency, language, agency.country, "latn")
    told = {"rows": seen.rows, "new": seen.new, "known": seen.known, "deposits": deposits}
    print(gettext("Contracts in the file: %(rows)d") % told)
    print(gettext("Here already, left as they are: %(known)d") % told)
    if check:
        print(gettext("Would be brought in: %(new)d, with deposits of %(deposits)s") % told)
        print(gettext("This was a look alone: nothing was written."))
    else:
        print(gettext("Brought in: %(new)d, with deposits of %(deposits)s") % told)


def _mark(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()[:16]
