"""What is owed: posting it, cancelling it, contesting it."""

from collections import Counter
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from shubbak.foundation import damm
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import (
    Moment,
    accounts_of,
    body_account,
    lock_payables,
    lock_payers,
    moved,
    write,
)
from shubbak.payments.ledger.extension import tell_eased, tell_settled
from shubbak.payments.ledger.models import Account, Payable, Payer, Transfer
from shubbak.payments.ledger.queries import instalments_of
from shubbak.payments.ledger.references import rf_of
from shubbak.payments.ledger.rules import TAKEN_OVER, LedgerRefused, PayableFacts

_DRAW = "SELECT nextval('ledger_reference')"


@action
def post_payable(*, facts: PayableFacts, actor: Actor, at: datetime) -> Payable:
    """Ask a payer for something.

    :raises LedgerRefused: ``no_such_payer``, ``nothing``, ``posted_before``: for that origin and part, or
    under that reference.
    """
    payer = Payer.objects.filter(pk=facts.payer).first()
    if payer is None:
        raise LedgerRefused("no_such_payer")
    if facts.amount <= 0:
        raise LedgerRefused("nothing")
    payable = _insert(facts, payer, at)
    debit = accounts_of([payer.pk])[payer.pk, Account.Kind.DUES]
    income = body_account(facts.income, payer.currency)
    write([moved(Transfer.Kind.POSTED, debit, income, facts.amount, Moment(at, facts.day), payable=payable)])
    told: dict[str, Fact] = {"kind": facts.kind, "amount": facts.amount, "currency": payer.currency}
    record(what="payments.posted", about=payable.reference, actor=actor, at=at, facts=told)
    return payable


@action
def cancel_payable(*, payable_id: UUID, reason: str, actor: Actor, at: datetime, day: date) -> Payable:
    """Ask for it no more, as if it never had been; what was paid of it becomes the payer's credit.

    :raises LedgerRefused: ``no_such_payable``, ``cancelled``.
    """
    payable = _locked(payable_id)
    if payable.cancelled_at:
        raise LedgerRefused("cancelled")
    for plan in payable.plans.all():
        for instalment in instalments_of(plan).filter(cancelled_at=None):
            cancel_payable(payable_id=instalment.pk, reason=reason, actor=actor, at=at, day=day)
    payable.plans.filter(lapsed_at=None).update(lapsed_at=at)
    for taken in Payable.objects.filter(kind=TAKEN_OVER, origin=payable.pk, cancelled_at=None):
        cancel_payable(payable_id=taken.pk, reason=reason, actor=actor, at=at, day=day)
    was_settled = payable.is_settled
    paid = payable.paid
    payable.paid, payable.waived, payable.cancelled_at = 0, 0, at
    payable.save(update_fields=["paid", "waived", "cancelled_at"])
    write(_undoing(payable, paid, Moment(at, day)))
    told: dict[str, Fact] = {"amount": payable.amount, "paid": paid, "currency": payable.currency}
    private = {"reason": reason} if reason else {}
    about = payable.reference
    record(what="payments.cancelled", about=about, actor=actor, at=at, facts=told, private=private)
    if was_settled:
        tell_settled(payable, False, actor, at)
    tell_eased(payable, actor, at)
    return payable


@action
def hold_payable(*, payable_id: UUID, reason: str, actor: Actor, at: datetime) -> Payable:
    """Somebody contests it: no reminder, no cut. It can still be paid.

    :raises LedgerRefused: ``no_such_payable``.
    """
    payable = _locked(payable_id)
    if payable.held_since is None:
        payable.held_since = at
        payable.save(update_fields=["held_since"])
        private = {"reason": reason} if reason else {}
        record(what="payments.held", about=payable.reference, actor=actor, at=at, private=private)
        tell_eased(payable, actor, at)
    return payable


@action
def release_payable(*, payable_id: UUID, actor: Actor, at: datetime) -> Payable:
    """It is contested no more.

    :raises LedgerRefused: ``no_such_payable``.
    """
    payable = _locked(payable_id)
    if payable.held_since is not None:
        payable.held_since = None
        payable.save(update_fields=["held_since"])
        record(what="payments.released", about=payable.reference, actor=actor, at=at)
    return payable


def _insert(facts: PayableFacts, payer: Payer, at: datetime) -> Payable:
    reference = facts.reference or _drawn()
    try:
        with transaction.atomic():
            return Payable.objects.create(
                payer=payer,
                kind=facts.kind,
                origin=facts.origin,
                part=facts.part,
                reference=reference,
                rf=rf_of(reference),
                amount=facts.amount,
                currency=payer.currency,
                due_on=facts.due_on,
                posted_at=at,
                words=dict(facts.words),
            )
    except IntegrityError as error:
        raise LedgerRefused("posted_before") from error


def _drawn() -> str:
    """Nine figures and a check digit; numbers of one sequence may miss some."""
    with connection.cursor() as cursor:
        cursor.execute(_DRAW)
        digits = str(cursor.fetchone()[0])
    return digits + damm.check_digit(digits)


def _locked(payable_id: UUID) -> Payable:
    """The payable with its instalments, all locked in one order."""
    found = Payable.objects.filter(pk=payable_id).first()
    if found is None:
        raise LedgerRefused("no_such_payable")
    lock_payers([found.payer_id])
    parts = [part for plan in found.plans.all() for part in instalments_of(plan).values_list("pk", flat=True)]
    return lock_payables([payable_id, *parts])[payable_id]


def _undoing(payable: Payable, paid: int, moment: Moment) -> list[Transfer]:
    accounts = accounts_of([payable.payer_id])
    dues = accounts[payable.payer_id, Account.Kind.DUES]
    credit = accounts[payable.payer_id, Account.Kind.CREDIT]
    posting = payable.transfers.select_related("credit").get(kind=Transfer.Kind.POSTED)
    undone = [
        moved(
            Transfer.Kind.CANCELLED,
            posting.credit,
            dues,
            payable.amount,
            moment,
            payable=payable,
            reverses=posting,
        )
    ]
    if paid:
        undone.append(moved(Transfer.Kind.RETURNED, dues, credit, paid, moment, payable=payable))
    for account, amount in _waived(payable):
        undone.append(moved(Transfer.Kind.DEMANDED, dues, account, amount, moment, payable=payable))
    return undone


def _waived(payable: Payable) -> list[tuple[Account, int]]:
    """What was waived of it, by the account that it fell to."""
    sums: Counter[Account] = Counter()
    for transfer in payable.transfers.select_related("debit", "credit"):
        if transfer.kind == Transfer.Kind.WAIVED:
            sums[transfer.debit] += transfer.amount
        elif transfer.kind == Transfer.Kind.DEMANDED:
            sums[transfer.credit] -= transfer.amount
    return [(account, amount) for account, amount in sums.items() if amount]
