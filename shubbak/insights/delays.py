"""How long files took, for everybody: mean and median by service and quarter, with how many they are.

Counted are files that got an answer and are closed, in days from their deposit until the person was told, or
until the file was closed where nobody had to be told. A withdrawn file or one joined to another got none.
Of fewer than five files no figure is given: one alone would tell what happened to somebody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db import connection

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agencies_listed, current_agency
from shubbak.agencies.schema import look_at, look_at_shared
from shubbak.catalogue.queries import spec_of, versions_kept
from shubbak.foundation.localized import Localized
from shubbak.foundation.tables import Cell, Column, Table

FEWEST = 5
QUARTERS = 8
_KEPT_FOR = timedelta(hours=1)
_QUERY = """
SELECT service, max(service_version_id),
       date_trunc('quarter', closed_at AT TIME ZONE %(zone)s)::date AS quarter,
       count(*), avg(days), percentile_cont(0.5) WITHIN GROUP (ORDER BY days)
FROM (
    SELECT service, service_version_id, closed_at,
           extract(epoch FROM least(told_at, closed_at) - opened_at)::float8 / 86400 AS days
    FROM cases_case
    WHERE closed_at >= %(since)s AND result NOT IN ('', 'withdrawn', 'joined')
) AS answered
GROUP BY service, quarter ORDER BY quarter DESC, service
"""


@dataclass(frozen=True)
class Delay:
    """The files of a service that were closed in a quarter (its first day): how many, and their days.

    All three are None for fewer than `FEWEST` files.
    """

    service: str
    title: Localized
    quarter: date
    files: int | None
    mean: float | None
    median: float | None


@dataclass(frozen=True)
class DelaysOfBody:
    agency: Agency
    delays: Sequence[Delay]


def delays(at: datetime) -> Sequence[Delay]:
    """Those of the current body over eight quarters, this one included; reckoned anew every hour."""
    key = f"delays/{at:%Y-%m-%d}"
    known: Sequence[Delay] | None = cache.get(key)
    if known is None:
        known = list(_reckoned(current_agency(), at))
        cache.set(key, known, timeout=_KEPT_FOR.total_seconds())
    return known


def delays_of_all(at: datetime) -> list[DelaysOfBody]:
    """Those of each body of the installation; the connection looks at the shared tables again afterwards."""
    found = []
    try:
        for agency in agencies_listed():
            look_at(agency)
            found.append(DelaysOfBody(agency, delays(at)))
    finally:
        look_at_shared()
    return found


def first_quarter(at: datetime, zone: str) -> datetime:
    """Where the eight quarters begin that end with the current one."""
    here = at.astimezone(ZoneInfo(zone))
    quarters = here.year * 4 + (here.month - 1) // 3 - (QUARTERS - 1)
    return datetime(quarters // 4, quarters % 4 * 3 + 1, 1, tzinfo=ZoneInfo(zone))


def delays_table(
    told: Sequence[DelaysOfBody], headings: Mapping[str, str], pick: Callable[[Localized], str], *, few: str
) -> Table:
    """As a table that leaves the house: days with one decimal; `few` stands for what is not told."""
    codes = ("body", "service", "quarter", "files", "mean_days", "median_days")
    widths = (30, 40, 10, 10, 14, 14)
    columns = [Column(code, headings[code], width) for code, width in zip(codes, widths, strict=True)]
    return Table(title="delays", columns=columns, rows=_rows(told, pick, few))


def _rows(
    told: Sequence[DelaysOfBody], pick: Callable[[Localized], str], few: str
) -> Iterator[Sequence[Cell]]:
    for body in told:
        for line in body.delays:
            named = (pick(body.agency.name), pick(line.title), quarter_name(line.quarter))
            days = (_decimal(line.mean), _decimal(line.median))
            yield (*named, few if line.files is None else line.files, *days)


def quarter_name(first: date) -> str:
    """`2026-T4`, as statistics write it here."""
    return f"{first.year}-T{(first.month + 2) // 3}"


def _decimal(days: float | None) -> str:
    return "" if days is None else f"{days:.1f}"


def _reckoned(agency: Agency, at: datetime) -> Iterator[Delay]:
    since = first_quarter(at, agency.zone)
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"zone": agency.zone, "since": since})
        rows = cursor.fetchall()
    versions = versions_kept({row[1] for row in rows})
    for service, version, quarter, files, mean, median in rows:
        is_told = files >= FEWEST
        yield Delay(
            service=service,
            title=spec_of(versions[version]).title,
            quarter=quarter,
            files=files if is_told else None,
            mean=mean if is_told else None,
            median=median if is_told else None,
        )
