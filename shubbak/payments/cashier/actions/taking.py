"""Money that is laid on the counter, and the receipt for it."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.cashier.actions.opening import moment_of, open_shift_locked
from shubbak.payments.cashier.models import Cheque, Receipt, Shift
from shubbak.payments.cashier.queries import duty_of
from shubbak.payments.cashier.rules import DUTY, CashierRefused, Means, Taking, account_of, refuse_taking
from shubbak.payments.ledger.actions import post_payable, receive, take_numbers
from shubbak.payments.ledger.models import Payable, Payment
from shubbak.payments.ledger.queries import paid_by
from shubbak.payments.ledger.rules import PayableFacts, Received
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of

SOURCE = "cashier"
_DUTY_WORDS = {
    "ar": "رسم التمبر على الأداء نقدا",
    "fr": "Droit de timbre sur paiement en espèces",
    "en": "Stamp duty on payment in cash",
}


@action
def take_money(
    *, shift_id: UUID, taking: Taking, payer: UUID, about: str, submission: UUID, staff: Staff, at: datetime
) -> Receipt:
    """Take a payment and give it the next number of the till; sent twice, it is taken once.

    `about`: the contract or the reference by which the cashier found it, as the receipt prints it.

    :raises CashierRefused: ``no_shift``, ``not_yours``, ``paid_meanwhile``, ``no_such_payable`` and those of
    `refuse_taking`. :raises LedgerRefused:
    """
    shift = open_shift_locked(shift_id)
    if shift.cashier_id != staff.pk:
        raise CashierRefused("not_yours")
    if known := Receipt.objects.filter(submission=submission, shift=shift).first():
        return known
    duty = duty_of(taking)
    change = refuse_taking(taking, taking.amount + duty)
    actor = actor_of(staff)
    payment = _receive(shift, taking, duty, payer, submission, actor, at)
    receipt = Receipt(
        shift=shift,
        till=shift.till,
        submission=submission,
        payment=payment,
        payer_id=payer,
        about=about[:40],
        means=taking.means,
        amount=taking.amount,
        duty=duty,
        handed=taking.handed if taking.means is Means.CASH else 0,
        change=change,
        currency=payment.currency,
        reference=taking.reference[:60],
        taken_at=at,
    )
    _number(receipt, taking, actor)
    return receipt


@action
def print_receipt(*, receipt_id: UUID, staff: Staff, at: datetime) -> Receipt:
    """Count a print: the first is the original, whatever comes after is a duplicate."""
    Receipt.objects.filter(pk=receipt_id).update(printed=F("printed") + 1)
    receipt = Receipt.objects.select_related("till", "shift", "payment").get(pk=receipt_id)
    if receipt.printed > 1:
        facts: dict[str, Fact] = {"time": receipt.printed}
        record(what="cashier.printed_again", about=receipt.number, actor=actor_of(staff), at=at, facts=facts)
    return receipt


def _receive(
    shift: Shift, taking: Taking, duty: int, payer: UUID, submission: UUID, actor: Actor, at: datetime
) -> Payment:
    """One payment of the ledger. The duty is owed by this payment alone: it is posted and paid with it."""
    day, wanted = moment_of(at).day, dict(taking.wanted)
    if duty:
        owed = PayableFacts(
            payer=payer,
            kind=DUTY,
            origin=submission,
            amount=duty,
            due_on=day,
            day=day,
            words=_DUTY_WORDS,
            income=DUTY,
        )
        wanted[post_payable(facts=owed, actor=actor, at=at).pk] = duty
    money = Received(
        source=SOURCE,
        reference=str(submission),
        amount=taking.amount + duty,
        currency=shift.till.currency,
        channel=taking.means,
        into=account_of(taking.means, shift.till.code),
        paid_at=at,
        business_day=day,
    )
    payment = receive(money=money, payer=payer, wanted=list(wanted.items()), actor=actor, at=at)
    if paid_by(payment) != wanted:
        raise CashierRefused("paid_meanwhile")
    return payment


def _number(receipt: Receipt, taking: Taking, actor: Actor) -> None:
    """The number comes last, when nothing can fail any more but the commit itself."""
    receipt.year = moment_of(receipt.taken_at).day.year
    code = f"receipt:{receipt.till.code}"
    receipt.serial = take_numbers(code=code, year=receipt.year)[0]
    receipt.save(force_insert=True)
    if taking.means is Means.CHEQUE and (facts := taking.cheque):
        Cheque.objects.create(
            receipt=receipt, number=facts.number, bank=facts.bank, drawer=facts.drawer, dated=facts.dated
        )
    told: dict[str, Fact] = {
        "amount": receipt.amount,
        "duty": receipt.duty,
        "currency": receipt.currency,
        "means": receipt.means,
        "payment": str(receipt.submission),
    }
    record(what="cashier.taken", about=receipt.number, actor=actor, at=receipt.taken_at, facts=told)


def duty_payable(receipt: Receipt) -> Payable | None:
    return Payable.objects.filter(kind=DUTY, origin=receipt.submission, cancelled_at=None).first()
