"""A collection: begun by one person, approved by another, or given up."""

from datetime import date, datetime

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.debiting.accounts import AccountRefused, is_bic, read_account
from shubbak.payments.debiting.models import Collection, CreditorAccount, Debit, Mandate
from shubbak.payments.debiting.queries import creditor_account, to_collect
from shubbak.payments.debiting.rules import DebitingRefused
from shubbak.payments.ledger.actions import take_numbers, use_credit
from shubbak.payments.ledger.models import Account
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of


@action
def declare_creditor(
    *, name: str, account: str, bic: str, scheme: str, staff: Staff, at: datetime
) -> CreditorAccount:
    """Say on which account the body collects, and under which number its bank knows it as a creditor.

    :raises DebitingRefused: ``length``, ``letters``, ``key``, ``bic``.
    """
    bic = "".join(bic.split()).upper()
    if bic and not is_bic(bic):
        raise DebitingRefused("bic")
    try:
        iban = read_account(account)
    except AccountRefused as refused:
        raise DebitingRefused(refused.code) from None
    declared = CreditorAccount.objects.create(
        name=name.strip()[:70],
        iban=iban,
        bic=bic,
        scheme=scheme.strip()[:35],
        declared_at=at,
        declared_by=staff,
    )
    facts: dict[str, Fact] = {"iban": iban, "scheme": declared.scheme}
    record(what="debits.creditor_declared", about=declared.scheme, actor=actor_of(staff), at=at, facts=facts)
    return declared


@action
def begin_collection(*, collect_on: date, staff: Staff, at: datetime) -> Collection:
    """Pick what falls due by a day, of everybody who signed. Their credit is used first.

    What another collection picks at the same moment is in that one alone.

    :raises DebitingRefused: ``no_account``, ``day``, ``nothing_due``.
    """
    creditor, today = creditor_account(), in_its_zone(at).date()
    if creditor is None:
        raise DebitingRefused("no_account")
    if collect_on <= today or not calendar_of(current_agency()).is_worked(collect_on):
        raise DebitingRefused("day")
    actor = actor_of(staff)
    _use_credit(actor, at, today)
    collection = Collection.objects.create(
        year=today.year,
        serial=take_numbers(code="collection", year=today.year)[0],
        collect_on=collect_on,
        currency=current_agency().currency,
        creditor=creditor,
        begun_at=at,
        begun_by=staff,
    )
    _pick(collection)
    picked = collection.debits.count()
    if not picked:
        raise DebitingRefused("nothing_due")
    told: dict[str, Fact] = {"day": collect_on.isoformat(), "rows": picked}
    record(what="debits.collection_begun", about=collection.name, actor=actor, at=at, facts=told)
    return collection


@action
def approve_collection(*, collection_id: int, staff: Staff, at: datetime) -> Collection:
    """A second person has looked; from now on it may be sent.

    :raises DebitingRefused: ``not_waiting``, ``same_person``.
    """
    collection = held(collection_id)
    if collection.state != Collection.State.BEGUN:
        raise DebitingRefused("not_waiting")
    if collection.begun_by_id == staff.pk:
        raise DebitingRefused("same_person")
    collection.state = Collection.State.APPROVED
    collection.approved_at, collection.approved_by = at, staff
    collection.save(update_fields=["state", "approved_at", "approved_by"])
    told: dict[str, Fact] = {"rows": collection.debits.count()}
    record(what="debits.collection_approved", about=collection.name, actor=actor_of(staff), at=at, facts=told)
    return collection


@action
def drop_collection(*, collection_id: int, staff: Staff, at: datetime) -> Collection:
    """Give it up before its file is written: what it picked is free again.

    :raises DebitingRefused: ``file_left``.
    """
    collection = held(collection_id)
    if collection.state not in (Collection.State.BEGUN, Collection.State.APPROVED):
        raise DebitingRefused("file_left")
    collection.state = Collection.State.DROPPED
    collection.save(update_fields=["state"])
    collection.debits.filter(state=Debit.State.PICKED).update(state=Debit.State.LEFT_OUT)
    record(what="debits.collection_dropped", about=collection.name, actor=actor_of(staff), at=at)
    return collection


def held(collection_id: int) -> Collection:
    """The collection, locked until the commit."""
    return Collection.objects.select_for_update(of=("self",)).select_related("creditor").get(pk=collection_id)


def _use_credit(actor: Actor, at: datetime, day: date) -> None:
    """Nobody is debited for what the body owes them already."""
    signed = Mandate.objects.filter(ended_on=None).values("payer")
    rich = Account.objects.filter(kind=Account.Kind.CREDIT, balance__gt=0, payer__in=signed)
    for payer in rich.order_by("payer").values_list("payer", flat=True):
        use_credit(payer=payer, actor=actor, at=at, day=day)


def _pick(collection: Collection) -> None:
    """The database leaves out what somebody else picks at this moment."""
    picked = [
        Debit(
            collection=collection,
            mandate=mandate,
            payable=payable,
            amount=payable.left,
            end_to_end=f"{collection.name}-{rank:05}",
        )
        for rank, (payable, mandate) in enumerate(to_collect(collection.collect_on), start=1)
        if payable.currency == collection.currency
    ]
    Debit.objects.bulk_create(picked, ignore_conflicts=True, batch_size=2000)
