"""Receipts, shifts and what is owed as the till shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

from shubbak.agencies.queries import current_agency
from shubbak.desk.money_words import MEANS
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.foundation.text import amount, figures, isolate_ltr
from shubbak.payments.cashier.models import Receipt, Shift
from shubbak.payments.cashier.queries import expected_in, paid_with, receipts_of, sums_of
from shubbak.payments.cashier.rules import DUTY
from shubbak.payments.ledger.buying import Goods, Quote, State, goods_of
from shubbak.payments.ledger.models import Payable
from shubbak.utility.metering.wording import quantity_words

Words = str | Promise


@dataclass(frozen=True)
class Row:
    """A label, the number beside it, and what it comes to; `url` where its words lead."""

    label: Words
    text: str
    number: str = ""
    url: str = ""


@dataclass(frozen=True)
class GoodsShown:
    """Credit of a meter: how much, and what is typed into it."""

    meter: str
    units: str
    tokens: Sequence[str]
    note: str


@dataclass(frozen=True)
class ReceiptLine:
    """A receipt in a list."""

    receipt: Receipt
    total: str
    means: Words
    hour: str
    is_back: bool


@dataclass(frozen=True)
class ShiftLine:
    """A shift in a list; `state` says what it waits for."""

    shift: Shift
    cashier: str
    till: str
    taken: str
    difference: str
    state: Words


def money(minor: int, currency: str) -> str:
    agency = current_agency()
    return amount(minor, currency, tongue().language, agency.country, agency.digits)


def in_figures(minor: int, currency: str) -> str:
    """As it is typed, without its unit."""
    agency = current_agency()
    return figures(minor, currency, tongue().language, agency.country)


def words_of(payable: Payable) -> str:
    return tongue().pick(payable.words) if payable.words else payable.reference


def owed_rows(payable: Payable, on: date) -> str:
    """When it was to be paid, said of what is late."""
    day = tongue().short_day(payable.due_on)
    late = gettext("Late since %(day)s") if payable.due_on < on else gettext("To be paid by %(day)s")
    return late % {"day": day}


def receipt_rows(receipt: Receipt) -> Sequence[Row]:
    """What it paid, and how."""
    currency = receipt.currency
    rows = [Row(gettext("Reference"), receipt.about)] if receipt.about else []
    for payable, paid in paid_with(receipt):
        label = words_of(payable) if payable else gettext("Advance")
        number = payable.reference if payable and payable.words and payable.kind != DUTY else ""
        rows.append(Row(label, money(paid, currency), number))
    rows.append(Row(gettext("Total"), money(receipt.total, currency)))
    rows.append(Row(gettext("Means of payment"), _means(receipt)))
    if receipt.means == Receipt.Means.CASH:
        rows.append(Row(gettext("Cash handed over"), money(receipt.handed, currency)))
    rows.append(Row(gettext("Cashier"), tongue().name(receipt.shift.cashier)))
    return rows


def quote_rows(quoted: Quote) -> Sequence[Row]:
    """What the money buys, where it buys something."""
    rows = [Row(pgettext("prepaid", "Meter"), isolate_ltr(quoted.meter))]
    if quoted.quantity:
        rows.append(Row(pgettext("prepaid", "Units"), _measured(quoted.quantity, quoted.unit)))
    if quoted.debts:
        rows.append(Row(gettext("Of it for what was owed"), money(quoted.debts, quoted.currency)))
    if quoted.amount:
        rows.append(Row(pgettext("prepaid", "To pay"), money(quoted.amount, quoted.currency)))
    return rows


def goods_shown(receipt: Receipt) -> Sequence[GoodsShown]:
    """What it bought, with the tokens in groups of four digits; TEST above those of a laboratory."""
    return [_goods(goods) for goods in goods_of(receipt.payment)]


def _goods(goods: Goods) -> GoodsShown:
    note = ""
    if goods.state is State.PENDING:
        note = gettext("The token is being made: print the receipt in a minute.")
    elif goods.state is State.FAILED:
        note = gettext("No token could be made: the money is kept as credit.")
    return GoodsShown(goods.meter, _measured(goods.quantity, goods.unit), goods.printed, note)


def _measured(quantity: int, unit: str) -> str:
    agency, speech = current_agency(), tongue()
    return quantity_words(quantity, unit, (speech.language, agency.country, agency.digits))


def receipt_lines(shift: Shift) -> Sequence[ReceiptLine]:
    return [_line(receipt) for receipt in receipts_of(shift)]


def shift_rows(shift: Shift, *, is_blind: bool) -> Sequence[Row]:
    """What was taken, by means. `is_blind`: whoever is to count is not told what to find."""
    currency, speech = shift.till.currency, tongue()
    rows = [
        Row(gettext("Cashier"), speech.name(shift.cashier)),
        Row(gettext("Begun"), _joined(speech.day(shift.opened_at), speech.hour(shift.opened_at))),
        Row(gettext("Float"), money(shift.opened_with, currency)),
    ]
    for of in sums_of(shift):
        whole = money(of.amount + of.duty, currency)
        rows.append(Row(word(MEANS, of.means), f"{whole} ({of.receipts})"))
        if of.duty:
            rows.append(Row(gettext("Stamp duty in it"), money(of.duty, currency)))
    if not is_blind:
        expected = shift.expected if shift.closed_at else expected_in(shift)
        rows.append(Row(gettext("The drawer must hold"), money(expected or 0, currency)))
    return [*rows, *_closing_rows(shift)]


def shift_line(shift: Shift) -> ShiftLine:
    taken = sum(of.amount + of.duty for of in sums_of(shift))
    currency, speech = shift.till.currency, tongue()
    difference = money(shift.difference, currency) if shift.closed_at and shift.difference else ""
    return ShiftLine(
        shift,
        speech.name(shift.cashier),
        speech.pick(shift.till.name),
        money(taken, currency),
        difference,
        _state(shift),
    )


def _closing_rows(shift: Shift) -> list[Row]:
    if not shift.closed_at:
        return []
    currency, speech = shift.till.currency, tongue()
    rows = [
        Row(gettext("Counted"), money(shift.counted or 0, currency)),
        Row(gettext("Difference"), money(shift.difference, currency)),
    ]
    if shift.explanation:
        rows.append(Row(gettext("Why the count differs"), shift.explanation))
    rows.append(Row(gettext("Closed"), _joined(speech.day(shift.closed_at), speech.name(shift.closed_by))))
    if shift.signed_at:
        rows.append(
            Row(gettext("Signed"), _joined(speech.day(shift.signed_at), speech.name(shift.signed_by)))
        )
    if shift.remitted_at:
        rows.append(Row(gettext("Slip of the bank"), shift.slip))
    return rows


def _joined(day: str, more: str) -> str:
    return gettext("%(day)s, %(more)s") % {"day": day, "more": more}


def _state(shift: Shift) -> Words:
    if not shift.closed_at:
        return pgettext("till", "Open")
    if not shift.signed_at:
        return gettext("To be signed")
    return gettext("At the bank") if shift.remitted_at else gettext("To be brought to the bank")


def _means(receipt: Receipt) -> str:
    said = str(word(MEANS, receipt.means))
    if receipt.means == Receipt.Means.CHEQUE:
        return f"{said} {receipt.cheque.number} – {receipt.cheque.bank}"
    return f"{said} {receipt.reference}".strip()


def _line(receipt: Receipt) -> ReceiptLine:
    return ReceiptLine(
        receipt,
        money(receipt.total, receipt.currency),
        word(MEANS, receipt.means),
        tongue().hour(receipt.taken_at),
        hasattr(receipt, "counter_entry"),
    )
