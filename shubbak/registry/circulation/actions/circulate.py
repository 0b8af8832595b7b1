"""A letter goes round the house: instructed, sent to units, accepted, returned, passed on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from shubbak.foundation.numbering import print_number
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.people.models import Staff, Unit
from shubbak.people.queries import actor_of
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.circulation.models import Handover, Instruction
from shubbak.registry.circulation.rules import Mention, Recipient, check_recipients
from shubbak.registry.letters.models import Letter

STANDING = (Handover.State.SENT, Handover.State.ACCEPTED)


@action
def instruct(
    *, letter: Letter, words: str, staff: Staff, at: datetime, due_at: datetime | None = None
) -> Instruction:
    """Management writes on a letter what is to be done with it, and until when.

    A day that the law or a court set stands: an instruction may be earlier, never later.

    :raises RegistryRefused: ``words_missing``, ``due_in_the_past``, ``legal_date_stands``,
        ``entry_annulled``.
    """
    if not words.strip():
        raise RegistryRefused("words_missing")
    _check_alive(letter)
    if due_at is not None:
        _check_due(letter, due_at, at)
        Letter.objects.filter(pk=letter.pk).update(due_at=due_at)
    instruction = Instruction.objects.create(letter=letter, words=words, by=staff, at=at, due_at=due_at)
    _record("registry.instructed", letter, staff, at, private={"words": words})
    return instruction


@action
def dispatch(
    *,
    letter: Letter,
    recipients: Sequence[Recipient],
    staff: Staff,
    at: datetime,
    remind_days: int | None = None,
) -> list[Handover]:
    """Send a letter to its coordinating unit and to those that have copies.

    `remind_days`: how many days before it is due the coordinating unit is reminded; None leaves that to the
    nature of the letter.

    :raises RegistryRefused: as `check_recipients`, ``no_such_unit``, ``unit_has_it``, ``not_opened_yet``,
        ``entry_annulled``.
    """
    _check_alive(letter)
    if letter.secrecy == "sealed" and letter.opened_at is None:
        raise RegistryRefused("not_opened_yet")
    Letter.objects.select_for_update().get(pk=letter.pk)
    coordinated = letter.handovers.filter(is_coordinator=True, state__in=STANDING).exists()
    check_recipients(recipients, has_coordinator=coordinated)
    handovers = [_hand_over(letter, recipient, staff, at, remind_days) for recipient in recipients]
    codes = ",".join(recipient.unit for recipient in recipients)
    _befall(letter, EntryEvent.Kind.DISPATCHED, codes, staff, at)
    _record("registry.dispatched", letter, staff, at, facts={"units": codes})
    return handovers


@action
def accept(*, handover: Handover, staff: Staff, at: datetime) -> None:
    """The unit takes the letter: from then on it answers for it.

    :raises RegistryRefused: ``answered_already``.
    """
    _answer(handover, Handover.State.ACCEPTED, staff, at)
    _record("registry.accepted", handover.letter, staff, at, facts={"unit": handover.unit.code})


@action
def give_back(*, handover: Handover, reason: str, staff: Staff, at: datetime) -> None:
    """The unit sends the letter back to the registry office: it is not for it.

    :raises RegistryRefused: ``reason_missing``, ``answered_already``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    _answer(handover, Handover.State.RETURNED, staff, at, reason)
    _record("registry.returned", handover.letter, staff, at, {"unit": handover.unit.code}, {"reason": reason})


@action
def pass_on(*, handover: Handover, unit: Unit, staff: Staff, at: datetime) -> Handover:
    """A unit that accepted a letter passes it on to another, with its mention and its part.

    :raises RegistryRefused: ``same_unit``, ``not_accepted``, ``unit_has_it``.
    """
    if unit.pk == handover.unit_id:
        raise RegistryRefused("same_unit")
    moved = Handover.objects.filter(pk=handover.pk, state=Handover.State.ACCEPTED)
    if not moved.update(state=Handover.State.PASSED_ON):
        raise RegistryRefused("not_accepted")
    recipient = Recipient(unit.code, Mention(handover.mention), handover.is_coordinator)
    followed = _hand_over(handover.letter, recipient, staff, at, handover.remind_days)
    _record("registry.passed_on", handover.letter, staff, at, {"unit": handover.unit.code, "to": unit.code})
    return followed


@action
def settle(*, handover: Handover, reason: str, staff: Staff, at: datetime) -> None:
    """The unit that coordinates files the letter: it needs no answer (حفظ بدون جواب), and waits no longer.

    :raises RegistryRefused: ``reason_missing``, ``not_accepted``, ``legal_date_stands``,
        ``answered_already``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    if not handover.is_coordinator or handover.state != Handover.State.ACCEPTED:
        raise RegistryRefused("not_accepted")
    letter = handover.letter
    if letter.nature is not None and letter.nature.is_legal:
        raise RegistryRefused("legal_date_stands")
    if not Letter.objects.filter(pk=letter.pk, settled_because="").update(settled_because=reason.strip()):
        raise RegistryRefused("answered_already")
    _befall(letter, EntryEvent.Kind.SETTLED, "", staff, at)
    _record("registry.settled", letter, staff, at, {"unit": handover.unit.code}, {"reason": reason})


def _check_alive(letter: Letter) -> None:
    if letter.entry.events.filter(kind=EntryEvent.Kind.ANNULLED).exists():
        raise RegistryRefused("entry_annulled")


def _check_due(letter: Letter, due_at: datetime, at: datetime) -> None:
    if due_at <= at:
        raise RegistryRefused("due_in_the_past")
    is_legal = letter.nature is not None and letter.nature.is_legal
    if is_legal and letter.due_at is not None and due_at > letter.due_at:
        raise RegistryRefused("legal_date_stands")


def _hand_over(
    letter: Letter, recipient: Recipient, staff: Staff, at: datetime, remind_days: int | None
) -> Handover:
    unit = Unit.objects.filter(code=recipient.unit).first()
    if unit is None:
        raise RegistryRefused("no_such_unit")
    try:
        with transaction.atomic():
            return Handover.objects.create(
                letter=letter,
                unit=unit,
                mention=recipient.mention,
                is_coordinator=recipient.is_coordinator,
                sent_by=staff,
                sent_at=at,
                remind_days=remind_days if recipient.is_coordinator else None,
            )
    except IntegrityError as error:
        raise RegistryRefused("unit_has_it") from error


def _answer(handover: Handover, state: str, staff: Staff, at: datetime, reason: str = "") -> None:
    sent = Handover.objects.filter(pk=handover.pk, state=Handover.State.SENT)
    if not sent.update(state=state, answered_by=staff, answered_at=at, reason=reason):
        raise RegistryRefused("answered_already")


def _befall(letter: Letter, kind: str, words: str, staff: Staff, at: datetime) -> None:
    EntryEvent.objects.create(
        entry_id=letter.pk, kind=kind, words=words, at=at, actor_id=str(staff.pk), actor_name=staff.name
    )


def _record(
    what: str,
    letter: Letter,
    staff: Staff,
    at: datetime,
    facts: dict[str, Fact] | None = None,
    private: dict[str, str] | None = None,
) -> None:
    series = letter.entry.series
    printed = print_number(series.register.pattern, letter.entry.number, series.year)
    record(what=what, about=printed, actor=actor_of(staff), at=at, facts=facts or {}, private=private or {})
