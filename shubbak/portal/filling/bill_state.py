"""Where a bill stands: asked, paid, late, contested, undone; and what may be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import in_its_zone
from shubbak.cases.queries.tracking import Charged
from shubbak.foundation.text import isolate_ltr, long_date
from shubbak.payments.debiting.queries import came_back_on, debit_under_way
from shubbak.payments.ledger.models import Payable, Plan
from shubbak.payments.ledger.queries import instalments_of, taken_back_on
from shubbak.payments.ledger.references import print_rf
from shubbak.payments.online.accounts import NotSetUp, gateway_in_use
from shubbak.payments.online.links import pay_path_for
from shubbak.portal.pages import Link, Notice, Tag
from shubbak.utility.arrears.actions.instalments import choices_for
from shubbak.utility.arrears.queries import rules_on
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import Kind
from shubbak.utility.bills.shown import Standing

_MOST_AT_ONCE = 24


@dataclass(frozen=True, slots=True)
class BillState:
    """`is_standing`: it was not undone, and undoes nothing. `reference`: what banks and tills ask for."""

    lead: str
    tag: Tag | None = None
    notices: Sequence[Notice] = field(default_factory=tuple)
    pay: Sequence[Link] = field(default_factory=tuple)
    reference: str = ""
    is_standing: bool = True


def state_of(bill: Bill, standing: Standing, manner: Manner, today: date) -> BillState:
    """The words at the head of its page."""
    if bill.kind == Kind.CANCELLING or standing.cancelled_by:
        return _undone(bill, standing)
    payable = standing.payable
    if payable is None:
        return BillState(gettext("Nothing is asked: what it is below nothing is kept as your credit."))
    if plan := payable.plans.filter(lapsed_at=None).first():
        return _planned(plan, manner)
    if payable.is_settled:
        return _settled(payable, standing, manner)
    return BillState(
        lead=" ".join([_owed(payable, manner, today), _others(standing, manner)]),
        tag=_open_tag(payable, today),
        notices=[_held(payable, manner)] if payable.held_since else [],
        pay=[*pay_links([payable], gettext("Pay the bill")), *_in_instalments(bill, payable, today)],
        reference=print_rf(payable.rf),
    )


def pay_links(payables: Sequence[Payable | Charged], words: str) -> list[Link]:
    """The way to the page of cards, where the body has one and something is left to pay."""
    keys = [payable.pk for payable in payables if payable.left][:_MOST_AT_ONCE]
    return [Link(words, pay_path_for(keys))] if keys and _has_gateway() else []


def _has_gateway() -> bool:
    """A gateway that is not set up right is no reason not to show a bill."""
    try:
        return gateway_in_use() is not None
    except NotSetUp:
        return False


def _in_instalments(bill: Bill, payable: Payable, today: date) -> list[Link]:
    """Where the body gives them without being asked."""
    if not choices_for(payable, rules_on(today)):
        return []
    return [Link(gettext("In instalments"), reverse("instalments", args=[bill.contract.number, bill.pk]))]


def _planned(plan: Plan, manner: Manner) -> BillState:
    """Paid in instalments: what is left of them, and the next."""
    left = list(instalments_of(plan).open())
    tag = Tag(gettext("In instalments"), "calendar", "hold")
    if not left:
        return BillState(gettext("All of its instalments are paid."), Tag(gettext("Paid"), "check", "done"))
    said = {"amount": manner.amount(left[0].left), "day": _day(left[0].due_on, manner)}
    lead = gettext("You pay it in instalments. The next: %(amount)s, by %(day)s.") % said
    pay = pay_links(left[:1], gettext("Pay the next instalment"))
    return BillState(lead, tag, _went_back(left, manner), pay, print_rf(left[0].rf))


def _went_back(left: Sequence[Payable], manner: Manner) -> list[Notice]:
    """The payment of an instalment that is still owed."""
    keys = [part.pk for part in left]
    days = (taken_back_on(keys) | came_back_on(keys)).values()
    if not days:
        return []
    title = gettext("The payment of an instalment went back on %(day)s") % {"day": _day(max(days), manner)}
    text = gettext("Please pay it in another way. Once two are late, all that is left is asked at once.")
    return [Notice(title, text, "risk", "alert")]


def tag_of(bill: Bill, standing: Standing, today: date) -> Tag:
    """The state in a word, for lists."""
    if bill.kind == Kind.CANCELLING:
        return Tag(gettext("Cancelling bill"), "close", "hold")
    if standing.cancelled_by:
        return Tag(gettext("Cancelled"), "close", "hold")
    payable = standing.payable
    if payable and payable.plans.filter(lapsed_at=None).exists():
        return Tag(gettext("In instalments"), "calendar", "hold")
    if payable is None or payable.is_settled:
        return Tag(gettext("Paid"), "check", "done")
    if payable.held_since:
        return Tag(gettext("Contested"), "pause", "hold")
    return _open_tag(payable, today) or Tag(gettext("To be paid"), "clock")


def _open_tag(payable: Payable, today: date) -> Tag | None:
    """What the bank is being asked for is late through nobody's fault."""
    if debit_under_way(payable.pk):
        return Tag(gettext("By direct debit"), "calendar", "hold")
    return Tag(gettext("Past its day"), "clock", "late") if _is_late(payable, today) else None


