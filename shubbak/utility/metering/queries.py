"""Reads of readings, and of the days on which they are asked for."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, F, Q, QuerySet, Value, When

from shubbak.people.rules import Roles
from shubbak.utility.metering.estimating import EstimateRules, Mean, Way
from shubbak.utility.metering.models import Campaign, PhotoCheck, Practice, Reading, Submission, Suspension
from shubbak.utility.metering.permissions import units_reviewed
from shubbak.utility.metering.rules import period_of
from shubbak.utility.metering.validation.shapes import Source, Thresholds
from shubbak.utility.subscriptions.models import COMMODITIES, Contract, Fitting

PHOTO_DAYS = timedelta(days=31)
"""So long ago a month may be whose photographs are still looked at."""
_NAMES = 2**128


def thresholds_on(commodity: str, day: date) -> Thresholds:
    """Where the rules draw their lines for a commodity on a day."""
    practice = _practice(commodity, day)
    return Thresholds(**practice.thresholds) if practice else Thresholds()


def estimating_on(commodity: str, day: date) -> EstimateRules:
    """How the body estimates a commodity on a day."""
    practice = _practice(commodity, day)
    if practice is None:
        return EstimateRules()
    told = dict(practice.estimating)
    if "order" in told:
        told["order"] = tuple(Way(way) for way in told["order"])
    if "setting_mean" in told:
        told["setting_mean"] = Mean(told["setting_mean"])
    return EstimateRules(**told)


def campaigns_of(sector: str) -> QuerySet[Campaign]:
    """Those of a sector, and those of all."""
    return Campaign.objects.filter(Q(sector=sector) | Q(sector=""))


def campaigns_on(day: date) -> QuerySet[Campaign]:
    """All whose days are now."""
    return Campaign.objects.filter(opens__lte=day, closes__gte=day)


def campaign_on(sector: str, day: date) -> Campaign | None:
    """The one whose days are now; one of the sector itself goes before one of all."""
    return campaigns_of(sector).filter(opens__lte=day, closes__gte=day).order_by("-sector", "opens").first()


def next_campaign(sector: str, day: date) -> Campaign | None:
    return campaigns_of(sector).filter(opens__gt=day).order_by("opens").first()


def suspension_now() -> Suspension | None:
    """Since when nobody comes to read, if so."""
    return Suspension.objects.filter(until=None).first()


def submission_of(key: UUID) -> Submission | None:
    return Submission.objects.filter(key=key).select_related("contract__point").first()


def readings_visible(roles: Roles) -> QuerySet[Reading]:
    """Those of the places that one decides on."""
    units = units_reviewed(roles)
    if units is None:
        return Reading.objects.all()
    return Reading.objects.filter(Q(contract__point__unit=None) | Q(contract__point__unit__code__in=units))


def to_review(roles: Roles) -> QuerySet[Reading]:
    """What waits for somebody to look at it, the oldest first."""
    waiting = readings_visible(roles).filter(state=Reading.State.REVIEW)
    return waiting.select_related("meter", "contract__point", "photo").order_by("taken_at", "id")


def disputed(roles: Roles) -> QuerySet[Reading]:
    """What is billed, though its photograph shows another index and nobody has decided since."""
    other = Q(photo_check__differs=True, state=Reading.State.ACCEPTED)
    undecided = Q(decided_at=None) | Q(decided_at__lt=F("photo_check__seen_at"))
    found = readings_visible(roles).filter(other & undecided)
    return found.select_related("meter", "contract__point", "photo", "photo_check").order_by("taken_at", "id")


def photographs_waiting(roles: Roles, today: date) -> QuerySet[Reading]:
    """Photographs that nobody has looked at, of self-readings of the open months: those of readings with
    which something is wrong first, then as many of the others as the body wants to see.
    """
    shown = readings_visible(roles).filter(
        source=Source.SELF,
        state__in=[Reading.State.ACCEPTED, Reading.State.REVIEW],
        photo__isnull=False,
        photo_check=None,
        period__gte=period_of(today - PHOTO_DAYS),
    )
    rank = Case(When(findings=[], then=Value(1)), default=Value(0))
    chosen = shown.filter(~Q(findings=[]) | _sampled(today))
    return chosen.select_related("meter", "contract__point", "photo__file").order_by(rank, "taken_at", "id")


def photographs_seen(roles: Roles, today: date) -> Counter[str]:
    """Of the open months: how many were looked at, show another index, cannot be read."""
    readings = readings_visible(roles).filter(period__gte=period_of(today - PHOTO_DAYS))
    seen = PhotoCheck.objects.filter(reading__in=readings.filter(source=Source.SELF))
    return Counter(
        seen=seen.count(), other=seen.filter(differs=True).count(), unreadable=seen.filter(shows=None).count()
    )


def history_of(reading: Reading, most: int = 12) -> list[Reading]:
    """What else was read on the same meter, the latest first."""
    others = Reading.objects.filter(meter=reading.meter_id).exclude(pk=reading.pk)
    return list(others.exclude(state=Reading.State.REJECTED).order_by("-read_on", "-taken_at")[:most])


def unread_in(period: str, sector: str, day: date) -> QuerySet[Contract]:
    """The running contracts of a sector of which a meter counts nothing yet in a period."""
    read = Reading.objects.filter(period=period, state=Reading.State.ACCEPTED).values("meter")
    unread = Fitting.objects.filter(ends=None, starts__lte=day).exclude(meter__in=read)
    running = Contract.objects.on(day).filter(point__in=unread.values("point")).select_related("point")
    return (running.filter(point__sector=sector) if sector else running).order_by("point__code")


def _practice(commodity: str, day: date) -> Practice | None:
    return Practice.objects.filter(commodity=commodity, starts__lte=day).order_by("-starts").first()


def _sampled(today: date) -> Q:
    """A share of the names of readings, which are drawn by lot: the same ones whenever it is asked."""
    chosen = Q()
    for commodity, _name in COMMODITIES:
        percent = thresholds_on(commodity, today).setting_photo_percent
        last = UUID(int=min(max(percent, 0) * _NAMES // 100, _NAMES - 1))
        chosen |= Q(meter__commodity=commodity, pk__lte=last)
    return chosen
