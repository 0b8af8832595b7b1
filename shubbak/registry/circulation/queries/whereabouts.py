"""Where a letter is, which way it went, and what lies with a unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from shubbak.people.rules import Roles
from shubbak.registry.books.models import EntryParty
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.queries import subject_of
from shubbak.registry.circulation.models import Handover, Instruction
from shubbak.registry.circulation.permissions import answers_for
from shubbak.registry.circulation.rules import TO_DEAL_WITH, Mention
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.queries.answers import answered
from shubbak.registry.letters.rules import Secrecy

STANDING = (Handover.State.SENT, Handover.State.ACCEPTED)
MANY = 100
Place = Literal["registry", "on_the_way", "with_unit"]


@dataclass(frozen=True)
class Whereabouts:
    """Where a letter is now: at the registry office, on its way to a unit, or with it."""

    place: Place
    unit: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class Held:
    """A letter with a unit, as a line of the unit's list: `instruction` is what was written on it last."""

    handover: Handover
    printed: str
    name: str
    subject: str
    instruction: str
    due_at: datetime | None

    @property
    def is_to_accept(self) -> bool:
        return self.handover.state == Handover.State.SENT

    def is_late(self, at: datetime) -> bool:
        """Whether the answer of whoever deals with it is past its day."""
        deals = Mention(self.handover.mention) in TO_DEAL_WITH
        return deals and self.due_at is not None and self.due_at < at


def where_is(letter: Letter) -> Whereabouts:
    """The coordinating unit holds it; a letter that no unit has, or that came back, is at the registry
    office.
    """
    return where_among(letter.handovers.select_related("unit"))


def where_among(handovers: Collection[Handover] | QuerySet[Handover]) -> Whereabouts:
    """The same, of the handovers of a letter that were read before."""
    standing = (one for one in handovers if one.is_coordinator and one.state in STANDING)
    handover = next(standing, None)
    if handover is None:
        return Whereabouts("registry")
    if handover.state == Handover.State.SENT:
        return Whereabouts("on_the_way", handover.unit.code, handover.sent_at)
    return Whereabouts("with_unit", handover.unit.code, handover.answered_at)


def way_of(letter: Letter) -> list[Handover]:
    """Every unit to which a letter was sent, with who sent it and who answered, the first one first."""
    known = ("unit", "sent_by", "answered_by", "slip__entry__series__register")
    return list(letter.handovers.select_related(*known))


def handover_of(handover_id: int, roles: Roles) -> Handover | None:
    """A handover for which the asker answers."""
    known = ("unit", "letter__entry__series__register", "letter__nature")
    found = Handover.objects.select_related(*known).filter(pk=handover_id).first()
    return found if found is not None and answers_for(roles, found) else None


def handovers_to(roles: Roles, units: Collection[str] | None = None) -> QuerySet[Handover]:
    """What lies with the asker's units and is not passed on, the most urgent first."""
    reached = roles.units if units is None else roles.units & frozenset(units)
    found = Handover.objects.filter(told_to(roles), state__in=STANDING, unit__code__in=reached)
    return found.select_related("letter__entry__series__register", "letter__nature", "unit").order_by(
        F("letter__due_at").asc(nulls_last=True), "sent_at", "pk"
    )


def told_to(roles: Roles) -> Q:
    """Of what is confidential only whoever heads the unit is told."""
    return Q(letter__secrecy=Secrecy.OPEN) | Q(unit__code__in=roles.headed)


def letters_held(roles: Roles, *, done: bool = False, limit: int = MANY) -> Sequence[Held]:
    """What lies with the asker's units, the most urgent first; or `done`: what was answered or filed, and
    the copies that were taken note of, the latest first. One query.
    """
    is_copy = ~Q(mention__in=[one.value for one in TO_DEAL_WITH])
    over = Q(is_answered=True) | ~Q(letter__settled_because="") | is_copy
    settled = Q(state=Handover.State.ACCEPTED) & over
    found = (
        handovers_to(roles)
        .select_related("letter__entry__subject")
        .annotate(
            is_answered=answered("letter_id"),
            instruction=Subquery(_last_instruction().values("words")[:1]),
            sender=Subquery(EntryParty.objects.filter(entry=OuterRef("letter_id")).values("name")[:1]),
        )
    )
    wanted = found.filter(settled).order_by("-answered_at", "-pk") if done else found.exclude(settled)
    return [
        Held(
            handover=one,
            printed=printed_number(one.letter.entry),
            name=one.sender or "",
            subject=subject_of(one.letter.entry),
            instruction=one.instruction or "",
            due_at=one.letter.due_at,
        )
        for one in wanted[:limit]
    ]


def _last_instruction() -> QuerySet[Instruction]:
    return Instruction.objects.filter(letter=OuterRef("letter_id")).order_by("-at", "-pk")
