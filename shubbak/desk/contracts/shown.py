"""A contract as one page of its account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import Visit
from shubbak.desk.arrears.access import follows, leads
from shubbak.desk.arrears.shown import state_words
from shubbak.desk.billing.corrections_shown import CorrectionLine, correction_line
from shubbak.desk.contracts.words import CHANNELS, COMMODITIES, KINDS, STANDINGS
from shubbak.desk.metering.shown import SOURCES
from shubbak.desk.metering.shown import STATES as READING_STATES
from shubbak.desk.money_words import MEANS
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount
from shubbak.payments.debiting.models import Mandate
from shubbak.payments.debiting.queries import came_back_on, mandate_on
from shubbak.payments.ledger.models import Payable, Payment, Request
from shubbak.payments.ledger.queries import balance_of, credit_of, dues_of, open_payables, taken_back_on
from shubbak.payments.ledger.rules import INSTALMENT
from shubbak.people.models import Person
from shubbak.utility.arrears.models import Arrear, Protection
from shubbak.utility.arrears.queries import arrear_of
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.permissions import proposes_corrections, runs_bills
from shubbak.utility.bills.queries import bills_of
from shubbak.utility.bills.righting import begin_elsewhere
from shubbak.utility.bills.rules import Kind
from shubbak.utility.bills.shown import Standing, standing_of
from shubbak.utility.metering.wording import index_words
from shubbak.utility.subscriptions.models import Alias, Contract, Fitting, Group, Holding, Terms
from shubbak.utility.subscriptions.permissions import changes_supply, serves_contracts
from shubbak.utility.subscriptions.queries import (
    holding_on,
    is_unmetered,
    membership_of,
    meters_on,
    terms_on,
)
from shubbak.utility.subscriptions.rules import print_contract_number
from shubbak.utility.tariffs.shelf import shelf

_BILLS, _READINGS, _PAYMENTS = 24, 12, 12
_TAGS = {"paid": "done", "late": "late", "contested": "hold", "cancelled": "hold", "plan": "hold"}
Words = str | Promise


@dataclass(frozen=True)
class ContractLine:
    """A contract in a list of what was found."""

    number: str
    shown: str
    name: str
    place: str
    commodity: Words
    is_closed: bool


@dataclass(frozen=True)
class BillShown:
    bill: Bill
    kind: Words
    total: str
    state: Words
    tag: str
    may_correct: bool
    proposed: CorrectionLine | None
    begins_elsewhere: bool


@dataclass(frozen=True)
class OwedShown:
    """Something that is still to be paid; `may_share`: it can be asked in instalments.

    `back_on`: on which day money for it last went back.
    """

    key: UUID
    words: str
    reference: str
    left: str
    due_on: date
    is_late: bool
    is_held: bool
    is_part: bool
    back_on: date | None
    may_share: bool


@dataclass(frozen=True)
class PaymentShown:
    payment: Payment
    channel: Words
    total: str


@dataclass(frozen=True)
class ReadingShown:
    on: date
    meter: str
    index: str
    source: Words
    state: Words
    other_on_photo: UUID | None


@dataclass(frozen=True)
class May:
    """What the reader may do from here."""

    serve: bool
    supply: bool
    correct: bool
    decide: bool
    follow: bool
    protect: bool


@dataclass(frozen=True)
class Account:
    contract: Contract
    shown: str
    commodity: Words
    holding: Holding | None
    holder: Person | None
    phone: str
    balance: str
    owes: bool
    dues: str
    credit: str
    has_credit: bool
    meters: Sequence[Fitting]
    tariffs: Sequence[str]
    terms: Terms | None
    next_terms: Terms | None
    unmetered: str
    readings: Sequence[ReadingShown]
    bills: Sequence[BillShown]
    owed: Sequence[OwedShown]
    payments: Sequence[PaymentShown]
    requests: Sequence[Request]
    arrear: Arrear | None
    arrear_state: Words
    protection: Protection | None
    mandate: Mandate | None
    aliases: Sequence[Alias]
    group: Group | None
    may_begin_group: bool
    may: May


def contract_line(contract: Contract, on: date) -> ContractLine:
    holding = holding_on(contract, on)
    return ContractLine(
        number=contract.number,
        shown=print_contract_number(contract.number),
        name=holding.person.name if holding else "",
        place=contract.point.place,
        commodity=word(COMMODITIES, contract.point.commodity),
        is_closed=contract.ends is not None,
    )


def account_shown(contract: Contract, visit: Visit) -> Account:
    """Everything that stands on the page; dues and bills are those of whoever holds it now."""
    today = in_its_zone(visit.at).date()
    holding, terms = holding_on(contract, today), terms_on(contract, today)
    payer = holding.payer_id if holding else None
    may = _may(visit)
    arrear, membership = arrear_of(contract), membership_of(contract)
    institution = bool(holding and holding.person.kind == Person.Kind.LEGAL and contract.ends is None)
    return Account(
        contract=contract,
        shown=print_contract_number(contract.number),
        commodity=word(COMMODITIES, contract.point.commodity),
        holding=holding,
        holder=holding.person if holding else None,
        phone=tongue().phone(holding.person.phone) if holding else "",
        balance=_money(abs(balance_of(payer))) if payer else "",
        owes=bool(payer and balance_of(payer) > 0),
        dues=_money(dues_of(payer)) if payer else "",
        credit=_money(credit_of(payer)) if payer else "",
        has_credit=bool(payer and credit_of(payer)),
        meters=list(meters_on(contract, today)),
        tariffs=[tongue().pick(shelf()[code].label) for code in terms.tariffs if code in shelf()]
        if terms
        else [],
        terms=terms,
        next_terms=contract.terms.filter(starts__gt=today).first(),
        unmetered=_unmetered(terms) if is_unmetered(contract) else "",
        readings=_readings(contract),
        bills=_bills(contract, today, may),
        owed=_all_owed(open_payables(payer), today) if payer else [],
        payments=_payments(payer) if payer else [],
        requests=list(Request.objects.filter(payer=payer, decided_at=None)) if payer else [],
        arrear=arrear,
        arrear_state=state_words(arrear.state) if arrear else "",
        protection=contract.protections.filter(ends=None).first(),
        mandate=mandate_on(payer, today) if payer else None,
        aliases=list(contract.aliases.order_by("body", "reference")),
        group=membership.group if membership else None,
        may_begin_group=institution and membership is None and may.serve,
        may=may,
    )


def _unmetered(terms: Terms | None) -> str:
    """What is billed where no meter stands."""
    if terms is None or not terms.volume:
        return gettext("none; the standing charge alone is billed")
    speech = tongue()
    volume = index_words(terms.volume, (speech.language, speech.country, speech.digits))
    return gettext("none; %(volume)s m³ are billed for 30 days") % {"volume": volume}


def _may(visit: Visit) -> May:
    roles = visit.roles
    return May(
        serves_contracts(roles),
        changes_supply(roles),
        proposes_corrections(roles),
        runs_bills(roles),
        follows(visit),
        leads(visit),
    )


def _bills(contract: Contract, today: date, may: May) -> list[BillShown]:
    """The last ones, each with whether it begins where the one before it ends."""
    standing: list[Bill] = list(contract.bills.standing()[:_BILLS])
    wrong = begin_elsewhere(standing)
    return [_bill(bill, today, may, bill.pk in wrong) for bill in bills_of(contract)[:_BILLS]]


def _bill(bill: Bill, today: date, may: May, begins_elsewhere: bool) -> BillShown:
    standing = standing_of(bill)
    code = _standing_code(bill, standing, today)
    can_be_corrected = bill.kind != Kind.CANCELLING and not standing.replaced_by
    proposed = bill.proposals.filter(decided_at=None).first()
    return BillShown(
        bill=bill,
        kind=word(KINDS, bill.kind),
        total=_money(bill.total),
        state=word(STANDINGS, code),
        tag=_TAGS.get(code, ""),
        may_correct=may.correct and can_be_corrected and proposed is None,
        proposed=correction_line(proposed) if proposed else None,
        begins_elsewhere=begins_elsewhere,
    )


def _standing_code(bill: Bill, standing: Standing, today: date) -> str:
    payable = standing.payable
    if standing.cancelled_by or bill.kind == Kind.CANCELLING:
        return "cancelled"
    if payable is None:
        return "none"
    if payable.plans.filter(lapsed_at=None).exists():
        return "plan"
    if payable.is_settled:
        return "paid"
    if payable.held_since:
        return "contested"
    return "late" if payable.due_on < today else "open"


def _all_owed(payables: Iterable[Payable], today: date) -> list[OwedShown]:
    owed = list(payables)
    keys = [payable.pk for payable in owed]
    back = taken_back_on(keys) | came_back_on(keys)
    return [_owed(payable, today, back.get(payable.pk)) for payable in owed]


def _owed(payable: Payable, today: date, back_on: date | None) -> OwedShown:
    return OwedShown(
        key=payable.pk,
        words=pick(payable.words, tongue().language) if payable.words else payable.reference,
        reference=payable.reference,
        left=_money(payable.left),
        due_on=payable.due_on,
        is_late=payable.due_on < today and payable.held_since is None,
        is_held=payable.held_since is not None,
        is_part=payable.kind == INSTALMENT,
        back_on=back_on,
        may_share=payable.kind == "bill" and payable.held_since is None,
    )


def _payments(payer: UUID) -> list[PaymentShown]:
    found = Payment.objects.filter(payer=payer).order_by("-paid_at")[:_PAYMENTS]
    return [PaymentShown(each, _channel(each), _money(each.amount)) for each in found]


def _channel(payment: Payment) -> Words:
    """A card laid on the counter of a till was not used online."""
    at_a_till = payment.source == "cashier" and payment.channel in MEANS
    return MEANS[payment.channel] if at_a_till else word(CHANNELS, payment.channel)


def _readings(contract: Contract) -> list[ReadingShown]:
    speech = tongue()
    manner = (speech.language, speech.country, speech.digits)
    read = contract.readings.select_related("meter", "photo_check").order_by("-read_on", "-taken_at")
    return [
        ReadingShown(
            each.read_on,
            each.meter.serial,
            index_words(each.index, manner),
            word(SOURCES, each.source),
            word(READING_STATES, each.state),
            each.pk if each.is_disputed else None,
        )
        for each in read[:_READINGS]
    ]


def _money(minor: int) -> str:
    agency = current_agency()
    return amount(minor, agency.currency, tongue().language, agency.country, agency.digits)
