"""Lists, visas, holds, and the erasure itself."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import erase_case
from shubbak.cases.models import Case
from shubbak.cases.retention import Keeping
from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK, Actor
from shubbak.people.models import Staff
from shubbak.privacy import memory
from shubbak.privacy.models import ErasureLine, ErasureList, ErasureVisa, FileLook, LegalHold
from shubbak.privacy.queries import files_due, holds_in_force, is_listed
from shubbak.privacy.rules import (
    LONGEST_LIST,
    VISAS,
    Erased,
    FileErased,
    FileHeld,
    FileListed,
    FileOpen,
    HoldLifted,
    ListSettled,
    NoSuchFile,
    VisaGiven,
)
from shubbak.registry.actions import eliminate_again

_LOOK = """
INSERT INTO privacy_filelook AS known (case_id, staff_id, day, times) VALUES (%s, %s, %s, 1)
ON CONFLICT (case_id, staff_id, day) DO UPDATE SET times = known.times + 1
"""
_OPEN, _APPROVED = ErasureList.State.OPEN, ErasureList.State.APPROVED


@action
def list_due(*, at: datetime) -> ErasureList | None:
    """Write the files whose time of keeping is over into a list for two to look at; at most 500.

    None while an earlier list waits, and when nothing is due.
    """
    if ErasureList.objects.filter(state=_OPEN, ground=ErasureList.Ground.SCHEDULE).exists():
        return None
    due = files_due(at, LONGEST_LIST)
    if not due:
        return None
    lines = ((found.case, found.keeping) for found in due)
    return _make_list(lines, ground=ErasureList.Ground.SCHEDULE, actor=CLOCK, at=at)


@action
def list_request(*, number: str, reason: str, actor: Actor, at: datetime) -> ErasureList:
    """Lay in the erasure of one file that its person asked for.

    :param reason: the number of the request in the register, and why it is granted.
    :raises PrivacyError: ``NoSuchFile``, ``FileOpen``, ``FileErased``, ``FileHeld``, ``FileListed``.
    """
    case = _file(number)
    if case.closed_at is None:
        raise FileOpen(number)
    if case.erased_at is not None:
        raise FileErased(number)
    if holds_in_force().filter(case=case).exists():
        raise FileHeld(number)
    if is_listed(case):
        raise FileListed(number)
    ground = ErasureList.Ground.REQUEST
    return _make_list([(case, None)], ground=ground, actor=actor, at=at, reason=reason)


def _make_list(
    lines: Iterable[tuple[Case, Keeping | None]],
    *,
    ground: ErasureList.Ground,
    actor: Actor,
    at: datetime,
    reason: str = "",
) -> ErasureList:
    made = ErasureList.objects.create(ground=ground, reason=reason, made_at=at, made_by_name=actor.name)
    rows = [
        ErasureLine(listed=made, case=case, until=keeping.until if keeping else None)
        for case, keeping in lines
    ]
    ErasureLine.objects.bulk_create(rows)
    record(
        what="erasure.listed",
        about=name_of(made),
        actor=actor,
        at=at,
        facts={"ground": ground.value, "files": len(rows)},
    )
    return made


@action
def give_visa(*, listed: ErasureList, reference: str, actor: Actor, at: datetime) -> bool:
    """Let a list go. With the second visa, of another person, it is approved: True.

    :param reference: the visa of the archives; the last one given stands.
    :raises PrivacyError: ``ListSettled``, ``VisaGiven``.
    """
    fresh = _open_list(listed)
    try:
        with transaction.atomic():
            ErasureVisa.objects.create(listed=fresh, by=actor.id, by_name=actor.name, at=at)
    except IntegrityError:
        raise VisaGiven(str(fresh.pk)) from None
    approved = fresh.visas.count() >= VISAS
    ErasureList.objects.filter(pk=fresh.pk).update(
        state=_APPROVED if approved else _OPEN, reference=reference.strip() or fresh.reference
    )
    record(what="erasure.visa", about=name_of(fresh), actor=actor, at=at, facts={"approved": approved})
    return approved


@action
def drop_list(*, listed: ErasureList, actor: Actor, at: datetime) -> None:
    """Nothing of it is erased; what is due by schedule comes into the next list.

    :raises PrivacyError: ``ListSettled``.
    """
    fresh = _open_list(listed)
    ErasureList.objects.filter(pk=fresh.pk).update(state=ErasureList.State.DROPPED, settled_at=at)
    record(what="erasure.dropped", about=name_of(fresh), actor=actor, at=at)


def carry_out(*, at: datetime) -> int:
    """Erase what two have approved, each file in a transaction of its own; how many files went.

    A file that is held meanwhile stays, and so does one that was opened again.
    """
    erased = 0
    for listed in ErasureList.objects.filter(state=_APPROVED):
        for line in listed.lines.filter(erased_at=None).select_related("case"):
            erased += _erase_line(line=line, at=at)
        _settle(listed=listed, at=at)
    return erased


@action
def _erase_line(*, line: ErasureLine, at: datetime) -> bool:
    case = Case.objects.select_for_update().get(pk=line.case_id)
    if case.closed_at is None or holds_in_force().filter(case=case).exists():
        return False
    memory.remember(Erased(case.pk, at))
    erase_case(case=case, actor=CLOCK, at=at)
    ErasureLine.objects.filter(pk=line.pk).update(erased_at=at)
    return True


@action
def _settle(*, listed: ErasureList, at: datetime) -> None:
    ErasureList.objects.filter(pk=listed.pk).update(state=ErasureList.State.DONE, settled_at=at)
    gone = listed.lines.exclude(erased_at=None).count()
    record(what="erasure.done", about=name_of(listed), actor=CLOCK, at=at, facts={"files": gone})


def erase_again(*, at: datetime) -> int:
    """Erase what was erased before: after an older backup was restored those files are back, and letters that
    had been eliminated.
    """
    remembered = {erased.case for erased in memory.remembered()}
    back = Case.objects.filter(pk__in=remembered, erased_at=None).exclude(closed_at=None)
    return sum(erase_case(case=case, actor=CLOCK, at=at) for case in back) + eliminate_again(at=at)


@action
def place_hold(*, number: str, reason: str, actor: Actor, at: datetime) -> LegalHold:
    """Keep a file whatever its time of keeping says.

    :raises PrivacyError: ``NoSuchFile``, ``FileErased``, ``FileHeld``.
    """
    case = _file(number)
    if case.erased_at is not None:
        raise FileErased(number)
    if holds_in_force().filter(case=case).exists():
        raise FileHeld(number)
    held = LegalHold.objects.create(case=case, reason=reason.strip(), placed_at=at, placed_by_name=actor.name)
    record(what="case.held", about=case.number, actor=actor, at=at, private={"reason": reason.strip()})
    return held


@action
def lift_hold(*, hold: LegalHold, actor: Actor, at: datetime) -> None:
    """The file goes its way again.

    :raises PrivacyError: ``HoldLifted``.
    """
    lifted = LegalHold.objects.filter(pk=hold.pk, lifted_at=None)
    if not lifted.update(lifted_at=at, lifted_by_name=actor.name):
        raise HoldLifted(str(hold.pk))
    record(what="case.hold_lifted", about=hold.case.number, actor=actor, at=at)


def name_of(listed: ErasureList) -> str:
    return f"erasure/{listed.pk}"


def _open_list(listed: ErasureList) -> ErasureList:
    fresh = ErasureList.objects.select_for_update().get(pk=listed.pk)
    if fresh.state != _OPEN:
        raise ListSettled(str(listed.pk))
    return fresh


def _file(number: str) -> Case:
    found = Case.objects.filter(number=number.strip()).first()
    if found is None:
        raise NoSuchFile(number)
    return found


@action
def forget_reasons(*, case: Case) -> None:
    """Holds and lists stay, without the words that may speak of a person."""
    LegalHold.objects.filter(case=case).update(reason="")
    ErasureList.objects.filter(lines__case=case).update(reason="")


@action
def note_look(*, case: Case, staff: Staff, at: datetime) -> None:
    """Somebody opens the page of a file; its person reads who did, and on which day.

    No line of the journal: that a day's looks are counted is itself the record, erased with the file.
    """
    day = at.astimezone(ZoneInfo(current_agency().zone)).date()
    with connection.cursor() as cursor:
        cursor.execute(_LOOK, [case.pk, staff.pk, day])


@action
def forget_looks(*, case: Case) -> None:
    """Who opened an erased file is erased with it."""
    FileLook.objects.filter(case=case).delete()
