"""Reminding a unit of a letter before its answer is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Coalesce

from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK
from shubbak.notifications.actions import post
from shubbak.notifications.rules import About, Recipient
from shubbak.people.models import Staff
from shubbak.people.queries import head_of, on_duty, staff_of
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.books.printing import printed_number
from shubbak.registry.circulation.models import Handover
from shubbak.registry.circulation.notices import LETTER
from shubbak.registry.circulation.queries.whereabouts import STANDING
from shubbak.registry.letters.queries.answers import waits

USUAL_DAYS = 2
AT_MOST, AT_ONCE = 10, 500


@action
def remind_units(*, at: datetime) -> int:
    """Remind each coordinating unit once of what it has not answered, so many days before that is due; how
    many were reminded.
    """
    found = list(_to_remind(at)[:AT_ONCE])
    for handover in found:
        for staff in _whom(handover, at):
            told = Recipient(pk=f"staff/{staff.pk}", email=staff.email, language=staff.language)
            about = About(LETTER, str(handover.letter_id))
            post(about=about, person=told, template="due", at=at, facts={"handover": handover.pk})
        printed = printed_number(handover.letter.entry)
        facts = {"unit": handover.unit.code}
        record(what="registry.reminded", about=printed, actor=CLOCK, at=at, facts=facts)
    Handover.objects.filter(pk__in=[handover.pk for handover in found]).update(reminded_at=at)
    return len(found)


def _to_remind(at: datetime) -> QuerySet[Handover]:
    days = Coalesce("remind_days", "letter__nature__remind_days", Value(USUAL_DAYS))
    before = ExpressionWrapper(days * Value(timedelta(days=1)), output_field=DurationField())
    warned = ExpressionWrapper(F("letter__due_at") - before, output_field=DateTimeField())
    awaited = Handover.objects.filter(is_coordinator=True, state__in=STANDING, reminded_at=None)
    unanswered = awaited.filter(waits("letter_id", "letter__"))
    alive = unanswered.exclude(letter__entry__events__kind=EntryEvent.Kind.ANNULLED)
    known = ("unit", "letter__entry__series__register")
    return alive.alias(warned=warned).filter(warned__lte=at).select_related(*known).order_by("pk")


def _whom(handover: Handover, at: datetime) -> Sequence[Staff]:
    """Whoever heads the unit; of what is open also its people where it has no head: who is on duty, else all
    of them.
    """
    head = head_of(handover.unit, at)
    if head is not None:
        return (head,)
    if handover.letter.secrecy != "open":
        return ()
    first = on_duty(handover.unit, at)
    return (first,) if first else tuple(staff_of(handover.unit, at)[:AT_MOST])
