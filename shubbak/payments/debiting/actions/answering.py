"""What banks answer: the money came, or it went back. Never twice."""

from collections.abc import Sequence
from datetime import date, datetime

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
    """The debit of a name, locked."""
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
    """Banks that book all debits of a lot as one amount name the lot; some leave out what they refused."""
    debits = _debits_of_lot(word.name)
    if not debits:
        return None
    waiting = [debit for debit in debits if debit.state in _WAITING]
    refused = [debit for debit in debits if debit.refused_on and not debit.booked_on]
    amount = sum(debit.amount for debit in waiting)
    total = amount + sum(debit.amount for debit in refused)
    if len(waiting) + len(refused) < len(debits) or word.amount not in (amount, total):
        return _NOTHING
    for debit in waiting:
        _book(debit, word, actor, at)
    if word.amount == total:
        Debit.objects.filter(pk__in=[debit.pk for debit in refused]).update(booked_on=word.day)
    return Answer(word.amount)


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
    """What the bank keeps beyond the debit is a difference; what it refused before was taken back then."""
    if debit.returned_on or -word.amount < debit.amount:
        return _NOTHING
    if debit.state == Debit.State.RETURNED:
        debit.returned_on = word.day
        debit.save(update_fields=["returned_on"])
        return Answer(-debit.amount)
    debit.returned_on = word.day
    return Answer(-debit.amount) if take_back(debit, word.reason[:35], word.day, actor, at) else _NOTHING


def take_back(debit: Debit, reason: str, day: date, actor: Actor, at: datetime) -> bool:
    """Its payment is taken back, the due stands again; not where the ledger cannot."""
    if debit.payment:
        try:
            reverse_payment(payment_id=debit.payment.pk, reason=reason, actor=actor, at=at, day=day)
        except LedgerRefused:
            return False
    debit.state, debit.reason = Debit.State.RETURNED, reason
    debit.save(update_fields=["state", "returned_on", "refused_on", "reason"])
    told: dict[str, Fact] = {"reason": reason, "amount": debit.amount, "currency": debit.collection.currency}
    record(what="debits.returned", about=debit.end_to_end, actor=actor, at=at, facts=told)
    _end_mandate(debit.mandate, reason, actor, at, day)
    tell_returned(debit, actor, at)
    return True


def _end_mandate(mandate: Mandate, reason: str, actor: Actor, at: datetime, day: date) -> None:
    """Of an account that is closed, or a mandate that the bank does not know."""
    if ending := ENDED_BY.get(reason):
        try:
            end_mandate(mandate_id=mandate.pk, ending=ending, actor=actor, at=at, day=day)
        except DebitingRefused:
            return
