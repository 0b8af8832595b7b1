"""Somebody looks at a reading that the rules held back, and decides."""

from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.metering.actions.taking import step_aside
from shubbak.utility.metering.counting import fits
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.rules import ReadingRefused
from shubbak.utility.metering.validation.shapes import Source


@action
def accept_reading(*, reading: Reading, staff: Staff, at: datetime) -> Reading:
    """It counts as it is; what counted for its meter and period counts no longer.

    :raises ReadingRefused: ``decided`` if somebody was faster.
    """
    _decide(reading, Reading.State.ACCEPTED, "", staff, at)
    _note("accepted", reading, staff, at)
    return reading


@action
def reject_reading(*, reading: Reading, reason: str, staff: Staff, at: datetime) -> Reading:
    """It does not count.

    :raises ReadingRefused: ``decided``, ``reason_missing``.
    """
    _decide(reading, Reading.State.REJECTED, _said(reason), staff, at)
    _note("rejected", reading, staff, at)
    return reading


@action
def correct_reading(*, reading: Reading, index: int, reason: str, staff: Staff, at: datetime) -> Reading:
    """Another index counts in its place; both stay written.

    :raises ReadingRefused: ``decided``, ``reason_missing``, ``beyond_the_dials``.
    """
    if not fits(index, reading.meter.dials):
        raise ReadingRefused("beyond_the_dials")
    _decide(reading, Reading.State.SUPERSEDED, _said(reason), staff, at)
    return _instead(reading, index, staff, at)


@action
def replace_reading(*, reading: Reading, index: int, reason: str, staff: Staff, at: datetime) -> Reading:
    """What was billed by it is put right, and so is the reading: another index counts, both stay written.

    :raises ReadingRefused: ``decided`` if it counts no longer, ``reason_missing``, ``beyond_the_dials``.
    """
    if not fits(index, reading.meter.dials):
        raise ReadingRefused("beyond_the_dials")
    if Reading.objects.select_for_update().get(pk=reading.pk).state != Reading.State.ACCEPTED:
        raise ReadingRefused("decided")
    _write(reading, Reading.State.SUPERSEDED, _said(reason), staff, at)
    return _instead(reading, index, staff, at)


def _instead(reading: Reading, index: int, staff: Staff, at: datetime) -> Reading:
    """The reading that takes the place of one."""
    right = Reading(
        contract=reading.contract,
        meter=reading.meter,
        period=reading.period,
        read_on=reading.read_on,
        index=index,
        source=Source.OPERATOR,
        state=Reading.State.ACCEPTED,
        photo=reading.photo,
        reader=staff.name,
        taken_at=at,
        replaces=reading,
        reason=reading.reason,
        decided_by=staff,
        decided_at=at,
    )
    step_aside(right)
    right.save(force_insert=True)
    _note("corrected", reading, staff, at)
    return right


def _decide(reading: Reading, state: Reading.State, reason: str, staff: Staff, at: datetime) -> None:
    if not Reading.objects.select_for_update().get(pk=reading.pk).is_open:
        raise ReadingRefused("decided")
    if state is Reading.State.ACCEPTED:
        step_aside(reading)
    _write(reading, state, reason, staff, at)


def _write(reading: Reading, state: Reading.State, reason: str, staff: Staff, at: datetime) -> None:
    told = {"state": state, "reason": reason, "decided_by": staff, "decided_at": at}
    Reading.objects.filter(pk=reading.pk).update(**told)
    reading.refresh_from_db()


def _said(reason: str) -> str:
    told = reason.strip()[:300]
    if not told:
        raise ReadingRefused("reason_missing")
    return told


def _note(verdict: str, reading: Reading, staff: Staff, at: datetime) -> None:
    facts = {"outcome": verdict, "period": reading.period, "reading": str(reading.pk)}
    about = f"contract:{reading.contract.number}"
    record(what="metering.decided", about=about, actor=actor_of(staff), at=at, facts=facts)
