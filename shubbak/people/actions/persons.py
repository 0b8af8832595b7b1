"""The persons whom the body serves."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from shubbak.foundation.insertion import insert_and_know
from shubbak.foundation.text import sort_key_ar, to_western_digits
from shubbak.journal.actions import action, erase_lines, record
from shubbak.journal.rules import Actor
from shubbak.people.models import Person
from shubbak.people.queries import name_of
from shubbak.people.rules import ReasonMissing

NOBODY = "—"


@action
def enlist_person(
    *,
    name: str,
    at: datetime,
    kind: str = Person.Kind.NATURAL,
    identity_kind: str = "",
    identity_number: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    language: str = "ar",
    preferred_channel: str = "",
) -> Person:
    """Write down somebody as they describe themselves, in a record of its own.

    Nothing is joined with an older record: whoever types another's identity number must not reach their
    telephone. `phone` is in E.164. Whoever gives the number of a company is one, whatever `kind` says. The
    deposit that enlists the person writes the journal's line.

    :raises django.db.IntegrityError: for an identity number without its kind.
    """
    person = Person(
        kind=_kind(kind, identity_kind),
        name=name.strip(),
        name_folded=sort_key_ar(name),
        identity_kind=identity_kind if identity_number else "",
        identity_number=_plain_number(identity_number),
        phone=phone,
        email=email.strip(),
        address=address.strip(),
        language=language,
        preferred_channel=preferred_channel,
        enlisted_at=at,
    )
    insert_and_know(person)
    return person


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom another body knew; `phone` in E.164."""

    name: str
    kind: str = Person.Kind.NATURAL
    identity_kind: str = ""
    identity_number: str = ""
    phone: str = ""
    language: str = "ar"


@action
def enlist_persons(*, known: Sequence[Known], at: datetime) -> list[Person]:
    """Write down many persons at once, each in a record of its own, in the same order; as
    :func:`enlist_person`. Whoever brings them writes the journal's line.
    """
    return Person.objects.bulk_create(
        Person(
            kind=_kind(each.kind, each.identity_kind),
            name=each.name.strip(),
            name_folded=sort_key_ar(each.name),
            identity_kind=each.identity_kind if each.identity_number else "",
            identity_number=_plain_number(each.identity_number),
            phone=each.phone,
            language=each.language,
            enlisted_at=at,
        )
        for each in known
    )


@dataclass(frozen=True)
class Described:
    """What a person says of themselves now; `phone` in E.164. The identity number is not corrected here."""

    name: str
    phone: str
    email: str
    address: str
    language: str
    preferred_channel: str


@action
def correct_person(*, person: Person, told: Described, actor: Actor, at: datetime) -> list[str]:
    """Change what is kept about a person, at their own word; gives the names of what changed.

    What stood there before goes into the part of the line that is erased with the person.
    """
    now = {**asdict(told), "name": told.name.strip(), "email": told.email.strip()}
    before = {field: str(getattr(person, field)) for field in now}
    changed = [field for field in now if now[field] != before[field]]
    if not changed:
        return []
    for field in changed:
        setattr(person, field, now[field])
    person.name_folded = sort_key_ar(person.name)
    person.save(update_fields=[*changed, "name_folded"])
    record(
        what="person.corrected",
        about=name_of(person),
        actor=actor,
        at=at,
        facts={"fields": " ".join(changed)},
        private={f"{field}_before": before[field] for field in changed},
    )
    return changed


@action
def erase_person(*, person: Person, actor: Actor, at: datetime) -> None:
    """Forget who somebody was: the row stays for those that point to it, and names nobody any more.

    Who read the identity number and why goes too; that lines were written stays provable.
    """
    unnamed = {"name": NOBODY, "name_folded": "", "identity_kind": "", "identity_number": ""}
    unreachable = {"phone": "", "email": "", "address": "", "preferred_channel": ""}
    Person.objects.filter(pk=person.pk).update(**unnamed, **unreachable)
    erase_lines(about=name_of(person), keep=(), actor=actor, at=at)


@action
def reveal_identity(*, person: Person, actor: Actor, at: datetime, reason: str) -> str:
    """The whole identity number, and a line in the journal that says who read it and why.

    :raises ReasonMissing: without a reason.
    """
    if not reason.strip():
        raise ReasonMissing
    record(
        what="person.identity_revealed",
        about=name_of(person),
        actor=actor,
        at=at,
        private={"reason": reason.strip()},
    )
    return person.identity_number


def _kind(kind: str, identity_kind: str) -> str:
    return Person.Kind.LEGAL if identity_kind == Person.IdentityKind.COMPANY_ID else kind


def _plain_number(typed: str) -> str:
    """Capitals and western figures without spaces, so that one card has one writing."""
    return "".join(to_western_digits(typed).upper().split())
