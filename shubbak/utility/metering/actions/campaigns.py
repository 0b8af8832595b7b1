"""When meters are read, by whom, and by which lines readings are judged: the body decides."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.utility.metering.estimating import EstimateRules, Mean, Way
from shubbak.utility.metering.models import Campaign, Practice, Suspension
from shubbak.utility.metering.rules import ReadingRefused, first_day_of
from shubbak.utility.metering.validation.shapes import Thresholds


@action
def open_campaign(
    *, period: str, sector: str, opens: date, closes: date, by: str, actor: Actor, at: datetime
) -> Campaign:
    """Say on which days the meters of a sector (none: of all) are read for a period; again, other days.

    :raises ReadingRefused: ``no_period``, ``closes_before_it_opens``.
    """
    first_day_of(period)
    if closes < opens:
        raise ReadingRefused("closes_before_it_opens")
    told = {"opens": opens, "closes": closes, "by": Campaign.By(by)}
    campaign, _ = Campaign.objects.update_or_create(
        period=period, sector=sector.strip(), defaults=told, create_defaults={**told, "made_at": at}
    )
    facts = {"sector": sector, "starts": opens.isoformat(), "ends": closes.isoformat(), "channel": by}
    record(what="metering.campaign", about=f"period:{period}", actor=actor, at=at, facts=facts)
    return campaign


@action
def suspend_field_reading(*, actor: Actor, at: datetime) -> Suspension:
    """Nobody comes to read any more: everybody is asked to, the others are estimated. Twice is once."""
    suspension, is_new = Suspension.objects.get_or_create(until=None, defaults={"since": at})
    if is_new:
        record(what="metering.suspended", about="metering", actor=actor, at=at)
    return suspension


@action
def resume_field_reading(*, actor: Actor, at: datetime) -> bool:
    """Meter readers come again. False if they never ceased to."""
    ended = Suspension.objects.filter(until=None).update(until=at)
    if ended:
        record(what="metering.resumed", about="metering", actor=actor, at=at)
    return bool(ended)


@action
def set_practice(
    *,
    commodity: str,
    starts: date,
    thresholds: dict[str, int],
    estimating: dict[str, Any],
    actor: Actor,
    at: datetime,
) -> Practice:
    """Draw the lines of the rules for a commodity, from a day on; what is not named stays as it comes.

    :raises ReadingRefused: ``no_such_line``.
    """
    for told, known in ((thresholds, Thresholds), (estimating, EstimateRules)):
        if set(told) - {field.name for field in fields(known)}:
            raise ReadingRefused("no_such_line")
    _check_estimating(estimating)
    practice, _ = Practice.objects.update_or_create(
        commodity=commodity,
        starts=starts,
        defaults={"thresholds": thresholds, "estimating": estimating},
    )
    facts = {"starts": starts.isoformat(), "lines": " ".join(sorted([*thresholds, *estimating]))}
    record(what="metering.practice", about=f"commodity:{commodity}", actor=actor, at=at, facts=facts)
    return practice


def _check_estimating(told: dict[str, Any]) -> None:
    try:
        [Way(way) for way in told.get("order", ())]
        Mean(told.get("setting_mean", Mean.TWELVE_MONTHS))
    except ValueError:
        raise ReadingRefused("no_such_line") from None
