"""Which letters the asker may see: their lines, and what was sent to units of theirs."""

from uuid import UUID

from django.db.models import Q, QuerySet

from shubbak.people.rules import Roles
from shubbak.registry.books.models import Entry
from shubbak.registry.books.permissions import OPENS_ALL, reads_registers
from shubbak.registry.circulation.models import Handover
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.rules import Secrecy


def letter_numbered(register: str, number: int, year: int, roles: Roles) -> Letter | None:
    """The letter that bears a number in a book, as `letter_visible`."""
    wanted = Entry.objects.filter(series__register__code=register, series__year=year, number=number)
    entry = wanted.values_list("pk", flat=True).first()
    return letter_visible(entry, roles) if entry else None


def letter_visible(entry_id: UUID, roles: Roles) -> Letter | None:
    """A letter whose line the asker may read, or that was sent to a unit of theirs; whether it may be opened,
    `opens_letters` says. Of what is confidential only the head of such a unit is told.
    """
    letter = (
        Letter.objects.select_related(
            "entry__series__register", "entry__subject", "correspondent", "nature", "clerk"
        )
        .filter(pk=entry_id)
        .first()
    )
    if letter is None or reads_registers(roles):
        return letter
    reached = roles.units if letter.secrecy == Secrecy.OPEN else roles.headed
    return letter if held_by(entry_id) & reached else None


def held_by(entry_id: UUID) -> frozenset[str]:
    """Codes of the units to which a letter was sent and that did not send it back."""
    sent = Handover.objects.filter(letter=entry_id).exclude(state=Handover.State.RETURNED)
    return frozenset(sent.values_list("unit__code", flat=True))


def letters_opened_by(roles: Roles) -> QuerySet[Letter]:
    """The letters that `opens_letters` lets them open, as one question."""
    if any(roles.has(role) for role in OPENS_ALL):
        return Letter.objects.all()
    is_open = Q(secrecy=Secrecy.OPEN, entry__series__register__is_confidential=False)
    headed = Q(pk__in=_sent_to(roles.headed))
    if reads_registers(roles):
        return Letter.objects.filter(is_open | headed)
    return Letter.objects.filter((is_open & Q(pk__in=_sent_to(roles.units))) | headed)


def _sent_to(units: frozenset[str]) -> QuerySet[Handover, UUID]:
    sent = Handover.objects.filter(unit__code__in=units).exclude(state=Handover.State.RETURNED)
    return sent.values_list("letter", flat=True)
