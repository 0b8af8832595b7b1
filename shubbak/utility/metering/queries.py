"""Reads of readings, of the days on which they are asked for, and of what a period used."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from shubbak.people.rules import Roles
from shubbak.utility.metering.counting import Segment, Span, one_quantity
from shubbak.utility.metering.estimating import EstimateRules, Mean, Way
from shubbak.utility.metering.known import Known, Mark, known_of
from shubbak.utility.metering.models import Campaign, Practice, Reading, Submission, Suspension
from shubbak.utility.metering.permissions import units_reviewed
from shubbak.utility.metering.validation.shapes import Thresholds
from shubbak.utility.subscriptions.models import Contract, Fitting


@dataclass(frozen=True)
class Used:
    """What a contract used in a period, which readings say so, and what was estimated and billed before."""

    whole: Span
    segments: tuple[Segment, ...]
    advances: tuple[Span, ...]


def used_in(contract: Contract, period: str) -> Used | None:
    """What is to be billed for a period; None as long as a meter of it is neither read nor estimated.

    A reading begins at the last one that somebody took: what was estimated in between are advances.
    """
    read = Reading.objects.filter(contract=contract, period=period, state=Reading.State.ACCEPTED)
    last = read.order_by("-read_on").values_list("read_on", flat=True).first()
    if last is None:
        return None
    segments: list[Segment] = []
    advances: list[Span] = []
    begins = _ends_of_earlier(contract, period)
    for known in _all_known(contract, last):
        mark = known.mark_of(period)
        if mark is None and known.fitting.ends is None:
            return None
        if mark is not None:
            start = known.last(period) if mark.estimated else known.before(period)
            segments.append(known.segment(start, mark))
            advances.extend(() if mark.estimated else known.advances(period))
        elif begins <= known.marks[-1].on <= last and len(known.marks) > 1:
            segments.append(known.segment(*_to_removal(known)))
            advances.extend(known.advances(""))
    return Used(one_quantity(segments), tuple(segments), tuple(advances))


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


def _ends_of_earlier(contract: Contract, period: str) -> date:
    earlier = Reading.objects.filter(contract=contract, period__lt=period, state=Reading.State.ACCEPTED)
    return earlier.order_by("-read_on").values_list("read_on", flat=True).first() or contract.starts


def _all_known(contract: Contract, last: date) -> Iterable[Known]:
    """Every meter that stood at the place while the contract ran."""
    days = {last, contract.starts}
    ends = contract.point.fittings.filter(ends__gt=contract.starts, ends__lte=last)
    days.update(ends.values_list("ends", flat=True))
    found = {known.fitting.pk: known for day in sorted(days) for known in known_of([contract], day)}
    return found.values()


def _to_removal(known: Known) -> tuple[Mark, Mark]:
    return next(mark for mark in reversed(known.marks[:-1]) if not mark.estimated), known.marks[-1]
