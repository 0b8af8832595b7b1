"""A contract with its bills, and its statement of account for any days."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.localized import pick
from shubbak.foundation.tables import Column, Table
from shubbak.foundation.text import isolate_ltr, long_date, short_date
from shubbak.payments.ledger.models import Transfer
from shubbak.payments.ledger.queries import balance_of, open_payables, statement_of
from shubbak.portal import pages
from shubbak.portal.filling.bill import title_of
from shubbak.portal.filling.bill_state import pay_links, tag_of
from shubbak.portal.filling.debiting import debit_shown
from shubbak.portal.filling.supply import supply_notice
from shubbak.portal.pages.contract import (
    BillRow,
    ContractDoorPage,
    ContractPage,
    PaperChoice,
    StatementPage,
    StatementRow,
)
from shubbak.portal.statement_form import StatementForm
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.queries import bills_of, paper_suspension
from shubbak.utility.bills.shown import standing_of
from shubbak.utility.prepaid.vending.queries import prepaid_meter
from shubbak.utility.subscriptions.models import Contract, Holding, Tie
from shubbak.utility.subscriptions.rules import print_contract_number

MOST = 36
"""Bills of a list: three years of months. Older ones are in the statement."""


def door_page(form: Form, ties: Sequence[Tie], then: str = "contract") -> ContractDoorPage:
    """`ties`: the contracts of the account that is signed in here; `then`: the page that is opened."""
    kept = [
        pages.Link(
            " · ".join(filter(None, [contract_words(tie.contract.number), tie.name])),
            reverse(then, args=[tie.contract.number]),
        )
        for tie in ties
    ]
    if then == "contract":
        title, action, go = gettext("My bills"), "bills", gettext("Show the bills")
        lead = gettext(
            "Without an account: the number of the contract, and something that its holder knows. The number"
            " alone shows nothing."
        )
    else:
        title, action, go = gettext("Charge a prepaid meter"), "prepaid_door", gettext("Go on")
        lead = gettext(
            "The number of the contract or of the meter, and something that its holder knows. You pay online"
            " and see the token at once."
        )
    return ContractDoorPage(form, title, lead, action, go, kept)


def contract_words(number: str) -> str:
    return gettext("Contract %(number)s") % {"number": isolate_ltr(print_contract_number(number))}


def contract_page(holding: Holding, at: datetime, *, may_stop: bool = False) -> ContractPage:
    """What is owed, and the bills of whoever holds the contract, the last first.

    `may_stop`: whoever looks may stop the direct debit.
    """
    agency, contract, today = current_agency(), holding.contract, in_its_zone(at).date()
    manner = Manner.of(agency, agency.currency, "m3")
    owed = balance_of(holding.payer_id)
    lead = gettext("To pay in all") if owed > 0 else gettext("You owe nothing.")
    bills = bills_of(contract).filter(holding=holding)[:MOST]
    ended = _ended(holding, manner, today)
    return ContractPage(
        title=contract_words(contract.number),
        place=contract.point.place,
        owed=manner.amount(owed) if owed > 0 else "",
        lead=lead if owed >= 0 else gettext("Your credit: %(amount)s") % {"amount": manner.amount(-owed)},
        bills=[_row(bill, manner, today) for bill in bills],
        statement_url=reverse("statement", args=[contract.number]),
        pay=pay_links(list(open_payables(holding.payer_id)), gettext("Pay online")),
        paper=None if ended else _how_bills_come(contract),
        notice=ended or supply_notice(contract, manner),
        prepaid=reverse("prepaid", args=[contract.number]) if prepaid_meter(contract, today) else "",
        debit=debit_shown(holding, at, may_stop=may_stop),
    )


def _how_bills_come(contract: Contract) -> PaperChoice:
    """In words, and the act that changes it; none where the body brings no paper at all."""
    url = reverse("contract_paper", args=[contract.number])
    if paper_suspension():
        return PaperChoice(
            gettext("Bills are not brought on paper for now: a message tells you when one is ready.")
        )
    if contract.paperless:
        words = gettext("On the screen alone: a message tells you when one is ready.")
        return PaperChoice(words, pages.Link(gettext("On paper again"), url))
    words = gettext("On paper; and a message tells you when one is ready.")
    return PaperChoice(words, pages.Link(gettext("On the screen alone, without paper"), url))


def _ended(holding: Holding, manner: Manner, today: date) -> pages.Notice | None:
    """To whoever held it: since when it is theirs no more."""
    last = None if holding.ends is None else holding.ends - timedelta(days=1)
    if last is None or last > today:
        return None
    said = {"day": long_date(last, manner.language, manner.country, manner.digits)}
    text = gettext("Its bills and its statement of account stay here for you.")
    return pages.Notice(gettext("This contract ended on %(day)s") % said, text)


def statement_page(holding: Holding, form: StatementForm) -> StatementPage:
    """The form and, if it was answered well, every movement of its days."""
    number = holding.contract.number
    back = pages.Link(contract_words(number), reverse("contract", args=[number]))
    title = gettext("Statement of account")
    if not form.is_valid():
        return StatementPage(form, title, back)
    agency = current_agency()
    manner = Manner.of(agency, agency.currency, "m3")
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    told = statement_of(holding.payer_id, first, last)
    query = f"?first={first.isoformat()}&last={last.isoformat()}"
    return StatementPage(
        form=form,
        title=title,
        back=back,
        totals=[
            pages.Row(_owed_words(first, manner, is_before=True), manner.amount(told.opening)),
            pages.Row(_owed_words(last, manner, is_before=False), manner.amount(told.closing)),
        ],
        rows=list(_movements(holding, first, last, manner)),
        papers=[
            pages.Link(gettext("Download (PDF)"), reverse("statement_pdf", args=[number]) + query),
            pages.Link(gettext("Download (CSV)"), reverse("statement_csv", args=[number]) + query),
        ],
    )


def statement_table(holding: Holding, first: date, last: date) -> Table:
    """The same for a spreadsheet: amounts as they are written, days as machines read them."""
    agency = current_agency()
    manner = Manner.of(agency, agency.currency, "m3")
    columns = [
        Column("day", gettext("Day")),
        Column("movement", gettext("Movement"), 40),
        Column("reference", gettext("Reference")),
        Column("asked", gettext("Asked")),
        Column("paid", gettext("Amount paid")),
        Column("owed", gettext("Owed after it")),
    ]
    movements = statement_of(holding.payer_id, first, last).movements
    rows = (
        [
            movement.transfer.day.isoformat(),
            what_moved(movement.transfer, manner),
            reference_of(movement.transfer),
            manner.figures(movement.amount) if movement.amount > 0 else "",
            manner.figures(-movement.amount) if movement.amount < 0 else "",
            manner.figures(movement.balance),
        ]
        for movement in movements
    )
    return Table(gettext("Statement of account"), columns, rows, manner.is_mirrored)


def _row(bill: Bill, manner: Manner, today: date) -> BillRow:
    agency = current_agency()
    due = long_date(bill.due_on, manner.language, manner.country, manner.digits)
    number = gettext("Bill No %(number)s") % {"number": isolate_ltr(bill.number)}
    return BillRow(
        title=title_of(bill, agency),
        amount=manner.amount(bill.total),
        text=f"{number} · " + gettext("to be paid by %(day)s") % {"day": due},
        tag=tag_of(bill, standing_of(bill), today),
        url=reverse("bill", args=[bill.contract.number, bill.pk]),
    )


def _movements(holding: Holding, first: date, last: date, manner: Manner) -> Iterator[StatementRow]:
    for movement in statement_of(holding.payer_id, first, last).movements:
        yield StatementRow(
            day=short_date(movement.transfer.day, manner.language, manner.country, manner.digits),
            words=what_moved(movement.transfer, manner),
            reference=reference_of(movement.transfer),
            asked=manner.figures(movement.amount) if movement.amount > 0 else "",
            paid=manner.figures(-movement.amount) if movement.amount < 0 else "",
            balance=manner.figures(movement.balance),
        )


def what_moved(transfer: Transfer, manner: Manner) -> str:
    payable = transfer.payable
    if transfer.kind == Transfer.Kind.POSTED and payable:
        return pick(payable.words, manner.language)
    known = {
        Transfer.Kind.PAID: gettext("Payment"),
        Transfer.Kind.OVERPAID: gettext("Payment"),
        Transfer.Kind.CANCELLED: gettext("Cancelled"),
        Transfer.Kind.REVERSED: gettext("Payment taken back"),
        Transfer.Kind.WAIVED: gettext("Asked no more"),
        Transfer.Kind.REFUNDED: gettext("Paid back to you"),
    }
    return known.get(Transfer.Kind(transfer.kind), gettext("Movement"))


def reference_of(transfer: Transfer) -> str:
    if transfer.payable:
        return str(transfer.payable.reference)
    return str(transfer.payment.reference) if transfer.payment else ""


def _owed_words(day: date, manner: Manner, *, is_before: bool) -> str:
    said = {"day": short_date(day, manner.language, manner.country, manner.digits)}
    return (gettext("Owed before %(day)s") if is_before else gettext("Owed after %(day)s")) % said
