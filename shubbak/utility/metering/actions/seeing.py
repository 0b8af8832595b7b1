"""Somebody looks at the photograph of a reading, and types what it shows before seeing what was sent."""

from datetime import datetime
from typing import Any

from shubbak.journal.actions import action, record
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.metering.counting import fits
from shubbak.utility.metering.extension import is_billed
from shubbak.utility.metering.models import PhotoCheck, Reading
from shubbak.utility.metering.rules import ReadingRefused, as_facts
from shubbak.utility.metering.validation.of_others import other_on_photo
from shubbak.utility.metering.validation.shapes import Finding

_DECIDABLE = (Reading.State.ACCEPTED, Reading.State.REVIEW)


@action
def check_photograph(*, reading: Reading, shows: int | None, staff: Staff, at: datetime) -> PhotoCheck:
    """Note what a photograph shows; None: it cannot be read. Where it is another index the reading waits
    for a decision. One that is billed counts meanwhile: its bill is put right, or the next makes it good.

    :raises ReadingRefused: ``no_photograph``, ``seen`` if a colleague was faster, ``beyond_the_dials``.
    """
    held = Reading.objects.select_for_update(of=("self",)).select_related("meter", "contract")
    reading = held.get(pk=reading.pk)
    _refuse(reading, shows)
    found = None if shows is None else other_on_photo(reading.index, shows)
    check = PhotoCheck.objects.create(
        reading=reading, shows=shows, differs=found is not None, seen_by=staff, seen_at=at
    )
    if found:
        _find(reading, found)
    outcome = "unreadable" if shows is None else "other" if found else "same"
    facts = {"outcome": outcome, "period": reading.period, "reading": str(reading.pk)}
    about = f"contract:{reading.contract.number}"
    record(what="metering.photograph_seen", about=about, actor=actor_of(staff), at=at, facts=facts)
    return check


def _refuse(reading: Reading, shows: int | None) -> None:
    if reading.photo_id is None:
        raise ReadingRefused("no_photograph")
    if PhotoCheck.objects.filter(reading=reading).exists():
        raise ReadingRefused("seen")
    if shows is not None and not fits(shows, reading.meter.dials):
        raise ReadingRefused("beyond_the_dials")


def _find(reading: Reading, found: Finding) -> None:
    """What was decided of it before stands in the journal."""
    told: dict[str, Any] = {"findings": [*reading.findings, as_facts(found)]}
    if reading.state in _DECIDABLE and not is_billed(reading):
        told |= {"state": Reading.State.REVIEW, "decided_by": None, "decided_at": None, "reason": ""}
    Reading.objects.filter(pk=reading.pk).update(**told)
