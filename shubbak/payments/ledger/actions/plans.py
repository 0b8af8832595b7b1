"""A payable asked in instalments, until two of them are late."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK, Actor, Fact
from shubbak.payments.ledger.actions.book import (
    RESCHEDULED,
    Moment,
    accounts_of,
    body_account,
    lock_payables,
    lock_payers,
    moved,
    write,
)
from shubbak.payments.ledger.actions.posting import post_payable
from shubbak.payments.ledger.extension import register_settled, tell_eased, tell_settled
from shubbak.payments.ledger.models import Account, Payable, Plan, Transfer
from shubbak.payments.ledger.queries import instalments_of
from shubbak.payments.ledger.rules import (
    INSTALMENT,
    LATE_INSTALMENTS,
    LedgerRefused,
    PayableFacts,
    refuse_wrong_parts,
)


@action
def make_plan(
    *, payable_id: UUID, parts: Sequence[tuple[date, int]], actor: Actor, at: datetime, day: date
) -> Plan:
    """Ask for what is left of a payable in instalments, which add up to it.

    :raises LedgerRefused: ``no_such_payable``, ``in_plan``, ``parts_differ``: they do not add up, or are not
    two.
    """
    found = Payable.objects.filter(pk=payable_id).first()
    if found is None:
        raise LedgerRefused("no_such_payable")
    lock_payers([found.payer_id])
    payable = lock_payables([payable_id])[payable_id]
    if payable.kind == INSTALMENT or payable.plans.filter(lapsed_at=None).exists():
        raise LedgerRefused("in_plan")
    left = payable.left
    refuse_wrong_parts(left, parts)
    plan = Plan.objects.create(payable=payable, made_at=at)
    _reschedule(payable, left, Moment(at, day))
    for rank, (due_on, amount) in enumerate(parts, 1):
        facts = PayableFacts(
            payer=payable.payer_id,
            kind=INSTALMENT,
            origin=plan.pk,
            part=str(rank),
            amount=amount,
            due_on=due_on,
            day=day,
            words=payable.words,
            income=RESCHEDULED,
        )
        post_payable(facts=facts, actor=actor, at=at)
    told: dict[str, Fact] = {"amount": left, "currency": payable.currency, "rows": len(parts)}
    record(what="payments.plan_made", about=payable.reference, actor=actor, at=at, facts=told)
    tell_eased(payable, actor, at)
    return plan


@action
def lapse_plans(*, at: datetime, day: date) -> int:
    """Every plan of which two instalments are late is asked whole again; how many were."""
    late = Payable.objects.open().filter(kind=INSTALMENT, due_on__lt=day, held_since=None)
    counted = late.values("origin").annotate(late=Count("pk")).filter(late__gte=LATE_INSTALMENTS)
    found = Plan.objects.filter(pk__in=counted.values("origin"), lapsed_at=None).order_by("pk")
    for plan in found:
        _lapse(plan, Moment(at, day))
    return len(found)


def _lapse(plan: Plan, moment: Moment) -> None:
    """What is not paid of it is asked by the whole again; once more, where a part is owed again later."""
    payer = Payable.objects.get(pk=plan.payable_id).payer_id
    lock_payers([payer])
    instalments = list(instalments_of(plan).values_list("pk", flat=True))
    locked = lock_payables([plan.payable_id, *instalments])
    original = locked.pop(plan.payable_id)
    unpaid = [instalment for instalment in locked.values() if instalment.left]
    total = sum(instalment.left for instalment in unpaid)
    for instalment in unpaid:
        _reschedule(instalment, instalment.left, moment)
    original.waived -= total
    original.save(update_fields=["waived"])
    dues = accounts_of([payer])[payer, Account.Kind.DUES]
    rescheduled = body_account(RESCHEDULED, original.currency)
    write([moved(Transfer.Kind.DEMANDED, dues, rescheduled, total, moment, payable=original)])
    Plan.objects.filter(pk=plan.pk, lapsed_at=None).update(lapsed_at=moment.at)
    told: dict[str, Fact] = {"amount": total, "currency": original.currency}
    record(what="payments.plan_lapsed", about=original.reference, actor=CLOCK, at=moment.at, facts=told)


def _reschedule(payable: Payable, amount: int, moment: Moment) -> None:
    """It is asked elsewhere from now on."""
    payable.waived += amount
    payable.save(update_fields=["waived"])
    dues = accounts_of([payable.payer_id])[payable.payer_id, Account.Kind.DUES]
    rescheduled = body_account(RESCHEDULED, payable.currency)
    write([moved(Transfer.Kind.WAIVED, rescheduled, dues, amount, moment, payable=payable)])


def _tell_of_the_whole(instalment: Payable, settled: bool, actor: Actor, at: datetime) -> None:
    """The last instalment settles what was asked in instalments; one that comes back opens it again."""
    plan = Plan.objects.select_related("payable").get(pk=instalment.origin)
    if plan.lapsed_at and not settled:
        _lapse(plan, Moment(at, in_its_zone(at).date()))
    if not instalments_of(plan).open().exclude(pk=instalment.pk).exists():
        tell_settled(plan.payable, settled, actor, at)


register_settled(INSTALMENT, _tell_of_the_whole)
