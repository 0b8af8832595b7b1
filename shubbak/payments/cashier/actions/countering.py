"""What was taken goes back: a counter-entry, never an altered receipt."""

from datetime import datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.payments.cashier.actions.opening import moment_of
from shubbak.payments.cashier.actions.taking import duty_payable
from shubbak.payments.cashier.models import CounterEntry, Receipt, Shift
from shubbak.payments.cashier.rules import (
    SAFE,
    CashierRefused,
    Means,
    drawer_of,
    refuse_counter_entry,
)
from shubbak.payments.ledger.actions import cancel_payable, move, reverse_payment, take_numbers
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of


@action
def counter_receipt(
    *, receipt_id: UUID, reason: str, staff: Staff, is_head: bool, at: datetime
) -> CounterEntry:
    """Take a receipt back: what it paid is owed again, and the money goes back to who laid it down.

    Cash comes out of the drawer while the shift is open, later out of the safe. `is_head`: whether who acts
    answers for all tills.

    :raises CashierRefused: ``not_yours``, ``another_person``, ``reason_missing``, ``countered_before``.
    :raises LedgerRefused: ``credit_spent``.
    """
    receipt = _held(receipt_id)
    shift, is_open = receipt.shift, receipt.shift.closed_at is None
    refuse_counter_entry(is_open=is_open, is_own=shift.cashier_id == staff.pk, is_head=is_head)
    is_cash = receipt.means == Means.CASH
    if is_cash and not is_open:
        _transfer(receipt, SAFE, drawer_of(receipt.till.code), staff, at)
    if receipt.means == Means.CHEQUE and shift.remitted_at:
        _transfer(receipt, shift.remitted_to, "cheques", staff, at)
    drawer = shift if is_cash and is_open else None
    return _take_back(receipt, CounterEntry.Kind.MISTAKE, reason, drawer, staff, at)


@action
def note_unpaid_cheque(*, receipt_id: UUID, reason: str, staff: Staff, at: datetime) -> CounterEntry:
    """The bank did not pay a cheque: what it paid is owed again.

    :raises CashierRefused: ``not_a_cheque``, ``reason_missing``, ``countered_before``.
    :raises LedgerRefused: ``credit_spent``.
    """
    receipt = _held(receipt_id)
    if receipt.means != Means.CHEQUE:
        raise CashierRefused("not_a_cheque")
    if receipt.shift.remitted_at:
        _transfer(receipt, receipt.shift.remitted_to, "cheques", staff, at)
    return _take_back(receipt, CounterEntry.Kind.UNPAID, reason, None, staff, at)


def _held(receipt_id: UUID) -> Receipt:
    """The receipt, once its shift is held: nobody closes it meanwhile."""
    receipt = Receipt.objects.select_related("till").get(pk=receipt_id)
    receipt.shift = Shift.objects.select_for_update(no_key=True).get(pk=receipt.shift_id)
    if CounterEntry.objects.filter(receipt=receipt).exists():
        raise CashierRefused("countered_before")
    return receipt


def _transfer(receipt: Receipt, out_of: str, into: str, staff: Staff, at: datetime) -> None:
    move(
        out_of=out_of,
        into=into,
        amount=receipt.total,
        currency=receipt.currency,
        about=receipt.number,
        actor=actor_of(staff),
        moment=moment_of(at),
    )


def _take_back(
    receipt: Receipt, kind: CounterEntry.Kind, reason: str, drawer: Shift | None, staff: Staff, at: datetime
) -> CounterEntry:
    if not reason.strip():
        raise CashierRefused("reason_missing")
    day, actor = moment_of(at).day, actor_of(staff)
    reverse_payment(payment_id=receipt.payment_id, reason=reason, actor=actor, at=at, day=day)
    if duty := duty_payable(receipt):
        cancel_payable(payable_id=duty.pk, reason=reason, actor=actor, at=at, day=day)
    serial = take_numbers(code="counter-entry", year=day.year)[0]
    entry = CounterEntry.objects.create(
        receipt=receipt,
        kind=kind,
        year=day.year,
        serial=serial,
        shift=drawer,
        reason=reason.strip(),
        at=at,
        staff=staff,
    )
    told: dict[str, Fact] = {"receipt": receipt.number, "amount": receipt.total, "kind": kind.value}
    record(
        what="cashier.countered",
        about=entry.number,
        actor=actor,
        at=at,
        facts=told,
        private={"reason": reason},
    )
    return entry
