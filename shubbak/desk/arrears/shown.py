"""Arrears as the desk shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import Visit
from shubbak.desk.arrears.words import KINDS, LINES, OUTCOMES, SPARED, STATES, STEPS
from shubbak.desk.arrears_words import REFUSED
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.foundation.text import amount
from shubbak.payments.ledger.queries import arrears_by_age
from shubbak.payments.ledger.rules import Age
from shubbak.utility.arrears.field_files import FieldFault
from shubbak.utility.arrears.models import Order
from shubbak.utility.arrears.queries import Owing, orders_to_make, owing, rules_on, text_on
from shubbak.utility.arrears.rules import ArrearsRules, Step
from shubbak.utility.subscriptions.rules import print_contract_number

MOST = 200
Words = str | Promise


@dataclass(frozen=True)
class AgeShown:
    words: str
    bills: int
    amount: str


@dataclass(frozen=True)
class StepShown:
    """How many wait for a step, and what they owe."""

    step: str
    words: Words
    count: int
    amount: str


@dataclass(frozen=True)
class Overview:
    ages: Sequence[AgeShown]
    whole: str
    steps: Sequence[StepShown]
    cuts: int
    reconnections: int
    late: int


@dataclass(frozen=True)
class DueShown:
    """One contract with which a step is due."""

    arrear: UUID | None
    contract: str
    number: str
    name: str
    place: str
    owed: str
    oldest: date | None
    cut_from: date | None
    is_reached: bool


@dataclass(frozen=True)
class OrderShown:
    order: Order
    kind: Words
    outcome: Words
    contract: str
    number: str
    place: str
    is_late: bool


@dataclass(frozen=True)
class LineShown:
    """A line of the body, its value in words, the text on which it rests."""

    words: Words
    value: str
    text: str


def overview(visit: Visit) -> Overview:
    today = in_its_zone(visit.at).date()
    ages = arrears_by_age(today)
    owed = list(owing(today, roles=visit.roles))
    orders = list(orders_to_make(visit.roles))
    back = [order for order in orders if order.kind == Order.Kind.RECONNECTION]
    return Overview(
        ages=[AgeShown(_age_words(age), bills, money(total)) for age, (bills, total) in ages.items()],
        whole=money(sum(total for _, total in ages.values())),
        steps=[_step(step, owed) for step in Step],
        cuts=len(orders) - len(back),
        reconnections=len(back),
        late=sum(order.by is not None and order.by < visit.at for order in back),
    )


def due_shown(found: Owing) -> DueShown:
    contract, arrear = found.holding.contract, found.arrear
    return DueShown(
        arrear=arrear.pk if arrear else None,
        contract=print_contract_number(contract.number),
        number=contract.number,
        name=found.holding.person.name,
        place=contract.point.place,
        owed=money(found.standing.owed),
        oldest=found.standing.oldest,
        cut_from=found.standing.cut_from,
        is_reached=arrear.is_reached if arrear else True,
    )


def order_shown(order: Order, at: datetime) -> OrderShown:
    contract = order.arrear.contract
    return OrderShown(
        order=order,
        kind=word(KINDS, order.kind),
        outcome=word(OUTCOMES, order.outcome),
        contract=print_contract_number(contract.number),
        number=contract.number,
        place=contract.point.place,
        is_late=order.by is not None and not order.outcome and order.by < at,
    )


def lines_shown(day: date) -> list[LineShown]:
    rules = rules_on(day)
    return [
        LineShown(words, value_words(name, rules), tongue().pick(text_on(day, name)))
        for name, words in LINES.items()
    ]


def value_words(name: str, rules: ArrearsRules) -> str:
    value = getattr(rules, name)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if name in ("least", "fee", "parts_up_to"):
        return money(value)
    if name in ("from_hour", "until_hour"):
        return f"{value}:00"
    return str(word(SPARED, value)) if name == "ramadan_spares" else str(value)


def faults_shown(faults: Sequence[FieldFault]) -> list[tuple[int, Words]]:
    return [(fault.line, word(REFUSED, fault.code)) for fault in faults]


def state_words(state: str) -> Words:
    return word(STATES, state)


def step_words(step: Step) -> Words:
    return word(STEPS, step.value)


def money(minor: int) -> str:
    agency = current_agency()
    return amount(minor, agency.currency, tongue().language, agency.country, agency.digits)


def _step(step: Step, owed: Sequence[Owing]) -> StepShown:
    waiting = [each for each in owed if each.step is step]
    total = sum(each.standing.owed for each in waiting)
    return StepShown(step.value, step_words(step), len(waiting), money(total))


def _age_words(age: Age) -> str:
    since, until = age
    if until is None:
        return gettext("More than %(days)s days") % {"days": since - 1}
    said: Mapping[str, int] = {"first": since, "last": until - 1}
    return gettext("%(first)s to %(last)s days") % said
