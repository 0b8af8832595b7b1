"""One turn of a hall screen: seven files in one language, what is announced, whom to call."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext, override

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.announcements.models import Announcement, Screen
from shubbak.announcements.queries import on_the_home_page
from shubbak.announcements.screens import next_gathering
from shubbak.cases.publicity import Standing
from shubbak.cases.publicity.hall import HallFile, hall_page
from shubbak.foundation.localized import pick
from shubbak.foundation.text import clock_time, count, long_date, shown_phone, to_digits, weekday_name
from shubbak.people.models import Unit
from shubbak.people.queries import units_coded

FILES_A_PAGE = 7
SECONDS_A_PAGE = 20
_WESTERN = "0123456789"


@dataclass(frozen=True)
class HallRow:
    """A file by number and public stage; nothing else of it is known here."""

    number: str
    service: str
    done: int
    total: int
    words: str
    standing: Standing


@dataclass(frozen=True)
class HallNote:
    """A panel beside the files: a small heading, a line, and what is said under it."""

    heading: str
    line: str
    text: str = ""


@dataclass(frozen=True)
class HallTurn:
    """All that stands on the screen in one turn, in words. `clock` is the hour it was made at."""

    language: str
    title: str
    body: str
    day: str
    turn: int
    turns: int
    page: str
    rows: Sequence[HallRow]
    gathering: HallNote | None
    notice: HallNote | None
    desk: str
    place: str
    digits: str
    clock: str

    @property
    def tag(self) -> str:
        """What changes when the screen does (an ETag); the hour is not part of it: the screen reckons it."""
        shown = asdict(self) | {"clock": ""}
        return sha256(repr(sorted(shown.items())).encode()).hexdigest()[:32]

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


def hall_turn(screen: Screen, turn: int, at: datetime) -> HallTurn:
    """The turn of this number: all pages in the first language, then in the next; then from the beginning."""
    agency = current_agency()
    units = units_coded(screen.units)
    number, spoken = max(turn, 0), len(screen.languages)
    shown = hall_page(screen.units, screen.services, number, FILES_A_PAGE)
    language = screen.languages[number // shown.pages % spoken]
    with override(language):
        return HallTurn(
            language=language,
            title=pick(screen.title, language),
            body=_body(agency, units, language),
            day=_day(at, agency, language),
            turn=number % (shown.pages * spoken),
            turns=shown.pages * spoken,
            page=_page(shown.page + 1, shown.pages, agency),
            rows=[_row(file, language) for file in shown.files],
            gathering=_gathering(screen, agency, language, at),
            notice=_notice(number, language, at),
            desk=_telephone(agency, units),
            place=next((pick(unit.place, language) for unit in units if unit.place), ""),
            digits=to_digits(_WESTERN, agency.digits),
            clock=clock_time(in_its_zone(at), language, agency.digits),
        )


def seconds_of_day(at: datetime) -> int:
    """On the wall clock of the body: the screen goes on from here by itself."""
    here = in_its_zone(at)
    return here.hour * 3600 + here.minute * 60 + here.second


def _body(agency: Agency, units: Sequence[Unit], language: str) -> str:
    """The body, and the office where the screen is of one alone."""
    names = [agency.localized_name(language), *(pick(unit.name, language) for unit in units)]
    return " · ".join(names if len(units) == 1 else names[:1])


def _day(at: datetime, agency: Agency, language: str) -> str:
    day = in_its_zone(at).date()
    said = long_date(day, language, agency.country, agency.digits)
    weekday = weekday_name(day, language)
    return said if said.startswith(weekday) else f"{weekday} {said}"


def _page(page: int, pages: int, agency: Agency) -> str:
    figures: dict[str, Any] = {
        "page": to_digits(str(page), agency.digits),
        "pages": to_digits(str(pages), agency.digits),
    }
    return gettext("Page %(page)s of %(pages)s") % figures


def _row(file: HallFile, language: str) -> HallRow:
    """An answer that is ready is called out as ready, whatever it says. Of a service its name before the
    colon is enough here.
    """
    called = {"ready": gettext("Ready to be collected"), "waiting": gettext("Waiting for you")}
    words = called.get(file.standing) or pick(file.stage, language)
    service = pick(file.service, language).partition(":")[0].strip()
    return HallRow(file.number, service, file.done, file.total, words, file.standing)


def _gathering(screen: Screen, agency: Agency, language: str, at: datetime) -> HallNote | None:
    found = next_gathering(screen.units, at)
    if found is None:
        return None
    said = {
        "day": _day(found.at, agency, language),
        "hour": clock_time(in_its_zone(found.at), language, agency.digits),
    }
    files = count(found.files, "file", language, agency.digits) if found.files else ""
    place = pick(found.place, language)
    return HallNote(
        pick(found.title, language),
        gettext("%(day)s at %(hour)s") % said,
        " · ".join(filter(None, (files, place))),
    )


def _notice(turn: int, language: str, at: datetime) -> HallNote | None:
    """The announcements of the home page, one a turn."""
    told = on_the_home_page(at)
    if not told:
        return None
    shown = told[turn % len(told)]
    is_outage = shown.kind == Announcement.Kind.OUTAGE
    heading = gettext("Planned outage") if is_outage else gettext("Notice")
    text = " · ".join(filter(None, (pick(shown.place, language), pick(shown.text, language))))
    return HallNote(heading, pick(shown.title, language), text)


def _telephone(agency: Agency, units: Sequence[Unit]) -> str:
    phones = [phone for unit in units for phone in unit.phones] + list(agency.phones)
    return next((shown_phone(str(phone["number"]), agency.country) for phone in phones), "")
