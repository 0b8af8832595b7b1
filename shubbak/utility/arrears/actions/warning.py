"""Reminders, sent by themselves, and notices, sent in batches that somebody has looked at."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM, Actor, Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.arrears.actions.easing import about, locked_arrear, reconsider
from shubbak.utility.arrears.actions.telling import tell, tell_together
from shubbak.utility.arrears.models import Arrear
from shubbak.utility.arrears.queries import (
    calendar_here,
    due_for,
    homes_among,
    owing,
    rules_on,
    standing_of,
)
from shubbak.utility.arrears.rules import ArrearsRefused, Step, first_day_to_cut, next_step
from shubbak.utility.arrears.together import groups_paying
from shubbak.utility.subscriptions.models import Group, Holding


def follow(*, at: datetime) -> int:
    """Each night: what is over ends, and whoever is late is reminded; how many were."""
    for payer in list(Arrear.objects.going_on().values_list("holding__payer", flat=True)):
        reconsider(payer=payer, actor=SYSTEM, at=at)
    return send_reminders(actor=SYSTEM, at=at)


def send_reminders(*, actor: Actor, at: datetime) -> int:
    """Remind everybody with whom it is time, an institution once for all contracts of its group; how many
    contracts that was.
    """
    due = [each.holding for each in due_for(Step.REMINDER, in_its_zone(at).date())]
    paying = groups_paying(due)
    alone = [each for each in due if each.pk not in paying]
    reminded = sum(_remind(holding=each, actor=actor, at=at) for each in alone)
    for group in dict.fromkeys(paying.values()):
        theirs = [each for each in due if paying.get(each.pk) == group]
        reminded += _remind_group(group=group, holdings=theirs, actor=actor, at=at)
    return reminded


@action
def send_notices(*, arrears: Iterable[Arrear], staff: Staff, at: datetime) -> int:
    """Give formal notice, naming the first day on which one may be cut; how many were given. Whoever has paid
    or contested meanwhile gets none.

    :raises ArrearsRefused: ``nothing_chosen``.
    """
    chosen = sorted({each.holding.payer_id for each in arrears})
    if not chosen:
        raise ArrearsRefused("nothing_chosen")
    return sum(_give_notice(locked_arrear(payer), actor_of(staff), at) for payer in chosen)


@action
def _remind(*, holding: Holding, actor: Actor, at: datetime) -> int:
    """Again if need be: somebody else may have been first."""
    begun = _begin([holding], actor, at)
    for arrear in begun:
        arrear.is_reached = tell(arrear, "reminder", at)
        arrear.save(update_fields=["is_reached"])
    return len(begun)


@action
def _remind_group(*, group: Group, holdings: Sequence[Holding], actor: Actor, at: datetime) -> int:
    """Each contract has its own arrear; the institution is told once of all of them."""
    begun = _begin(holdings, actor, at)
    if begun and not tell_together(group, in_its_zone(at).date(), at):
        Arrear.objects.filter(pk__in=[each.pk for each in begun]).update(is_reached=False)
    return len(begun)


def _begin(holdings: Sequence[Holding], actor: Actor, at: datetime) -> list[Arrear]:
    """The arrears of those with whom it is still time."""
    keys = [each.pk for each in holdings]
    held = Holding.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
    payers = [each.payer_id for each in held]
    begun = []
    for owing_now in owing(in_its_zone(at).date(), payers=payers):
        if owing_now.step is Step.REMINDER:
            holding = owing_now.holding
            arrear = Arrear.objects.create(contract_id=holding.contract_id, holding=holding, reminded_at=at)
            record(what="arrears.reminded", about=about(arrear), actor=actor, at=at)
            begun.append(arrear)
    return begun


def _give_notice(arrear: Arrear | None, actor: Actor, at: datetime) -> bool:
    today = in_its_zone(at).date()
    rules = rules_on(today)
    standing = standing_of(arrear.holding, arrear, today) if arrear else None
    if arrear is None or standing is None or next_step(standing, rules, today) is not Step.NOTICE:
        return False
    if arrear.state not in (Arrear.State.REMINDED, Arrear.State.NOTICED):
        return False
    arrear.noticed_at, arrear.noticed_amount = at, standing.owed
    arrear.cut_from = _first_day(arrear, today + timedelta(days=rules.cut_after_notice), today)
    arrear.state = Arrear.State.NOTICED
    arrear.is_reached = tell(arrear, "notice", at)
    arrear.save(update_fields=["noticed_at", "noticed_amount", "cut_from", "state", "is_reached"])
    facts: dict[str, Fact] = {"amount": standing.owed, "on": arrear.cut_from.isoformat()}
    record(what="arrears.noticed", about=about(arrear), actor=actor, at=at, facts=facts)
    return True


def _first_day(arrear: Arrear, day: date, today: date) -> date:
    """The day that the notice names is one on which somebody may be cut."""
    is_home = arrear.contract_id in homes_among([arrear.contract_id], today)
    return first_day_to_cut(day, calendar_here(), rules_on(today), home=is_home) or day
