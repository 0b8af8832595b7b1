"""A bill that is wrong is cancelled by its exact negative, and another may stand in its place.

One person proposes it, another decides: the database refuses a correction that nobody else has granted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import cancel_payable, use_credit
from shubbak.payments.ledger.models import Payable
from shubbak.people.queries import staff_of_ids
from shubbak.utility.bills.actions.one_bill import Counted, reckoned, write_bill
from shubbak.utility.bills.lines import ADVANCE, negated, sums_of
from shubbak.utility.bills.models import Bill, Correction
from shubbak.utility.bills.righting import wrong_in_pool
from shubbak.utility.bills.rules import PAYABLE, BillRefused, Kind
from shubbak.utility.metering.actions import replace_reading
from shubbak.utility.subscriptions.models import Holding

TO_PAY = timedelta(days=20)
"""How long one has to pay the bill that takes the place of another."""


@dataclass(frozen=True)
class Right:
    """What should have been asked: a quantity in thousandths by these readings and tariffs (none: as before).

    `lines` where the kernel does not say them; `told` what the page of the bill says of it.
    """

    quantity: int
    readings: Sequence[dict[str, Any]] | None = None
    tariffs: Sequence[str] = ()
    lines: Sequence[dict[str, Any]] | None = None
    told: dict[str, Any] = field(default_factory=dict)


@action
def propose_correction(
    *, bill: Bill, right: Right | None, reason: str, actor: Actor, at: datetime, file: UUID | None = None
) -> Correction:
    """Say what is wrong with a bill, and what is to stand in its place; nothing, if `right` is None.

    `file`: the key of the file that it is for.

    :raises BillRefused: ``reason``; ``cancelled``: already, or it is itself a cancellation; ``proposed``:
        another proposal waits; ``as_it_is``: nothing would change; ``no_price``.
    """
    if not reason.strip():
        raise BillRefused("reason")
    Holding.objects.select_for_update().get(pk=bill.holding_id)
    _check_correctable(bill, right)
    asked = Correction(bill=bill, reason=reason.strip(), file=file, asked_by=actor.id, asked_at=at)
    if right:
        _describe(asked, bill, right)
    asked.save()
    _note("bills.correction_proposed", asked, actor, at, private={"reason": asked.reason})
    return asked


@action
def decide_correction(
    *, correction_id: UUID, is_granted: bool, answer: str = "", on: date, actor: Actor, at: datetime
) -> Correction:
    """Grant or refuse what somebody else proposed, a refusal in words; granted, it is done. Who proposed it
    may only take it back.

    :raises BillRefused: ``decided``, ``own_proposal``, ``reason``, ``cancelled``.
    """
    asked = Correction.objects.select_for_update().get(pk=correction_id)
    if asked.decided_at:
        raise BillRefused("decided")
    if is_granted and asked.asked_by == actor.id:
        raise BillRefused("own_proposal")
    if not is_granted and asked.asked_by != actor.id and not answer.strip():
        raise BillRefused("reason")
    asked.decided_by, asked.decided_at, asked.is_granted = actor.id, at, is_granted
    asked.answer = answer.strip()
    asked.save(update_fields=["decided_by", "decided_at", "is_granted", "answer"])
    if is_granted:
        _note("bills.correction_granted", asked, actor, at)
        _correct(asked, on, actor, at)
    else:
        _note("bills.correction_refused", asked, actor, at, private={"answer": asked.answer})
    return asked


def _check_correctable(bill: Bill, right: Right | None) -> None:
    kinds = set(bill.corrections.values_list("kind", flat=True))
    is_done = Kind.RECTIFYING in kinds or (Kind.CANCELLING in kinds and right is None)
    if bill.kind == Kind.CANCELLING or is_done:
        raise BillRefused("cancelled")
    if bill.proposals.filter(decided_at=None).exists():
        raise BillRefused("proposed")


def _describe(asked: Correction, bill: Bill, right: Right) -> None:
    """What would stand in the place of the bill, line by line: this is what the other person grants."""
    codes = right.tariffs or tuple(dict.fromkeys(line["tariff"] for line in bill.lines if line["tariff"]))
    counted = Counted(bill.first, bill.last, right.quantity)
    own = reckoned(bill.contract, counted, codes) if right.lines is None else list(right.lines)
    lines = own + [line for line in bill.lines if line["code"] == ADVANCE]
    if (lines, right.quantity) == (bill.lines, bill.quantity):
        raise BillRefused("as_it_is")
    readings = bill.facts.get("readings", []) if right.readings is None else list(right.readings)
    asked.replaces, asked.quantity, asked.lines = True, right.quantity, lines
    asked.facts = {"readings": readings, **right.told}
    asked.total, asked.vat = sums_of(lines)


def _correct(asked: Correction, on: date, actor: Actor, at: datetime) -> None:
    bill = Bill.objects.select_related("contract").get(pk=asked.bill_id)
    held = Holding.objects.select_for_update().get(pk=bill.holding_id)
    if not bill.corrections.filter(kind=Kind.CANCELLING).exists():
        _cancel(bill, held, asked.reason, on, actor, at)
    if asked.replaces:
        told = dict(asked.facts)
        readings = told.pop("readings", [])
        is_as_read = readings == bill.facts.get("readings", [])
        counted = Counted(
            bill.first, bill.last, asked.quantity, readings, bill.estimated and is_as_read, told=told
        )
        due_on = on + TO_PAY
        write_bill(
            Kind.RECTIFYING, held, bill.period, counted, asked.lines, on, due_on, actor, at, corrects=bill
        )
        if not is_as_read:
            _put_readings_right(bill, readings, asked.reason, actor, at)
    use_credit(payer=held.payer_id, actor=actor, at=at, day=on)


def _put_readings_right(
    bill: Bill, readings: Sequence[dict[str, Any]], reason: str, actor: Actor, at: datetime
) -> None:
    """What counts for the meters says what the bill says now; what counted stays written beside it."""
    staff = staff_of_ids([int(actor.id)])[int(actor.id)]
    for reading, index in wrong_in_pool(bill, readings):
        replace_reading(reading=reading, index=index, reason=reason, staff=staff, at=at)


def _cancel(bill: Bill, held: Holding, reason: str, on: date, actor: Actor, at: datetime) -> None:
    """The exact negative of its lines. What was paid of it becomes its payer's credit; the credit that it was
    itself, if it was less than nothing, is asked back.
    """
    record(
        what="bills.cancelled",
        about=bill.number,
        actor=actor,
        at=at,
        facts={"total": bill.total},
        private={"reason": reason},
    )
    counted = Counted(bill.first, bill.last, -bill.quantity, bill.facts.get("readings", []), bill.estimated)
    payable = Payable.objects.filter(kind=PAYABLE, origin=bill.pk, cancelled_at=None).first()
    if payable:
        cancel_payable(payable_id=payable.pk, reason=reason, actor=actor, at=at, day=on)
    write_bill(
        Kind.CANCELLING, held, bill.period, counted, negated(bill.lines), on, on, actor, at, corrects=bill
    )


def _note(
    what: str, asked: Correction, actor: Actor, at: datetime, private: dict[str, str] | None = None
) -> None:
    told: dict[str, Fact] = {"total": asked.bill.total, "instead": asked.total}
    record(what=what, about=asked.bill.number, actor=actor, at=at, facts=told, private=private or {})
