"""What a file of a former operator's subscribers says, row by row, and what is wrong with a row. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shubbak.foundation.tables.cells import day_of, thousandths_of
from shubbak.foundation.text import to_western_digits
from shubbak.foundation.text.phones import parse_phone
from shubbak.utility.subscriptions.rules import Asked, Commodity, Site

COLUMNS = (
    "reference",
    "body",
    "name",
    "kind",
    "identity_kind",
    "identity_number",
    "phone",
    "language",
    "place_code",
    "place",
    "sector",
    "region",
    "use",
    "commodity",
    "meter",
    "dials",
    "last_index",
    "last_read_on",
    "tariffs",
    "power_va",
    "calibre_mm",
    "begun_on",
    "deposit",
)
"""The columns of a file; they are found by these names, in any order."""
NEEDED = ("reference", "body", "name", "place", "commodity", "meter", "last_index", "last_read_on", "tariffs")
MOST_LINES = 200_000
KINDS = ("natural", "legal")
IDENTITIES = ("national_card", "residence_card", "passport", "company_id", "trade_register")
LANGUAGES = ("ar", "fr", "en")
_COMMODITIES = (Commodity.WATER.value, Commodity.ELECTRICITY.value)
_DIALS, _LEAST_DIALS, _MOST_DIALS = 5, 3, 9
_BETWEEN = "|"
_ONE_DAY = timedelta(days=1)
_WHOLE = 1000


class NotSubscribers(Exception):
    """The table is none of subscribers: `missing` names the columns that it lacks."""

    def __init__(self, code: str, missing: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code, self.missing = code, tuple(missing)


@dataclass(frozen=True, slots=True)
class House:
    """What a row is read against. `tariffs`: commodity and use of each tariff; `places`: figures of the
    currency behind the point.
    """

    country: str
    language: str
    places: int
    today: date
    tariffs: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row; `code` says why, `field` in which column, `said` what stood there."""

    line: int
    field: str
    code: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    kind: str
    identity_kind: str
    identity_number: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A contract of the former body. `index` in thousandths, `deposit` in minor units; `on`: our first day,
    the one after the last reading.
    """

    line: int
    body: str
    references: tuple[str, ...]
    holder: Holder
    site: Site
    serial: str
    dials: int
    index: int
    asked: Asked
    on: date
    begun_on: date | None
    deposit: int


def read_subscribers(
    rows: Iterable[Sequence[str]], house: House
) -> Iterator[tuple[Subscriber | None, list[Fault]]]:
    """Each row that is not empty: what it says, or what is wrong with it.

    :raises NotSubscribers: ``empty``, ``columns_missing``, ``too_many_lines``.
    """
    table = iter(rows)
    heading = [cell.strip().lower() for cell in next(table, ())]
    if not any(heading):
        raise NotSubscribers("empty")
    if missing := [name for name in NEEDED if name not in heading]:
        raise NotSubscribers("columns_missing", missing)
    for number, row in enumerate(table, start=2):
        if number > MOST_LINES + 1:
            raise NotSubscribers("too_many_lines")
        cells = {name: cell.strip() for name, cell in zip(heading, row, strict=False)}
        if any(cells.values()):
            yield _read(_Row(number, cells), house)


class _Row:
    """The cells of a row; each that cannot be read leaves a fault."""

    def __init__(self, line: int, cells: Mapping[str, str]) -> None:
        self.line, self.cells = line, cells
        self.faults: list[Fault] = []

    def wrong(self, field: str, code: str) -> None:
        self.faults.append(Fault(self.line, field, code, self.cells.get(field, "")[:60]))

    def words(self, field: str, most: int, *, needed: bool = False) -> str:
        said = " ".join(self.cells.get(field, "").split())
        if needed and not said:
            self.wrong(field, "missing")
        if len(said) > most:
            self.wrong(field, "too_long")
        return said[:most]

    def one_of(self, field: str, choices: Sequence[str], default: str = "") -> str:
        said = self.cells.get(field, "").lower() or default
        if not said:
            self.wrong(field, "missing")
        elif said not in choices:
            self.wrong(field, "not_one_of")
        return said

    def number(self, field: str, default: int | None = None) -> int | None:
        """A whole number."""
        said = to_western_digits(self.cells.get(field, ""))
        if not said:
            return default
        if not (said.isascii() and said.isdecimal() and len(said) < 10):
            self.wrong(field, "not_a_number")
            return default
        return int(said)

    def thousandths(self, field: str, *, needed: bool = False) -> int:
        said = self.cells.get(field, "")
        found = thousandths_of(said)
        if said and found is None:
            self.wrong(field, "not_a_number")
        if needed and not said:
            self.wrong(field, "missing")
        return found or 0

    def day(self, field: str, *, needed: bool = False) -> date | None:
        said = self.cells.get(field, "")
        found = day_of(said) if said else None
        if said and found is None:
            self.wrong(field, "not_a_day")
        if needed and not said:
            self.wrong(field, "missing")
        return found


def _read(row: _Row, house: House) -> tuple[Subscriber | None, list[Fault]]:
    body, references = row.words("body", 60, needed=True), _references(row)
    holder, commodity = _holder(row, house), row.one_of("commodity", _COMMODITIES)
    site = _site(row, commodity, body, references)
    serial, dials, index = _meter(row)
    asked, deposit = _asked(row, commodity, house), _deposit(row, house)
    read_on, begun_on = row.day("last_read_on", needed=True), row.day("begun_on")
    if read_on and read_on >= house.today:
        row.wrong("last_read_on", "not_yet")
    if read_on and begun_on and begun_on > read_on:
        row.wrong("begun_on", "after_the_reading")
    if row.faults or site is None or asked is None or read_on is None:
        return None, row.faults
    on = read_on + _ONE_DAY
    told = Subscriber(
        row.line, body, references, holder, site, serial, dials, index, asked, on, begun_on, deposit
    )
    return told, []


def _references(row: _Row) -> tuple[str, ...]:
    """One or several, with a vertical bar between them."""
    said = [part.strip() for part in row.cells.get("reference", "").split(_BETWEEN)]
    references = tuple(part for part in said if any(map(str.isalnum, part)))
    if not references:
        row.wrong("reference", "missing")
    if any(len(part) > 40 for part in references):
        row.wrong("reference", "too_long")
    return references


def _holder(row: _Row, house: House) -> Holder:
    kind, number = row.one_of("kind", KINDS, KINDS[0]), row.words("identity_number", 40)
    usual = "company_id" if kind == "legal" else "national_card"
    typed = row.words("phone", 40)
    phone = parse_phone(typed, house.country) if typed else ""
    if phone is None:
        row.wrong("phone", "not_a_phone")
    return Holder(
        name=row.words("name", 200, needed=True),
        kind=kind,
        identity_kind=row.one_of("identity_kind", IDENTITIES, usual) if number else "",
        identity_number=number,
        phone=phone or "",
        language=row.one_of("language", LANGUAGES, house.language),
    )


def _site(row: _Row, commodity: str, body: str, references: Sequence[str]) -> Site | None:
    """The place; without a code of its own it is named by the old reference."""
    first = references[0] if references else ""
    named = row.words("place_code", 30) or f"{commodity[:1].upper()}-{body}-{first}"[:30]
    place = row.words("place", 300, needed=True)
    sector, region = row.words("sector", 20).upper(), row.words("region", 60)
    known = commodity in _COMMODITIES
    return Site(named, Commodity(commodity), place, sector, region) if known else None


def _meter(row: _Row) -> tuple[str, int, int]:
    serial, dials = row.words("meter", 30, needed=True), row.number("dials", _DIALS) or 0
    index = row.thousandths("last_index", needed=True)
    if not _LEAST_DIALS <= dials <= _MOST_DIALS:
        row.wrong("dials", "dials_range")
    elif index >= 10**dials * _WHOLE:
        row.wrong("last_index", "beyond_the_dials")
    return serial, dials, index


def _asked(row: _Row, commodity: str, house: House) -> Asked | None:
    """The tariffs, the first of what is delivered; a water contract may carry sewerage behind it."""
    codes, use = tuple(row.cells.get("tariffs", "").lower().split()), row.cells.get("use", "").lower()
    if not codes:
        row.wrong("tariffs", "missing")
        return None
    if any(code not in house.tariffs for code in codes) or len(set(codes)) != len(codes):
        row.wrong("tariffs", "no_such_tariff")
        return None
    main, *others = (house.tariffs[code] for code in codes)
    carries = commodity == Commodity.WATER and [what for what, _ in others] == [Commodity.SEWERAGE]
    if main[0] != commodity or (others and not carries):
        row.wrong("tariffs", "other_commodity")
    if use and use != main[1]:
        row.wrong("use", "other_use")
    return Asked(codes, row.number("power_va"), row.number("calibre_mm"))


def _deposit(row: _Row, house: House) -> int:
    """Typed in the unit of the currency."""
    typed, step = row.thousandths("deposit"), 10 ** (3 - house.places)
    if typed % step:
        row.wrong("deposit", "not_an_amount")
    return int(typed // step)
