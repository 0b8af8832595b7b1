"""What one owes is asked of another who takes it over; a deposit goes with it where they say so."""

from datetime import date, datetime
from uuid import UUID

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions.book import (
    PASSED_ON,
    Moment,
    accounts_of,
    body_account,
    lock_payables,
    lock_payers,
    moved,
    write,
)
from shubbak.payments.ledger.actions.posting import post_payable
from shubbak.payments.ledger.extension import tell_settled
from shubbak.payments.ledger.models import Account, Payable, Transfer
from shubbak.payments.ledger.rules import TAKEN_OVER, LedgerRefused, PayableFacts


@action
def take_over_dues(*, payer: UUID, by: UUID, actor: Actor, at: datetime, day: date) -> list[Payable]:
    """All that is left of what a payer owes is asked of another, who agrees to it, and of the first no more;
    what of it. Each keeps its day and its words; what is contested stays so.

    :raises LedgerRefused: ``no_such_payer``.
    """
    lock_payers([payer, by])
    owed = list(Payable.objects.open().filter(payer=payer).values_list("pk", flat=True))
    locked = lock_payables(owed)
    return [_pass_on(locked[key], by, actor, Moment(at, day)) for key in owed]


@action
def pass_guarantee(*, payer: UUID, to: UUID, about: str, actor: Actor, at: datetime, day: date) -> int:
    """The deposit of a payer is kept for another from now on; how much it was.

    :raises LedgerRefused: ``nothing``, ``no_such_payer``.
    """
    lock_payers([payer, to])
    accounts = accounts_of([payer, to])
    kept, theirs = accounts[payer, Account.Kind.GUARANTEE], accounts[to, Account.Kind.GUARANTEE]
    amount = kept.balance or 0
    if not amount:
        raise LedgerRefused("nothing")
    write([moved(Transfer.Kind.MOVED, kept, theirs, amount, Moment(at, day))])
    told: dict[str, Fact] = {"amount": amount, "currency": kept.currency}
    record(what="payments.guarantee_passed", about=about, actor=actor, at=at, facts=told)
    return amount


def _pass_on(payable: Payable, by: UUID, actor: Actor, moment: Moment) -> Payable:
    """It is asked elsewhere from now on: two payables, and between them the account of what was passed on."""
    left = payable.left
    payable.waived += left
    payable.save(update_fields=["waived"])
    dues = accounts_of([payable.payer_id])[payable.payer_id, Account.Kind.DUES]
    passed = body_account(PASSED_ON, payable.currency)
    write([moved(Transfer.Kind.WAIVED, passed, dues, left, moment, payable=payable)])
    facts = PayableFacts(
        payer=by,
        kind=TAKEN_OVER,
        origin=payable.pk,
        amount=left,
        due_on=payable.due_on,
        day=moment.day,
        words=payable.words,
        income=PASSED_ON,
    )
    taken = post_payable(facts=facts, actor=actor, at=moment.at)
    if payable.held_since:
        taken.held_since = payable.held_since
        taken.save(update_fields=["held_since"])
    told: dict[str, Fact] = {"amount": left, "currency": payable.currency, "instead": taken.reference}
    record(what="payments.taken_over", about=payable.reference, actor=actor, at=moment.at, facts=told)
    tell_settled(payable, True, actor, moment.at)
    return taken
