"""Direct debit: a few homes signed. Of one collection a debit came back; another waits to be approved."""

from datetime import date, datetime, time, timedelta

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.config.demonstration.crowd import seeded
from shubbak.config.demonstration.dwellings import TOWN, contract_of_rank
from shubbak.config.demonstration.lateness import Fate, ranks_of
from shubbak.config.demonstration.paying import pay_all
from shubbak.foundation.localized import pick
from shubbak.journal.rules import SYSTEM
from shubbak.payments.debiting.actions import (
    approve_collection,
    begin_collection,
    declare_creditor,
    hear_bank,
    send_collection,
    sign_mandate,
)
from shubbak.payments.debiting.models import Collection, Debit, Mandate
from shubbak.payments.debiting.rules import DebitingRefused, MandateFacts
from shubbak.payments.ledger.answers import BankWord
from shubbak.people.models import Staff
from shubbak.utility.subscriptions.queries import holding_on

_SIGNED = (Fate.OPEN, Fate.TILL)
_SCHEME = "MA98ZZZ0004417"
_LEAD = timedelta(days=4)


def sign_some(agency: Agency, on: date) -> None:
    """The first homes signed on a day; once."""
    if not TOWN[agency.code].debits or Mandate.objects.exists():
        return
    at = _morning(agency, on)
    for rank in ranks_of(*_SIGNED):
        contract = contract_of_rank(agency.code, rank)
        holding = holding_on(contract, on) if contract else None
        if holding:
            facts = MandateFacts(holding.payer_id, holding.person.name, _rib(agency.code, rank), on)
            sign_mandate(facts=facts, actor=SYSTEM, at=at, day=on)
    name = pick(agency.name, "fr")
    head = _people(agency)[0]
    declare_creditor(name=name, account=_rib(agency.code, "body"), bic="", scheme=_SCHEME, staff=head, at=at)


def collect(agency: Agency, due_on: date) -> None:
    """What was due by a day, once: the bank paid, but for the last debit, which its home paid afterwards."""
    if not TOWN[agency.code].debits or Collection.objects.exists():
        return
    day = calendar_of(agency).next_worked(due_on)
    if not (begun := _begun(agency, day, _morning(agency, day - _LEAD))):
        return
    head, leads = _people(agency)
    at = begun.begun_at + timedelta(hours=1)
    approve_collection(collection_id=begun.pk, staff=leads, at=at)
    send_collection(collection_id=begun.pk, staff=head, at=at + timedelta(hours=1))
    debits = list(begun.debits.filter(state=Debit.State.SENT).select_related("payable"))
    for debit in debits:
        _hear(agency, debit, debit.amount, day)
    if len(debits) > 1:
        _hear(agency, debits[-1], -debits[-1].amount, day + timedelta(days=2))
        bank, paid = f"bank:{TOWN[agency.code].bank}", _morning(agency, day + timedelta(days=5))
        pay_all(debits[-1].payable.payer_id, bank, f"D{debits[-1].end_to_end}", paid)


def begin_next(agency: Agency, due_on: date, now: datetime) -> None:
    """What is due next waits for a second person."""
    waiting = Collection.objects.filter(state=Collection.State.BEGUN)
    if not TOWN[agency.code].debits or waiting.exists():
        return
    calendar = calendar_of(agency)
    _begun(agency, calendar.next_worked(max(due_on, calendar.local_day(now) + _LEAD)), now)


def _begun(agency: Agency, day: date, at: datetime) -> Collection | None:
    try:
        return begin_collection(collect_on=day, staff=_people(agency)[0], at=at)
    except DebitingRefused:
        return None  # everybody has paid


def _hear(agency: Agency, debit: Debit, amount: int, day: date) -> None:
    """The bank's word; what it sends back lacks money."""
    bank, reason = f"bank:{TOWN[agency.code].bank}", "" if amount > 0 else "AM04"
    word = BankWord(debit.end_to_end, amount, agency.currency, bank, day, reason)
    hear_bank(word=word, actor=SYSTEM, at=_morning(agency, day))


def _people(agency: Agency) -> tuple[Staff, Staff]:
    """Who begins, and who approves."""
    place = TOWN[agency.code]
    names = (place.till.head, place.billing[1])
    head, leads = (Staff.objects.get(email=f"{name}@{agency.code}.example") for name in names)
    return head, leads


def _rib(code: str, whose: object) -> str:
    """Of a bank that there is not."""
    body = 999 * 10**19 + seeded(code, "account", whose).randrange(10**19)
    return f"{body:022}{97 - body * 100 % 97:02}"


def _morning(agency: Agency, day: date) -> datetime:
    return datetime.combine(day, time(10), calendar_of(agency).zone)
