"""A reading as the desk shows it: what was found in words, what was read before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.desk.shown.language import tongue
from shubbak.foundation.text import isolate_ltr
from shubbak.utility.metering.models import PhotoCheck, Reading
from shubbak.utility.metering.queries import history_of
from shubbak.utility.metering.rules import finding_of
from shubbak.utility.metering.validation.shapes import Severity
from shubbak.utility.metering.wording import index_words, staff_words
from shubbak.utility.subscriptions.rules import print_contract_number

SOURCES: Mapping[str, Promise] = {
    "field": pgettext_lazy("reading", "Meter reader"),
    "self": pgettext_lazy("reading", "The person"),
    "file": pgettext_lazy("reading", "File"),
    "operator": pgettext_lazy("reading", "Put right at the desk"),
    "estimate": pgettext_lazy("reading", "Estimated"),
}
STATES: Mapping[str, Promise] = {
    "accepted": pgettext_lazy("reading", "Counts"),
    "review": pgettext_lazy("reading", "To be decided"),
    "rejected": pgettext_lazy("reading", "Rejected"),
    "superseded": pgettext_lazy("reading", "Replaced"),
}
FAULTS: Mapping[str, Promise] = {
    "unreadable": _("The cell cannot be read."),
    "unknown_contract": _("No contract has this number."),
    "unknown_meter": _("No meter has this number."),
    "not_a_meter_of_it": _("The meter does not belong to this contract."),
    "known": _("This line was taken in before."),
}


@dataclass(frozen=True)
class FoundShown:
    words: str
    kind: str


@dataclass(frozen=True)
class PastShown:
    on: date
    index: str
    source: Promise
    state: Promise


@dataclass(frozen=True)
class ReadingShown:
    """`found` is gravest first."""

    reading: Reading
    contract: str
    index: str
    source: Promise
    state: Promise
    came_at: datetime
    found: Sequence[FoundShown]
    past: Sequence[PastShown] = ()

    @property
    def reasons(self) -> str:
        return " ".join(found.words for found in self.found)


_KINDS = {Severity.INFO: "", Severity.WARN: "risk", Severity.REVIEW: "risk", Severity.REJECT: "late"}


def reading_shown(reading: Reading, *, with_past: bool = False) -> ReadingShown:
    speech = tongue()
    manner = (speech.language, speech.country, speech.digits)
    found = sorted(map(finding_of, reading.findings), key=lambda one: (-one.severity, one.code))
    return ReadingShown(
        reading=reading,
        contract=print_contract_number(reading.contract.number),
        index=index_words(reading.index, manner),
        source=SOURCES[reading.source],
        state=STATES[reading.state],
        came_at=reading.taken_at,
        found=[FoundShown(staff_words(one, manner), _KINDS[one.severity]) for one in found],
        past=[_past(one, manner) for one in history_of(reading)] if with_past else (),
    )


def seen_words(check: PhotoCheck) -> str:
    """What comes of a photograph, once it was read."""
    if check.shows is None:
        return gettext("Noted: the photograph cannot be read.")
    speech = tongue()
    manner = (speech.language, speech.country, speech.digits)
    shows, sent = (isolate_ltr(index_words(each, manner)) for each in (check.shows, check.reading.index))
    if not check.differs:
        return gettext("The photograph shows what was sent: %(sent)s.") % {"sent": sent}
    words = gettext("The photograph shows %(shows)s, sent was %(sent)s: somebody has to decide.")
    return words % {"shows": shows, "sent": sent}


def _past(reading: Reading, manner: tuple[str, str, str]) -> PastShown:
    index = index_words(reading.index, manner)
    return PastShown(reading.read_on, index, SOURCES[reading.source], STATES[reading.state])
