"""Money that turns out not to have come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import (
    Accounts,
    Moment,
    accounts_of,
    lock_payables,
    lock_payers,
    moved,
    pay,
    write,
)
from shubbak.payments.ledger.actions.receiving import name_of
from shubbak.payments.ledger.extension import tell_settled, tell_taken_back
from shubbak.payments.ledger.models import Account, Payable, Payment, Transfer
from shubbak.payments.ledger.rules import LedgerRefused


@action
def reverse_payment(*, payment_id: UUID, reason: str, actor: Actor, at: datetime, day: date) -> Payment:
    """The money did not come after all: what it paid is owed again. A second time changes nothing.

    Credit that came of it and was used is taken back from what it was used for, the latest first.

    :raises LedgerRefused: ``no_such_payment``, ``credit_spent``: it was paid out, and nobody can take it
    back.
    """
    payment = Payment.objects.select_for_update(no_key=True).filter(pk=payment_id).first()
    if payment is None:
        raise LedgerRefused("no_such_payment")
    if payment.reversed_at:
        return payment
    owed, unsettled = _take_back(payment, Moment(at, day))
    payment.reversed_at = at
    payment.save(update_fields=["reversed_at"])
    about = name_of(payment)
    told: dict[str, Fact] = {"amount": payment.amount, "currency": payment.currency}
    private = {"reason": reason} if reason else {}
    record(what="payments.reversed", about=about, actor=actor, at=at, facts=told, private=private)
    for payable in unsettled:
        tell_settled(payable, False, actor, at)
    tell_taken_back(payment, owed, reason, at)
    return payment


def _take_back(payment: Payment, moment: Moment) -> tuple[list[Payable], list[Payable]]:
    """Write the reversals; gives the payables of which more is owed again, and those of them that were
    settled.
    """
    came = list(payment.transfers.select_related("debit", "credit").order_by("pk"))
    payers = {transfer.credit.payer_id for transfer in came if transfer.credit.payer_id}
    lock_payers(payers)
    used = list(_used_by(payers))
    payables = lock_payables(transfer.payable_id for transfer in [*came, *used] if transfer.payable_id)
    settled = [payable for payable in payables.values() if payable.is_settled]
    accounts = accounts_of(payers)
    back = [_reversal(transfer, payables, accounts, moment) for transfer in came]
    back += _unused(_short(back, accounts), used, moment)
    less: Counter[UUID] = Counter()
    for transfer in back:
        if transfer.payable_id and transfer.debit.kind == Account.Kind.DUES:
            less[transfer.payable_id] -= transfer.amount
    pay([(payables[key], amount) for key, amount in less.items()])
    write(back)
    unsettled = [payable for payable in settled if not payable.is_settled]
    return [payables[key] for key in less if payables[key].left], unsettled


def _used_by(payers: Iterable[UUID]) -> QuerySet[Transfer]:
    """What these used of their credit and might give back, the latest first."""
    used = Transfer.objects.filter(kind=Transfer.Kind.USED, debit__payer__in=payers, reversals=None)
    return used.filter(payable__cancelled_at=None).select_related("debit", "credit").order_by("-pk")


def _reversal(
    transfer: Transfer, payables: dict[UUID, Payable], accounts: Accounts, moment: Moment
) -> Transfer:
    """Out of the dues that it lessened, or out of the credit where it lies now."""
    payable = payables[transfer.payable_id] if transfer.payable_id else None
    source = transfer.credit
    if payable and payable.cancelled_at and source.payer_id:
        source = accounts[source.payer_id, Account.Kind.CREDIT]
    return moved(
        Transfer.Kind.REVERSED,
        source,
        transfer.debit,
        transfer.amount,
        moment,
        payable=payable,
        payment=transfer.payment,
        reverses=transfer,
    )


def _short(back: Sequence[Transfer], accounts: Accounts) -> dict[UUID, int]:
    """How much each payer's credit lacks for what is taken out of it."""
    needed: Counter[UUID] = Counter()
    for transfer in back:
        if transfer.debit.kind == Account.Kind.CREDIT and transfer.debit.payer_id:
            needed[transfer.debit.payer_id] += transfer.amount
    held = {payer: accounts[payer, Account.Kind.CREDIT].balance or 0 for payer in needed}
    return {payer: amount - held[payer] for payer, amount in needed.items() if amount > held[payer]}


def _unused(short: dict[UUID, int], used: Sequence[Transfer], moment: Moment) -> list[Transfer]:
    """Uses that are taken back until nobody's credit lacks anything.

    :raises LedgerRefused: ``credit_spent``.
    """
    back = []
    for transfer in used:
        payer = transfer.debit.payer_id
        if payer and short.get(payer, 0) > 0:
            short[payer] -= transfer.amount
            back.append(
                moved(
                    Transfer.Kind.UNUSED,
                    transfer.credit,
                    transfer.debit,
                    transfer.amount,
                    moment,
                    payable_id=transfer.payable_id,
                    reverses=transfer,
                )
            )
    if any(lack > 0 for lack in short.values()):
        raise LedgerRefused("credit_spent")
    return back
