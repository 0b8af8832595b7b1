"""The pages of a prepaid meter: what money buys, and the token."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.text import isolate_ltr, short_date
from shubbak.portal import pages
from shubbak.portal.filling.bill_state import pay_links
from shubbak.portal.filling.contract import contract_words
from shubbak.portal.filling.tariffs import parts_of
from shubbak.portal.pages.bill import BillDetail
from shubbak.portal.prepaid.form import MONEY, PrepaidForm
from shubbak.portal.prepaid.pages import (
    BoughtRow,
    LoanShown,
    MonthRow,
    OfferShown,
    PrepaidPage,
    SalePage,
    TokenShown,
)
from shubbak.portal.prepaid.words import loan_line, refusal_notice, sale_notice, tag_of, why_strange
from shubbak.utility.bills.lines import sums_of
from shubbak.utility.bills.manner import Manner
from shubbak.utility.bills.shown import month_words
from shubbak.utility.bills.why_words import line_label
from shubbak.utility.bills.written import read_lines
from shubbak.utility.prepaid.sts.module import TEST_MARK
from shubbak.utility.prepaid.vending.models import PrepaidMeter, Sale, Token
from shubbak.utility.prepaid.vending.offers import money_for, offer
from shubbak.utility.prepaid.vending.queries import (
    bought_by_month,
    key_tokens_due,
    practice_on,
    sales_of,
    tokens_to_enter,
)
from shubbak.utility.prepaid.vending.rules import Offer, VendingRefused
from shubbak.utility.subscriptions.models import Holding
from shubbak.utility.tariffs.shelf import shelf

_MOST = 24
_MONTHS = 12
_GROUP = 4


def manner_of(meter: PrepaidMeter) -> Manner:
    agency = current_agency()
    return Manner.of(agency, agency.currency, "kWh" if meter.meter.commodity == "electricity" else "m3")


def form_of(meter: PrepaidMeter, data: Mapping[str, Any] | None) -> PrepaidForm:
    manner = manner_of(meter)
    money = manner.amount(0).split("\u00a0")[-1]
    return PrepaidForm(data, currency=manner.currency, unit=manner.unit, money=money)


def prepaid_page(holding: Holding, meter: PrepaidMeter, form: PrepaidForm, at: datetime) -> PrepaidPage:
    """The form, what its answer buys, emergency credit, and what was bought before."""
    contract, manner = holding.contract, manner_of(meter)
    offered, notices = _offered(holding, form, manner, at)
    words = contract_words(contract.number)
    return PrepaidPage(
        form=form,
        number=contract.number,
        meter=meter.drn,
        place=contract.point.place,
        back=pages.Link(words, reverse("contract", args=[contract.number])),
        offer=offered,
        notices=notices,
        keys=_shown(key_tokens_due(meter)),
        loan=_loan(holding, meter, manner, at),
        months=_months(holding, manner),
        bought=[_row(sale, manner) for sale in sales_of(contract).filter(payer=holding.payer_id)[:_MOST]],
    )


def sale_page(holding: Holding, sale: Sale) -> SalePage:
    """A purchase: to be paid, its token, or why there is none."""
    manner, number = manner_of(sale.meter), holding.contract.number
    tokens = tokens_to_enter(sale) if sale.state == Sale.State.VENDED else []
    return SalePage(
        number=number,
        sale_id=str(sale.pk),
        state=sale.state,
        meter=sale.meter.drn,
        quantity=manner.measured(sale.quantity),
        rows=list(_facts(sale, manner)),
        back=pages.Link(gettext("All purchases of the meter"), reverse("prepaid", args=[number])),
        tokens=_shown(tokens),
        test_mark=TEST_MARK if any(token.is_test for token in tokens) else "",
        is_tried=sale.tries > 0,
        is_loan=sale.kind == Sale.Kind.LOAN,
        at=in_its_zone(sale.ended_at) if sale.ended_at else None,
        pay=pay_links([sale.payable], gettext("Pay online")) if sale.state == Sale.State.ASKED else [],
        notice=sale_notice(sale, manner),
    )


def _offered(
    holding: Holding, form: PrepaidForm, manner: Manner, at: datetime
) -> tuple[OfferShown | None, list[pages.Notice]]:
    """What is shown of the answer: what it buys; or why not, with the least that would."""
    if not form.is_bound or not form.is_valid():
        return None, []
    contract, asked = holding.contract, form.cleaned_data["asked"]
    try:
        money = asked if form.cleaned_data["by"] == MONEY else money_for(contract, asked, at=at)
        return _offer(offer(contract, money, at=at), manner), []
    except VendingRefused as refused:
        notice = refusal_notice(refused, practice_on(contract.point.commodity, at.date()), manner)
        if refused.code != "too_little":
            return None, [notice]
        return _offer(offer(contract, refused.least, at=at), manner), [notice]


def _offer(offered: Offer, manner: Manner) -> OfferShown:
    return OfferShown(
        key=str(uuid4()),
        money=offered.money,
        quantity=manner.measured(offered.quantity),
        total=manner.amount(offered.total),
        detail=_detail(offered.lines, offered.debts, manner),
        why=list(why_strange(offered, manner)),
    )


def _detail(stored: Sequence[dict[str, Any]], debts: int, manner: Manner) -> BillDetail:
    amount, vat = sums_of(stored)
    lines = [
        pages.QuoteLine(
            line_label(shelf().get(written.tariff), written.line.code, manner),
            manner.figures(written.line.total),
            parts_of(written.line, manner),
        )
        for written in read_lines(stored)
        if written.line.total
    ]
    if debts:
        lines.append(pages.QuoteLine(gettext("For what you owe: credit lent, bills"), manner.figures(debts)))
    return BillDetail(
        lines=lines,
        total=manner.figures(amount + debts),
        unit=manner.amount(0).split("\u00a0")[-1],
        without_vat=manner.amount(amount - vat),
        vat=manner.amount(vat),
    )


def _loan(holding: Holding, meter: PrepaidMeter, manner: Manner, at: datetime) -> LoanShown | None:
    """What may be lent now: nothing while an earlier one is owed."""
    lent = practice_on(meter.meter.commodity, in_its_zone(at).date()).lent
    running = meter.sales.filter(kind=Sale.Kind.LOAN, paid_at=None)
    if not lent or running.filter(state__in=[Sale.State.PAID, Sale.State.VENDED]).exists():
        return None
    try:
        offered = offer(holding.contract, lent, at=at, is_loan=True)
    except VendingRefused:
        return None
    return LoanShown(str(uuid4()), manner.measured(offered.quantity), manner.amount(offered.total))


def _months(holding: Holding, manner: Manner) -> list[MonthRow]:
    agency = current_agency()
    told = bought_by_month(holding.contract, holding.payer_id)[-_MONTHS:]
    most = max((row["quantity"] for row in told), default=1)
    return [
        MonthRow(
            month=month_words(row["period"], manner.language, agency),
            quantity=manner.measured(row["quantity"]),
            amount=manner.amount(row["amount"]),
            percent=100 * row["quantity"] // most,
        )
        for row in reversed(told)
    ]


def _row(sale: Sale, manner: Manner) -> BoughtRow:
    agency = current_agency()
    day = short_date(in_its_zone(sale.asked_at).date(), manner.language, agency.country, agency.digits)
    return BoughtRow(
        title=day,
        amount=manner.amount(sale.payable.amount),
        text=manner.measured(sale.quantity),
        tag=tag_of(sale),
        url=reverse("prepaid_sale", args=[sale.contract.number, sale.pk]),
    )


def _facts(sale: Sale, manner: Manner) -> Iterator[pages.Row]:
    yield pages.Row(gettext("Purchase number"), isolate_ltr(sale.payable.reference))
    yield pages.Row(gettext("Meter"), isolate_ltr(sale.meter.drn))
    yield pages.Row(gettext("Units"), manner.measured(sale.quantity))
    paid = manner.amount(sale.payable.amount)
    yield loan_line(paid) if sale.kind == Sale.Kind.LOAN else pages.Row(gettext("Amount"), paid)
    if sale.debts:
        yield pages.Row(gettext("Of it for what you owed"), manner.amount(sale.debts))


def _shown(tokens: Sequence[Token]) -> list[TokenShown]:
    changes = [token for token in tokens if token.kind == Token.Kind.KEY_CHANGE]
    return [
        TokenShown(
            words=_token_words(token, changes.index(token) + 1 if token in changes else 0),
            groups=[token.digits[start : start + _GROUP] for start in range(0, len(token.digits), _GROUP)],
            mark=TEST_MARK if token.is_test else "",
        )
        for token in tokens
    ]


def _token_words(token: Token, place: int) -> str:
    if place:
        return gettext("New key of the meter, part %(place)s") % {"place": place}
    return gettext("Order to the meter") if token.kind == Token.Kind.ORDER else gettext("Token")
