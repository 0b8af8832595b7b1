"""The stamp of the registry office on a copy of what came: body, day, number (registry-office §4.2)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.documents.models import Document
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.documents.sheets import Pair
from shubbak.documents.stamping import Stamp, stamped, waits_for_scanner
from shubbak.foundation.text import clock_time, short_date
from shubbak.registry.books.printing import printed_number
from shubbak.registry.letters.actions.stamp import give_stamp_up, keep_stamped
from shubbak.registry.letters.models import Letter, LetterPaper
from shubbak.registry.letters.queries.lines import letters_to_stamp

AT_A_TIME = 20


def stamp_pending(*, at: datetime) -> int:
    """Stamp copies of what was entered since, the oldest first; how many. What no stamp goes on is not asked
    again.
    """
    return sum(_stamp(letter, at) for letter in letters_to_stamp()[:AT_A_TIME])


def stamp_of(letter: Letter, agency: Agency) -> Stamp:
    """The words of the stamp: the day is the register's, the hour that of arrival."""
    entry = letter.entry
    day, came = entry.register_day, entry.received_at.astimezone(ZoneInfo(agency.zone))
    said = {
        language: f"{short_date(day, language, agency.country)}, {clock_time(came, language)}"
        for language in ("ar", "fr")
    }
    return Stamp(
        body=Pair(agency.localized_name("ar"), agency.localized_name("fr")),
        came=Pair(f"ورد على مكتب الضبط في {said['ar'].replace(',', '،')}", f"Arrivé le {said['fr']}"),
        number=printed_number(entry),
        accent=str(agency.palette["deep"]),
    )


def _stamp(letter: Letter, at: datetime) -> bool:
    scan = _first_scan(letter)
    if scan is not None and waits_for_scanner(scan):
        return False
    try:
        if scan is None:
            raise Unreadable("no scan")
        content = stamped(scan, stamp_of(letter, current_agency()))
    except Unreadable:
        give_stamp_up(letter=letter)
        return False
    except Interrupted:
        return False
    keep_stamped(letter=letter, content=content, at=at)
    return True


def _first_scan(letter: Letter) -> Document | None:
    scan = letter.papers.filter(role=LetterPaper.Role.SCAN).select_related("document__file").first()
    return scan.document if scan else None
