"""Mandates as they stand, what is collected next, and what became of it."""

from collections.abc import Collection as Many
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from shubbak.documents.queries import open_document
from shubbak.payments.debiting.models import Collection, CreditorAccount, Debit, Mandate
from shubbak.payments.debiting.rules import Standing, fault_of, first_ones, is_lapsed
from shubbak.payments.ledger.models import Payable

_UNDER_WAY = (Debit.State.PICKED, Debit.State.SENT)
_USED = Q(state__in=[Debit.State.SENT, Debit.State.UNANSWERED]) | Q(booked_on__isnull=False)


@dataclass(frozen=True)
class SumOf:
    """Debits of a collection in one state."""

    state: str
    count: int
    amount: int


def mandates_of(payer: UUID) -> QuerySet[Mandate]:
    """All that were ever signed for a payer, the last one first."""
    return Mandate.objects.filter(payer=payer)


def mandate_on(payer: UUID, on: date) -> Mandate | None:
    """The one under which is collected; None where none holds, or where it lapsed meanwhile."""
    found = mandates_of(payer).filter(ended_on=None).first()
    if found is None or is_lapsed(last_uses([found])[found.pk], on):
        return None
    return found


def last_uses(mandates: Many[Mandate]) -> Mapping[UUID, date]:
    """The day on which something was asked last under each, or on which it was signed."""
    asked = Debit.objects.filter(mandate__in=[each.pk for each in mandates], collection__state="sent")
    last = dict(asked.order_by().values_list("mandate").annotate(Max("collection__collect_on")))
    return {each.pk: max(each.signed_on, last.get(each.pk, each.signed_on)) for each in mandates}


def creditor_account() -> CreditorAccount | None:
    """What the body declared last."""
    return CreditorAccount.objects.first()


def collections() -> QuerySet[Collection]:
    return Collection.objects.select_related("begun_by", "approved_by", "file")


def sums_of(collection: Collection) -> Sequence[SumOf]:
    found = collection.debits.order_by("state").values_list("state")
    return [SumOf(*row) for row in found.annotate(Count("pk"), Sum("amount"))]


def file_of(collection: Collection) -> bytes:
    """The very bytes that left; of a collection that was sent."""
    if collection.file is None:
        return b""
    with open_document(collection.file) as stream:
        return stream.read()


def to_collect(on: date) -> list[tuple[Payable, Mandate]]:
    """What falls due by a day, with its mandate; what is being collected already is not in it."""
    mandates = {each.payer_id: each for each in Mandate.objects.filter(ended_on=None)}
    owed = Payable.objects.open().filter(payer__in=list(mandates), due_on__lte=on, held_since=None)
    free = owed.exclude(pk__in=under_way().values("payable"))
    payables = list(free.order_by("due_on", "id"))
    last, back = last_uses(list(mandates.values())), came_back([payable.pk for payable in payables])
    paired = [(payable, mandates[payable.payer_id]) for payable in payables]
    return [
        (payable, mandate)
        for payable, mandate in paired
        if fault_of(standing_of(payable, mandate, last[mandate.pk], payable.pk in back), on) is None
    ]


def standing_of(payable: Payable, mandate: Mandate, last_used: date, back: bool) -> Standing:
    return Standing(
        left=payable.left,
        due_on=payable.due_on,
        is_cancelled=payable.cancelled_at is not None,
        is_contested=payable.held_since is not None,
        came_back=back,
        is_ended=mandate.ended_on is not None,
        last_used=last_used,
    )


def came_back(payables: Many[UUID]) -> frozenset[UUID]:
    """Those that a bank sent back once: they are not tried a second time."""
    found = Debit.objects.filter(payable__in=payables, state=Debit.State.RETURNED)
    return frozenset(found.values_list("payable", flat=True))


def firsts(debits: Sequence[Debit]) -> list[bool]:
    """Which of some debits, in order, are the first of their mandate."""
    mandates = {debit.mandate_id for debit in debits}
    used = set(Debit.objects.filter(_USED, mandate__in=mandates).values_list("mandate", flat=True))
    return first_ones((debit.mandate_id, debit.mandate_id in used) for debit in debits)


def under_way() -> QuerySet[Debit]:
    """Whatever is being collected now, of everybody."""
    return Debit.objects.filter(state__in=_UNDER_WAY)


def debit_under_way(payable: UUID) -> Debit | None:
    """The debit by which something owed is being collected now."""
    found = under_way().filter(payable=payable)
    return found.select_related("collection", "mandate").first()


def last_return(payable: UUID) -> Debit | None:
    """How the bank last sent something owed back."""
    found = Debit.objects.filter(payable=payable, state=Debit.State.RETURNED)
    return found.select_related("mandate", "collection").order_by("-pk").first()


def came_back_on(payables: Many[UUID]) -> dict[UUID, date]:
    """The last day on which a bank said of each that it does not pay, its money come or not."""
    back = Debit.objects.filter(payable__in=payables, state=Debit.State.RETURNED)
    days = back.order_by().values_list("payable")
    return dict(days.annotate(day=Max(Coalesce("refused_on", "returned_on"))))


def debits_of(payer: UUID) -> QuerySet[Debit]:
    """What was ever collected from a payer, the latest first."""
    known = Debit.objects.filter(mandate__payer=payer).select_related("collection", "payable")
    return known.order_by("-pk")
