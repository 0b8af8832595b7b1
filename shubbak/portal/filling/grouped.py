"""The bills of an institution: its months, and the bills of one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.text import count, isolate, isolate_ltr, long_date, trimmed
from shubbak.payments.ledger.queries import credit_of, open_payables
from shubbak.payments.ledger.references import print_rf, rf_of
from shubbak.payments.online.rules import MOST_PAYABLES
from shubbak.portal import pages
from shubbak.portal.filling.bill_state import pay_links
from shubbak.portal.pages.contract import BillRow
from shubbak.portal.pages.grouped import GroupedPage, GroupedRow, GroupPage, RateRow
from shubbak.portal.pages.parts import Tag
from shubbak.utility.bills.grouped import GroupedBill, GroupedLine, grouped_bill, owed_by, periods_of
from shubbak.utility.bills.manner import Manner, unit_name
from shubbak.utility.bills.shown import month_words
from shubbak.utility.subscriptions.models import Group
from shubbak.utility.subscriptions.rules import print_contract_number

_MONTHS = 36


def group_words(number: str) -> str:
    return gettext("Group %(number)s") % {"number": isolate_ltr(number)}


def group_page(group: Group, at: datetime) -> GroupPage:
    """What the institution owes in all, and its months, the last first."""
    manner, today = _manner(), in_its_zone(at).date()
    owed, credit = owed_by(group), credit_of(group.payer_id)
    told = (grouped_bill(group, period) for period in periods_of(group)[:_MONTHS])
    lead = gettext("Your credit: %(amount)s") % {"amount": manner.amount(credit)} if credit else ""
    return GroupPage(
        title=group_words(group.number),
        name=group.name,
        lead=gettext("To pay in all") if owed else lead or gettext("You owe nothing."),
        owed=manner.amount(owed) if owed else "",
        reference=print_rf(rf_of(group.number)),
        months=[_month(each, manner, today) for each in told if each],
        pay=_pay(group),
    )


def grouped_page(told: GroupedBill, at: datetime, *, by_paper: bool = False) -> GroupedPage:
    """One month; `by_paper`: for whoever holds the paper, and sees no more than it."""
    group = told.group
    page = _told(told, _manner(), in_its_zone(at).date())
    if by_paper:
        return page
    key = (group.number, told.period)
    return replace(
        page,
        back=pages.Link(group_words(group.number), reverse("group", args=[group.number])),
        papers=[
            pages.Link(gettext("Download (PDF)"), reverse("grouped_pdf", args=key)),
            pages.Link(gettext("Download (XLSX)"), reverse("grouped_table", args=[*key, "xlsx"])),
            pages.Link(gettext("Download (CSV)"), reverse("grouped_table", args=[*key, "csv"])),
        ],
        pay=_pay(group) if told.left else [],
    )


def _told(told: GroupedBill, manner: Manner, today: date) -> GroupedPage:
    said = {"month": month_words(told.period, manner.language, current_agency())}
    facts = [
        pages.Row(gettext("Total of the bills"), manner.amount(told.total)),
        pages.Row(gettext("Amount paid"), manner.amount(told.paid)),
    ]
    if told.earlier:
        facts.append(pages.Row(gettext("Owed for other bills"), manner.amount(told.earlier)))
    due = {"day": long_date(told.due_on, manner.language, manner.country, manner.digits)}
    late = told.left and told.due_on < today
    return GroupedPage(
        title=gettext("Grouped bill · %(month)s") % said,
        name=f"{isolate(told.group.name)} · {group_words(told.group.number)}",
        lead=gettext("To pay by %(day)s") % due if told.left else gettext("All of its bills are paid."),
        owed=manner.amount(told.left) if told.left else "",
        reference=print_rf(told.rf),
        rows=[_row(line, manner) for line in told.lines],
        whole=_whole(told, manner),
        rates=_rates(told, manner),
        facts=facts,
        notice=pages.Notice(gettext("Its last day has passed"), kind="late", icon="clock") if late else None,
    )


def _row(line: GroupedLine, manner: Manner) -> GroupedRow:
    bill = line.bill
    return GroupedRow(
        number=print_contract_number(bill.contract.number),
        place=bill.contract.point.place,
        quantity=f"{manner.quantity(bill.quantity)}\u00a0{unit_name(line.unit or 'm3')}",
        net=manner.figures(line.net),
        vat=manner.figures(bill.vat),
        total=manner.figures(bill.total),
        left=manner.figures(line.left),
    )


def _whole(told: GroupedBill, manner: Manner) -> GroupedRow:
    net, vat, total, left = (
        manner.figures(minor) for minor in (told.total - told.vat, told.vat, told.total, told.left)
    )
    return GroupedRow("", "", "", net, vat, total, left)


def _rates(told: GroupedBill, manner: Manner) -> list[RateRow]:
    return [
        RateRow(
            f"{trimmed(each.rate, 4, manner.language, manner.country, manner.digits)}\u00a0%",
            *(manner.figures(minor) for minor in (each.net, each.vat, each.net + each.vat)),
        )
        for each in told.rates
    ]


def _month(told: GroupedBill, manner: Manner, today: date) -> BillRow:
    if not told.left:
        tag = Tag(gettext("Paid"), "check", "done")
    elif told.due_on < today:
        tag = Tag(gettext("Late"), "clock", "late")
    else:
        tag = Tag(gettext("To pay"), "clock", "")
    return BillRow(
        title=month_words(told.period, manner.language, current_agency()),
        amount=manner.amount(told.total),
        text=count(len(told.lines), "bill", manner.language, manner.digits),
        tag=tag,
        url=reverse("grouped_bill", args=[told.group.number, told.period]),
    )


def _pay(group: Group) -> Sequence[pages.Link]:
    """By card where one order holds all of it; else a bank carries it."""
    payables = list(open_payables(group.payer_id)[: MOST_PAYABLES + 1])
    return pay_links(payables, gettext("Pay online")) if len(payables) <= MOST_PAYABLES else []


def _manner() -> Manner:
    agency = current_agency()
    return Manner.of(agency, agency.currency, "m3")