def _undone(bill: Bill, standing: Standing) -> BillState:
    if bill.kind == Kind.CANCELLING:
        other = bill.corrects
        title = gettext("This bill undoes another, line by line. Nothing is asked of it.")
    else:
        other = standing.replaced_by
        title = gettext("This bill was cancelled. Nothing is asked of it, and what was paid is your credit.")
    link = _link_to(other)
    notice = Notice(title, "", "", "info", link.url, link.text) if link else Notice(title)
    tag = Tag(gettext("Cancelled"), "close", "hold")
    return BillState("", tag, [notice], is_standing=False)


def _link_to(bill: Bill | None) -> Link | None:
    if bill is None:
        return None
    text = gettext("Bill No %(number)s") % {"number": isolate_ltr(bill.number)}
    return Link(text, reverse("bill", args=[bill.contract.number, bill.pk]))


def _settled(payable: Payable, standing: Standing, manner: Manner) -> BillState:
    if payable.waived and not payable.paid:
        return BillState(
            gettext("It is asked no more."), Tag(gettext("Nothing left to pay"), "check", "done")
        )
    lead = gettext("Paid.")
    if standing.paid_on:
        lead = gettext("Paid on %(day)s.") % {"day": _day(standing.paid_on, manner)}
    return BillState(f"{lead} {_others(standing, manner)}", Tag(gettext("Paid"), "check", "done"))


def _owed(payable: Payable, manner: Manner, today: date) -> str:
    said = {"day": _day(payable.due_on, manner), "left": manner.amount(payable.left)}
    late = _is_late(payable, today)
    if payable.paid or payable.waived:
        if late:
            return gettext("%(left)s of it are left, and were to be paid by %(day)s.") % said
        return gettext("%(left)s of it are left to pay, by %(day)s.") % said
    return (gettext("It was to be paid by %(day)s.") if late else gettext("To be paid by %(day)s.")) % said


def _others(standing: Standing, manner: Manner) -> str:
    if not standing.earlier:
        return gettext("You have no other unpaid bill.")
    return gettext("Of other bills you owe %(amount)s.") % {"amount": manner.amount(standing.earlier)}


def _held(payable: Payable, manner: Manner) -> Notice:
    since = in_its_zone(payable.held_since).date() if payable.held_since else payable.due_on
    text = gettext("Since %(day)s. Until you are answered nobody reminds you of it or cuts you off for it.")
    return Notice(gettext("You contested this bill"), text % {"day": _day(since, manner)}, "", "pause")


def _is_late(payable: Payable, today: date) -> bool:
    return payable.due_on < today and not payable.held_since


def _day(day: date, manner: Manner) -> str:
    return long_date(day, manner.language, manner.country, manner.digits)
