"""Closing the day of a register (حصر السجل): the line under it, and who signs it."""

from datetime import date, datetime, time

from django.db.models import Count, Max, Min, Value
from django.db.models.functions import Greatest

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.foundation.working_time.calendar import ONE_DAY
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.models import DayClosing, Entry, Series
from shubbak.registry.books.rules import RegistryRefused

BY_ITSELF = time(23, 59)
"""On the clock of the body."""


@action
def close_day(*, series: Series, day: date, clerk: Staff | None, at: datetime) -> DayClosing:
    """Draw the line under a day: nothing bears that day afterwards, and later mail bears the next worked one.

    Without `clerk` the day closes by itself. The line says how many entries bear the day, from which number
    to which.

    :raises RegistryRefused: ``day_not_over`` before the day itself, ``day_closed`` when it is closed already.
    """
    if day > calendar_of(current_agency()).local_day(at):
        raise RegistryRefused("day_not_over")
    locked = Series.objects.select_for_update(of=("self",)).select_related("register").get(pk=series.pk)
    if DayClosing.objects.filter(series=locked, day=day).exists():
        raise RegistryRefused("day_closed")
    held = Entry.objects.filter(series=locked, register_day=day).aggregate(
        count=Count("id"), first=Min("number"), last=Max("number")
    )
    closing = DayClosing.objects.create(series=locked, day=day, at=at, clerk=clerk, **held)
    Series.objects.filter(pk=locked.pk).update(closed_day=Greatest("closed_day", Value(day)))
    _record("registry.day_closed", closing, actor_of(clerk) if clerk else SYSTEM, at)
    return closing


@action
def sign_day(*, closing: DayClosing, head: Staff, at: datetime) -> None:
    """The head signs beneath the line, once, and is not the clerk who drew it.

    :raises RegistryRefused: ``signed_already``, ``two_people``.
    """
    if closing.clerk_id == head.pk:
        raise RegistryRefused("two_people")
    if not DayClosing.objects.filter(pk=closing.pk, head=None).update(head=head, signed_at=at):
        raise RegistryRefused("signed_already")
    _record("registry.day_signed", closing, actor_of(head), at)


def close_forgotten_days(*, at: datetime) -> int:
    """Close by itself what nobody closed by 23:59 of its day; how many days. A day without entries needs no
    line.
    """
    local = at.astimezone(calendar_of(current_agency()).zone)
    last = local.date() if local.time() >= BY_ITSELF else local.date() - ONE_DAY
    closed = 0
    for series in Series.objects.filter(year__gte=local.year - 1):
        for day in _open_days(series, last):
            close_day(series=series, day=day, clerk=None, at=at)
            closed += 1
    return closed


def _open_days(series: Series, last: date) -> list[date]:
    """Days up to `last` that have entries and no line under them."""
    closed_up_to = series.closings.aggregate(number=Max("last"))["number"] or 0
    after = Entry.objects.filter(series=series, number__gt=closed_up_to, register_day__lte=last)
    return list(after.order_by("register_day").values_list("register_day", flat=True).distinct())


def _record(what: str, closing: DayClosing, actor: Actor, at: datetime) -> None:
    series = closing.series
    record(
        what=what,
        about=f"{series.register.code}/{closing.day.isoformat()}",
        actor=actor,
        at=at,
        facts={"count": closing.count, "first": closing.first or 0, "last": closing.last or 0},
    )
