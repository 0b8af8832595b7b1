"""The classification plan, and where a letter lies in it; what keeps a letter whatever its time says."""

from datetime import datetime

from django.db import IntegrityError, transaction

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.filing.models import FileClass, Filing, LetterHold
from shubbak.registry.filing.rules import ClassFacts
from shubbak.registry.letters.models import Letter


@action
def declare_class(*, facts: ClassFacts, actor: Actor, at: datetime) -> FileClass:
    """Add a class to the plan, or say of one how long its letters are kept from now on."""
    wanted = {name: value for name, value in vars(facts).items() if name != "code"}
    wanted |= {"title": dict(facts.title), "natures": list(facts.natures)}
    declared, _ = FileClass.objects.update_or_create(code=facts.code, defaults=wanted)
    told: dict[str, Fact] = {
        "current": facts.current_years,
        "intermediate": facts.intermediate_years,
        "fate": facts.fate,
        "share": facts.share if facts.fate == FileClass.Fate.SAMPLE else None,
    }
    record(what="registry.class_declared", about=facts.code, actor=actor, at=at, facts=told)
    return declared


@action
def classify(*, letter: Letter, file_class: FileClass, staff: Staff, at: datetime) -> None:
    """Lay a letter into a class; it lies in one."""
    Filing.objects.update_or_create(letter=letter, defaults={"file_class": file_class, "by": staff, "at": at})
    facts = {"class": file_class.code}
    record(
        what="registry.classified",
        about=printed_number(letter.entry),
        actor=actor_of(staff),
        at=at,
        facts=facts,
    )


@action
def place_letter_hold(*, letter: Letter, reason: str, staff: Staff, at: datetime) -> LetterHold:
    """Keep a letter whatever its time says.

    :raises RegistryRefused: ``reason_missing``, ``held_already``, ``words_erased``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    if not hasattr(letter.entry, "subject"):
        raise RegistryRefused("words_erased")
    try:
        with transaction.atomic():
            hold = LetterHold.objects.create(
                letter=letter, reason=reason.strip(), placed_at=at, placed_by=staff
            )
    except IntegrityError as error:
        raise RegistryRefused("held_already") from error
    _record("registry.held", letter, reason, staff, at)
    return hold


@action
def lift_letter_hold(*, hold: LetterHold, reason: str, staff: Staff, at: datetime) -> None:
    """The letter goes its way again, and it is said why.

    :raises RegistryRefused: ``reason_missing``, ``not_held``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    standing = LetterHold.objects.filter(pk=hold.pk, lifted_at=None)
    if not standing.update(lifted_at=at, lifted_by=staff, lifted_because=reason.strip()):
        raise RegistryRefused("not_held")
    _record("registry.hold_lifted", hold.letter, reason, staff, at)


def _record(what: str, letter: Letter, reason: str, staff: Staff, at: datetime) -> None:
    printed = printed_number(letter.entry)
    record(what=what, about=printed, actor=actor_of(staff), at=at, private={"reason": reason.strip()})
