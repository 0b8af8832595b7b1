"""A group of contracts as its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import Visit
from shubbak.desk.contracts.shown import ContractLine, contract_line
from shubbak.desk.shown.language import tongue
from shubbak.foundation.text import amount, count
from shubbak.payments.ledger.queries import credit_of
from shubbak.payments.ledger.references import print_rf, rf_of
from shubbak.utility.bills.grouped import GroupedBill, grouped_bill, owed_by, periods_of
from shubbak.utility.bills.shown import month_words
from shubbak.utility.subscriptions.models import Group
from shubbak.utility.subscriptions.permissions import serves_contracts

_MONTHS = 24


@dataclass(frozen=True)
class MonthLine:
    period: str
    month: str
    bills: str
    total: str
    left: str
    is_late: bool


@dataclass(frozen=True)
class GroupShown:
    group: Group
    reference: str
    owed: str
    credit: str
    members: Sequence[ContractLine]
    months: Sequence[MonthLine]
    may_serve: bool


def group_shown(group: Group, visit: Visit) -> GroupShown:
    today = in_its_zone(visit.at).date()
    members = group.memberships.filter(ends=None).select_related("contract__point")
    told = (grouped_bill(group, period) for period in periods_of(group)[:_MONTHS])
    credit = credit_of(group.payer_id)
    return GroupShown(
        group=group,
        reference=print_rf(rf_of(group.number)),
        owed=_money(owed_by(group)),
        credit=_money(credit) if credit else "",
        members=[contract_line(each.contract, today) for each in members.order_by("contract__number")],
        months=[_month(each, today) for each in told if each],
        may_serve=serves_contracts(visit.roles) and group.ended_at is None,
    )


def _month(told: GroupedBill, today: date) -> MonthLine:
    speech, agency = tongue(), current_agency()
    return MonthLine(
        period=told.period,
        month=month_words(told.period, speech.language, agency),
        bills=count(len(told.lines), "bill", speech.language, speech.digits),
        total=_money(told.total),
        left=_money(told.left) if told.left else "",
        is_late=bool(told.left) and told.due_on < today,
    )


def _money(minor: int) -> str:
    agency = current_agency()
    return amount(minor, agency.currency, tongue().language, agency.country, agency.digits)
