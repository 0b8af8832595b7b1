"""The command `shubbak clocks due`: a due date and its explanation, without database or settings.

Exit codes: 0 and one line of JSON on standard output, or 2 and one sentence on standard error.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, date, datetime, time

from shubbak.foundation.working_time.calendar import ONE_DAY, WorkCalendar
from shubbak.foundation.working_time.countries import COUNTRIES, country_calendar, years_for
from shubbak.foundation.working_time.explanation import explain
from shubbak.foundation.working_time.holds import Hold
from shubbak.foundation.working_time.length import UNITS, Length
from shubbak.foundation.working_time.reckoning import reckon

LANGUAGES = ("ar", "fr", "en")


def add_arguments(parser: ArgumentParser) -> None:
    """What `clocks due` takes."""
    parser.description = "When a delay ends, and why. Needs no database. Prints one JSON object."
    parser.epilog = (
        "A delay in days counts from the day after --from and ends when the office closes on the last; "
        "a last day that is not worked gives way to the next one that is. A hold takes out each day that it "
        "touches. Hours run day and night, working_hours while the office is open; a hold takes out its "
        "exact time. Exit codes: 0 done; 2 the command was not understood (one sentence on standard error)."
    )
    parser.add_argument("--calendar", required=True, metavar="CODE", help=f"one of {', '.join(COUNTRIES)}")
    parser.add_argument(
        "--from",
        required=True,
        dest="start",
        metavar="INSTANT",
        help="ISO 8601, such as 2026-11-05T09:30; without an offset, on the clock of the calendar",
    )
    parser.add_argument(
        "--length", required=True, help=f'such as "10 working_days"; units: {", ".join(UNITS)}'
    )
    parser.add_argument(
        "--hold",
        action="append",
        default=[],
        metavar="FROM/TO",
        help="a stop of the clock, two instants; may be given again; a date alone as TO includes that day. "
        "It must have an end: as long as a clock stands still it has no due date",
    )
    parser.add_argument("--language", default="ar", help="of the explanation: ar (default), fr or en")


def run(args: Namespace) -> int:
    """Print the due instant and its explanation; returns the exit code."""
    try:
        answer = _due(args)
    except (ValueError, OverflowError) as error:
        print(f"shubbak clocks due: {error}", file=sys.stderr)
        return 2
    print(json.dumps(answer, ensure_ascii=False))
    return 0


def _due(args: Namespace) -> dict[str, str]:
    if args.language not in LANGUAGES:
        raise ValueError(f"The explanation is told in ar, fr or en, not {args.language!r}.")
    length = Length.parse(args.length)
    calendar = country_calendar(args.calendar, years_for(args.calendar))
    start = _instant(args.start, calendar)
    reckoning = reckon(calendar, start, length, [_hold(text, calendar) for text in args.hold])
    return {"due": reckoning.due.isoformat(), "explanation": explain(reckoning, args.language)}


def _instant(text: str, calendar: WorkCalendar) -> datetime:
    try:
        written = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ValueError(f"An instant looks like 2026-11-05T09:30 (ISO 8601), not {text!r}.") from error
    if written.tzinfo is None:
        return calendar.instant(written.date(), written.time())
    return written.astimezone(UTC).astimezone(calendar.zone)


def _hold(text: str, calendar: WorkCalendar) -> Hold:
    start, slash, end = (part.strip() for part in text.partition("/"))
    if not slash or not start:
        raise ValueError(f"A hold looks like FROM/TO, not {text!r}.")
    if end in ("", ".."):
        raise ValueError(f"The hold {text!r} has no end: as long as a clock stands still it has no due date.")
    return Hold(_instant(start, calendar), _end_of_hold(end, calendar))


def _end_of_hold(text: str, calendar: WorkCalendar) -> datetime:
    """A date alone means that whole day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _instant(text, calendar)
    return calendar.instant(day + ONE_DAY, time())
