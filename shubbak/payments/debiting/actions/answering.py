"""What banks answer: the money came, or it went back. Never twice."""

from collections.abc import Sequence
from datetime import datetime

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.debiting.actions.mandates import end_mandate
from shubbak.payments.debiting.direct_debit import AGAIN, FIRST, lot_name
from shubbak.payments.debiting.extension import tell_returned
from shubbak.payments.debiting.models import Debit, Mandate
from shubbak.payments.debiting.rules import ENDED_BY, SOURCE, DebitingRefused
from shubbak.payments.ledger.actions import receive, reverse_payment
from shubbak.payments.ledger.answers import Answer, BankWord
from shubbak.payments.ledger.rules import LedgerRefused, Received

_WAITING = (Debit.State.SENT, Debit.State.UNANSWERED)
_NOTHING = Answer(0)


@action
def hear_bank(*, word: BankWord, actor: Actor, at: datetime) -> Answer | None:
    """A debit that we sent, or a whole lot of them, as the bank speaks of it; None of a foreign name."""
    debit = _debit(word.name)
    if debit is None:
        return _lot(word, actor, at)
    if word.currency != debit.collection.currency:
        return _NOTHING
    return _came(debit, word, actor, at) if word.amount > 0 else _went_back(debit, word, actor, at)


def _debit(name: str) -> Debit | None:
    """The debit of a name, locked with its mandate."""
    known = Debit.objects.select_for_update(of=("self",)).exclude(state=Debit.State.PICKED)
    found = known.select_related("collection", "payable", "mandate").filter(end_to_end=name).first()
    return None if found is None or found.state == Debit.State.LEFT_OUT else found


def _came(debit: Debit, word: BankWord, actor: Actor, at: datetime) -> Answer:
    """The money. What the bank sent back before it told of it came and went: nothing is received."""
    if debit.booked_on or word.amount != debit.amount:
        return _NOTHING
    if debit.state == Debit.State.RETURNED:
        debit.booked_on = word.day
        debit.save(update_fields=["booked_on"])
        return Answer(debit.amount)
    _book(debit, word, actor, at)
    return Answer(debit.amount, debit.payment)


def _lot(word: BankWord, actor: Actor, at: datetime) -> Answer | None:
    """Banks that book all debits of a lot as one amount name the lot."""
    debits = _debits_of_lot(word.name)
    if not debits:
        return None
    total = sum(debit.amount for debit in debits)
    if word.amount != total or any(debit.state not in _WAITING for debit in debits):
        return _NOTHING
    for debit in debits:
        _book(debit, word, actor, at)
    return Answer(total)


def _debits_of_lot(name: str) -> Sequence[Debit]:
    for sequence in (FIRST, AGAIN):
        collection = name.removesuffix(f"-{sequence}")
        if name == lot_name(collection, sequence):
            known = Debit.objects.select_for_update(of=("self",)).select_related("collection", "payable")
            named = known.filter(end_to_end__startswith=f"{collection}-", is_first=sequence == FIRST)
            return list(named.exclude(state__in=[Debit.State.PICKED, Debit.State.LEFT_OUT]).order_by("pk"))
    return []


def _book(debit: Debit, word: BankWord, actor: Actor, at: datetime) -> None:
    payable = debit.payable
    money = Received(
        source=SOURCE,
        reference=debit.end_to_end,
        amount=debit.amount,
        currency=word.currency,
        channel="debit",
        into=word.into,
        paid_at=at,
        business_day=word.day,
    )
    wanted = [(payable.pk, debit.amount)]
    debit.payment = receive(money=money, payer=payable.payer_id, wanted=wanted, actor=actor, at=at)
    debit.state, debit.booked_on = Debit.State.BOOKED, word.day
    debit.save(update_fields=["payment", "state", "booked_on"])


def _went_back(debit: Debit, word: BankWord, actor: Actor, at: datetime) -> Answer:
    """Its payment is taken back, the due stands again; what the bank keeps beyond it is a difference."""
    if debit.state == Debit.State.RETURNED or -word.amount < debit.amount:
        return _NOTHING
    reason = word.reason[:35]
    if debit.payment:
        try:
            reverse_payment(payment_id=debit.payment.pk, reason=reason, actor=actor, at=at, day=word.day)
        except LedgerRefused:
            return _NOTHING
    debit.state, debit.returned_on, debit.reason = Debit.State.RETURNED, word.day, reason
    debit.save(update_fields=["state", "returned_on", "reason"])
    told: dict[str, Fact] = {"reason": reason, "amount": debit.amount, "currency": word.currency}
    record(what="debits.returned", about=debit.end_to_end, actor=actor, at=at, facts=told)
    _end_mandate(debit.mandate, word, actor, at)
    tell_returned(debit, actor, at)
    return Answer(-debit.amount)


def _end_mandate(mandate: Mandate, word: BankWord, actor: Actor, at: datetime) -> None:
    """Of an account that is closed, or a mandate that the bank does not know."""
    if ending := ENDED_BY.get(word.reason):
        try:
            end_mandate(mandate_id=mandate.pk, ending=ending, actor=actor, at=at, day=word.day)
        except DebitingRefused:
            return
