"""Money given back and debts given up: asked by one person, decided by another."""

from datetime import date, datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import (
    LOSSES,
    Moment,
    accounts_of,
    body_account,
    lock_payables,
    lock_payers,
    moved,
    write,
)
from shubbak.payments.ledger.extension import tell_settled
from shubbak.payments.ledger.models import Account, Payable, Request, Transfer
from shubbak.payments.ledger.rules import LedgerRefused


@action
def ask_refund(*, payer: UUID, amount: int, account: str, reason: str, actor: Actor, at: datetime) -> Request:
    """Ask that some of a payer's credit be paid out of an account of the body (``bank:attijari``).

    :raises LedgerRefused: ``no_such_payer``, ``nothing``, ``not_enough_credit``.
    """
    credit = accounts_of([payer]).get((payer, Account.Kind.CREDIT))
    if credit is None:
        raise LedgerRefused("no_such_payer")
    if amount <= 0:
        raise LedgerRefused("nothing")
    if amount > (credit.balance or 0):
        raise LedgerRefused("not_enough_credit")
    asked = Request(kind=Request.Kind.REFUND, payer_id=payer, amount=amount, account=account)
    _ask(asked, reason, actor, at)
    about, told = f"payer:{payer}", _told(asked, credit.currency)
    record(
        what="payments.refund_asked", about=about, actor=actor, at=at, facts=told, private=_private(reason)
    )
    return asked


@action
def ask_write_off(*, payable_id: UUID, reason: str, actor: Actor, at: datetime) -> Request:
    """Ask that what is left of a payable be given up.

    :raises LedgerRefused: ``no_such_payable``, ``nothing``: nothing is left of it, ``asked_before``.
    """
    payable = Payable.objects.filter(pk=payable_id).first()
    if payable is None:
        raise LedgerRefused("no_such_payable")
    if not payable.left:
        raise LedgerRefused("nothing")
    if payable.requests.filter(decided_at=None).exists():
        raise LedgerRefused("asked_before")
    asked = Request(
        kind=Request.Kind.WRITE_OFF, payer_id=payable.payer_id, payable=payable, amount=payable.left
    )
    _ask(asked, reason, actor, at)
    about, told = payable.reference, _told(asked, payable.currency)
    record(
        what="payments.write_off_asked", about=about, actor=actor, at=at, facts=told, private=_private(reason)
    )
    return asked


@action
def decide_request(*, request_id: UUID, is_granted: bool, actor: Actor, at: datetime, day: date) -> Request:
    """Grant or refuse what somebody else asked for; granted, it is done.

    :raises LedgerRefused: ``no_such_request``, ``decided_before``, ``same_person``, ``not_enough_credit``.
    """
    request = Request.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if request is None:
        raise LedgerRefused("no_such_request")
    if request.decided_at:
        raise LedgerRefused("decided_before")
    if request.asked_by == actor.id:
        raise LedgerRefused("same_person")
    request.decided_by, request.decided_at, request.is_granted = actor.id, at, is_granted
    request.save(update_fields=["decided_by", "decided_at", "is_granted"])
    lock_payers([request.payer_id])
    if not is_granted:
        about = f"payer:{request.payer_id}"
        record(what="payments.request_refused", about=about, actor=actor, at=at, facts={"kind": request.kind})
    elif request.payable_id:
        _write_off(request.payable_id, actor, Moment(at, day))
    else:
        _refund(request, actor, Moment(at, day))
    return request


def _refund(request: Request, actor: Actor, moment: Moment) -> None:
    credit = accounts_of([request.payer_id])[request.payer_id, Account.Kind.CREDIT]
    if request.amount > (credit.balance or 0):
        raise LedgerRefused("not_enough_credit")
    paid_from = body_account(request.account, credit.currency)
    write([moved(Transfer.Kind.REFUNDED, credit, paid_from, request.amount, moment)])
    about, told = f"payer:{request.payer_id}", _told(request, credit.currency)
    record(what="payments.refunded", about=about, actor=actor, at=moment.at, facts=told)


def _write_off(payable_id: UUID, actor: Actor, moment: Moment) -> None:
    """What is left of it by now, which may be nothing."""
    payable = lock_payables([payable_id])[payable_id]
    left = payable.left
    if not left:
        return
    payable.waived += left
    payable.save(update_fields=["waived"])
    dues = accounts_of([payable.payer_id])[payable.payer_id, Account.Kind.DUES]
    losses = body_account(LOSSES, payable.currency)
    write([moved(Transfer.Kind.WAIVED, losses, dues, left, moment, payable=payable)])
    told: dict[str, Fact] = {"amount": left, "currency": payable.currency}
    record(what="payments.written_off", about=payable.reference, actor=actor, at=moment.at, facts=told)
    tell_settled(payable, True, actor, moment.at)


def _ask(request: Request, reason: str, actor: Actor, at: datetime) -> None:
    request.reason, request.asked_by, request.asked_at = reason, actor.id, at
    request.save()


def _told(request: Request, currency: str) -> dict[str, Fact]:
    return {"amount": request.amount, "currency": currency}


def _private(reason: str) -> dict[str, str]:
    return {"reason": reason} if reason else {}
