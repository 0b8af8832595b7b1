"""Money that comes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from shubbak.foundation.insertion import insertion
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import (
    Moment,
    accounts_of,
    body_account,
    lock_payables,
    moved,
    pay,
    write,
)
from shubbak.payments.ledger.extension import tell_settled
from shubbak.payments.ledger.models import Account, Payable, Payer, Payment, Transfer
from shubbak.payments.ledger.rules import LedgerRefused, Received, Share, Wanted, share_out


@action
def receive(*, money: Received, payer: UUID, wanted: Wanted, actor: Actor, at: datetime) -> Payment:
    """Take a payment, once: the same reference of the same source gives the payment that it gave before.

    What a payable does not need (it is paid, cancelled, or wants less) becomes its payer's credit, and what
    is meant for none becomes the credit of `payer`: no good payment is refused.

    :raises LedgerRefused: ``other_body``, ``other_currency``, ``no_such_payer``, ``no_such_payable``,
    ``more_than_came``, ``nothing``.
    """
    digest = money.digest(payer, wanted)
    payment, is_new = _enter(money, digest, payer, at)
    if not is_new:
        if bytes(payment.body_sha256) != digest:
            raise LedgerRefused("other_body")
        return payment
    payables = lock_payables(key for key, _ in wanted)
    if any(payable.currency != money.currency for payable in payables.values()):
        raise LedgerRefused("other_currency")
    left = {key: payable.left for key, payable in payables.items()}
    shares, rest = share_out(money.amount, wanted, left)
    amounts = [(payables[share.payable], share.paid) for share in shares if share.paid]
    pay(amounts)
    write(_received(payment, payables, shares, rest, money))
    told: dict[str, Fact] = {"amount": money.amount, "currency": money.currency, "channel": money.channel}
    record(what="payments.received", about=name_of(payment), actor=actor, at=at, facts=told)
    for payable, _ in amounts:
        if payable.is_settled:
            tell_settled(payable, True, actor, at)
    return payment


def name_of(payment: Payment) -> str:
    """A payment as the journal names it."""
    return f"{payment.source}/{payment.reference}"


def _enter(money: Received, digest: bytes, payer: UUID, at: datetime) -> tuple[Payment, bool]:
    """The payment of this reference, and whether it is new. Who comes second waits for the first to end."""
    known = Payer.objects.filter(pk=payer).first()
    if known is None:
        raise LedgerRefused("no_such_payer")
    if known.currency != money.currency:
        raise LedgerRefused("other_currency")
    if money.amount <= 0:
        raise LedgerRefused("nothing")
    payment = Payment(
        source=money.source,
        reference=money.reference,
        body_sha256=digest,
        payer=known,
        amount=money.amount,
        currency=money.currency,
        channel=money.channel,
        paid_at=money.paid_at,
        business_day=money.business_day,
        received_at=at,
    )
    made = insertion(payment)
    with connection.cursor() as cursor:
        cursor.execute(f"{made.text} ON CONFLICT (source, reference) DO NOTHING", made.values)
        if cursor.rowcount:
            return payment, True
    return Payment.objects.get(source=money.source, reference=money.reference), False


def _received(
    payment: Payment,
    payables: dict[UUID, Payable],
    shares: Sequence[Share],
    rest: int,
    money: Received,
) -> list[Transfer]:
    accounts = accounts_of([payment.payer_id, *(payable.payer_id for payable in payables.values())])
    into = body_account(money.into, money.currency)
    moment = Moment(payment.received_at, money.business_day)
    written = []
    for share in shares:
        payable = payables[share.payable]
        dues = accounts[payable.payer_id, Account.Kind.DUES]
        credit = accounts[payable.payer_id, Account.Kind.CREDIT]
        for kind, account, amount in (
            (Transfer.Kind.PAID, dues, share.paid),
            (Transfer.Kind.OVERPAID, credit, share.over),
        ):
            if amount:
                written.append(moved(kind, into, account, amount, moment, payable=payable, payment=payment))
    if rest:
        credit = accounts[payment.payer_id, Account.Kind.CREDIT]
        written.append(moved(Transfer.Kind.OVERPAID, into, credit, rest, moment, payment=payment))
    return written
