"""Reads: who stands where, what is due next, what crews have to do."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet, Sum

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.localized import Localized
from shubbak.foundation.working_time.calendar import WorkCalendar
from shubbak.payments.debiting.queries import under_way
from shubbak.payments.ledger.models import Payable, Plan
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.people.rules import Roles
from shubbak.utility.arrears.countries import text_in, usual_in
from shubbak.utility.arrears.models import Arrear, Order, Practice, Protection
from shubbak.utility.arrears.permissions import units_followed
from shubbak.utility.arrears.rules import (
    ArrearsRules,
    Standing,
    Step,
    first_day_to_cut,
    next_step,
    rules_of,
)
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.subscriptions.models import Contract, Holding, Terms
from shubbak.utility.tariffs.shelf import shelf

_HOUSEHOLD = "household"
_AT_ONCE = 500
_LEFT = Sum(F("amount") - F("paid") - F("waived"))


@dataclass(frozen=True)
class Owing:
    """A holder who owes, how far one has gone with them, and what is due next."""

    holding: Holding
    arrear: Arrear | None
    standing: Standing
    step: Step | None


def rules_on(day: date) -> ArrearsRules:
    """The lines of the body on a day; those usual in its country as far as it has set none."""
    practice = Practice.objects.filter(starts__lte=day).order_by("-starts").first()
    return rules_of(practice.settings if practice else {}, usual_in(current_agency().country))


def text_on(day: date, line: str) -> Localized:
    """What a line rests on."""
    practice = Practice.objects.filter(starts__lte=day).order_by("-starts").first()
    text: Localized = (practice.texts.get(line) if practice else None) or {}
    return text or text_in(current_agency().country, line)


def calendar_here() -> WorkCalendar:
    return calendar_of(current_agency())


def overdue(
    payers: Iterable[UUID] | None, on: date, *, is_pursued: bool = False
) -> dict[UUID, tuple[int, date]]:
    """What is left of bills past their day that nobody contests, and the oldest of their days, by payer.

    `is_pursued`: without what is being collected by direct debit, of which nobody is reminded.
    """
    found = Payable.objects.open().filter(kind=PAYABLE, due_on__lt=on, held_since=None)
    if is_pursued:
        found = found.exclude(pk__in=under_way().values("payable"))
    if payers is not None:
        found = found.filter(payer__in=list(payers))
    rows = found.order_by().values_list("payer").annotate(owed=_LEFT, oldest=Min("due_on"))
    return {payer: (owed, oldest) for payer, owed, oldest in rows}


def is_over(holding: Holding, on: date) -> bool:
    """Whether nothing is left of any bill past its day: not contested, not in instalments either."""
    unpaid = Payable.objects.open().filter(payer=holding.payer_id)
    if unpaid.filter(kind=PAYABLE, due_on__lt=on).exists():
        return False
    running = Plan.objects.filter(payable__payer=holding.payer_id, lapsed_at=None).values("pk")
    return not unpaid.filter(kind=INSTALMENT, origin__in=running).exists()


def standing_of(holding: Holding, arrear: Arrear | None, on: date) -> Standing:
    """As :func:`owing` says it of many."""
    owed, oldest = overdue([holding.payer_id], on).get(holding.payer_id, (0, None))
    return _standing(holding, arrear, owed, oldest, protected_on([holding.contract_id], on))


def owing(on: date, *, roles: Roles | None = None, payers: Iterable[UUID] | None = None) -> Iterator[Owing]:
    """Everybody who owes something past its day, whoever waits longest first."""
    rules, owed = rules_on(on), overdue(payers, on, is_pursued=True)
    ordered = sorted(owed, key=lambda payer: (owed[payer][1], payer))
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        held = _holdings(some, roles)
        arrears = {each.holding_id: each for each in Arrear.objects.going_on().filter(holding__in=held)}
        spared = protected_on({each.contract_id for each in held}, on)
        for holding in sorted(held, key=lambda each: some.index(each.payer_id)):
            arrear = arrears.get(holding.pk)
            standing = _standing(holding, arrear, *owed[holding.payer_id], spared)
            yield Owing(holding, arrear, standing, _next(arrear, standing, rules, on))


def due_for(step: Step, on: date, *, roles: Roles | None = None) -> list[Owing]:
    """Those with whom a step is due."""
    return [each for each in owing(on, roles=roles) if each.step is step]


def protected_on(contracts: Iterable[int], day: date) -> frozenset[int]:
    found = Protection.objects.on(day).filter(contract__in=list(contracts))
    return frozenset(found.values_list("contract", flat=True))


def homes_among(contracts: Iterable[int], day: date) -> frozenset[int]:
    """Those whose terms name a tariff of homes."""
    codes = {code for code, tariff in shelf().items() if tariff.data.get("use") == _HOUSEHOLD}
    terms = Terms.objects.on(day).filter(contract__in=list(contracts), tariffs__overlap=sorted(codes))
    return frozenset(terms.values_list("contract", flat=True))


def cuts_of(contracts: Iterable[int], day: date) -> dict[int, date]:
    """The day of the cut of each that is cut on a day: what metering asks."""
    cut: dict[int, date] = {}
    restored: dict[int, date] = {}
    done = Order.objects.filter(arrear__contract__in=list(contracts), outcome=Order.Outcome.DONE)
    rows = done.order_by("done_at").values_list("arrear__contract", "kind", "done_at")
    for contract, kind, moment in rows:
        on = in_its_zone(moment).date() if moment else day
        if on <= day:
            (cut if kind == Order.Kind.CUT else restored)[contract] = on
            if kind == Order.Kind.CUT:
                restored.pop(contract, None)
    return {contract: since for contract, since in cut.items() if contract not in restored}


def arrear_of(contract: Contract) -> Arrear | None:
    """The one that goes on with its holder of now."""
    return Arrear.objects.going_on().filter(contract=contract, holding__ends=None).first()


def arrears_visible(roles: Roles) -> QuerySet[Arrear]:
    units = units_followed(roles)
    if units is None:
        return Arrear.objects.all()
    return Arrear.objects.filter(Q(contract__point__unit=None) | Q(contract__point__unit__code__in=units))


def orders_visible(roles: Roles) -> QuerySet[Order]:
    orders = Order.objects.filter(arrear__in=arrears_visible(roles))
    return orders.select_related("arrear__contract__point", "arrear__holding__person", "ordered_by")


def orders_to_make(roles: Roles) -> QuerySet[Order]:
    """What crews have to do, reconnections first, each kind in the order of its day."""
    return (
        orders_visible(roles)
        .filter(closed_at=None)
        .order_by(F("by").asc(nulls_last=True), "day", "arrear__contract__point__code")
    )


def _holdings(payers: Sequence[UUID], roles: Roles | None) -> list[Holding]:
    held: QuerySet[Any] = Holding.objects.filter(payer__in=payers)
    units = units_followed(roles) if roles else None
    if units is not None:
        held = held.filter(Q(contract__point__unit=None) | Q(contract__point__unit__code__in=units))
    return list(held.select_related("contract__point", "person"))


def _standing(
    holding: Holding, arrear: Arrear | None, owed: int, oldest: date | None, spared: frozenset[int]
) -> Standing:
    """Whoever holds a contract no more is warned, but nobody is cut for them."""
    bare = Standing(owed, oldest, may_be_cut=holding.ends is None and holding.contract_id not in spared)
    if arrear is None:
        return bare
    return replace(
        bare,
        reminded_on=in_its_zone(arrear.reminded_at).date(),
        noticed_on=in_its_zone(arrear.noticed_at).date() if arrear.noticed_at else None,
        cut_from=arrear.cut_from,
    )


def _next(arrear: Arrear | None, standing: Standing, rules: ArrearsRules, on: date) -> Step | None:
    """Nothing while a crew has an order, or the supply is cut."""
    if arrear and arrear.state not in (Arrear.State.REMINDED, Arrear.State.NOTICED):
        return None
    return next_step(standing, rules, on)


def meters_of(orders: Sequence[Order]) -> dict[int, str]:
    """The serial numbers of the meters at the places of some orders, by contract."""
    serials: dict[int, list[str]] = defaultdict(list)
    contracts = Contract.objects.filter(pk__in={order.arrear.contract_id for order in orders})
    rows = contracts.filter(point__fittings__ends=None).values_list("pk", "point__fittings__meter__serial")
    for contract, serial in rows.order_by("pk", "point__fittings__meter__serial"):
        if serial:
            serials[contract].append(serial)
    return {contract: " ".join(found) for contract, found in serials.items()}


def first_day_for(day: date) -> date:
    """That day, or the first after it, on which homes too may be cut; the day itself if none comes soon."""
    return first_day_to_cut(day, calendar_here(), rules_on(day), home=True) or day
