"""Collections and mandates as the desk shows them: of an account its last four alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import Visit
from shubbak.desk.cashier.shown import Row, money
from shubbak.desk.debits.words import DEBITS, ENDINGS, FAULTS, REASONS, STATES, TAGS
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.payments.debiting.models import Collection, CreditorAccount, Debit, Mandate
from shubbak.payments.debiting.permissions import collects
from shubbak.payments.debiting.queries import sums_of
from shubbak.people.models import Staff

MOST = 200
_FIRST = ("returned", "sent", "unanswered", "left_out")
"""What needs somebody stands before the rest."""
Words = str | Promise


@dataclass(frozen=True)
class CollectionLine:
    pk: int
    name: str
    state: Words
    day: date


@dataclass(frozen=True)
class DebitLine:
    """`note`: why it was left out, or what the bank said."""

    pk: int
    reference: str
    words: str
    amount: str
    state: Words
    tag: str
    note: Words
    mandate: str
    last_four: str
    may_give_up: bool


@dataclass(frozen=True)
class SumLine:
    state: Words
    count: int
    amount: str


@dataclass(frozen=True)
class May:
    approve: bool
    wants_another: bool
    send: bool
    drop: bool
    fetch: bool
    report: bool


@dataclass(frozen=True)
class CollectionShown:
    collection: Collection
    rows: Sequence[Row]
    sums: Sequence[SumLine]
    debits: Sequence[DebitLine]
    is_cut: bool
    may: May


@dataclass(frozen=True)
class MandateLine:
    mandate: Mandate
    ending: Words


def collection_line(found: Collection) -> CollectionLine:
    return CollectionLine(found.pk, found.name, word(STATES, found.state), found.collect_on)


def collection_shown(found: Collection, visit: Visit) -> CollectionShown:
    debits = list(_ordered(found)[: MOST + 1])
    may = _may(found, visit)
    today = in_its_zone(visit.at).date()
    may_give_up = collects(visit.roles) and found.collect_on < today
    return CollectionShown(
        collection=found,
        rows=_rows(found),
        sums=_sums(found),
        debits=[_debit(each, found.currency, may_give_up) for each in debits[:MOST]],
        is_cut=len(debits) > MOST,
        may=may,
    )


def creditor_rows(account: CreditorAccount) -> Sequence[Row]:
    """The body's own account is no secret."""
    return [
        Row(gettext("Name of the body, as its bank knows it"), account.name),
        Row(gettext("Account on which the debits come in"), account.iban),
        Row(gettext("Number of the body as a creditor"), account.scheme),
    ]


def mandate_line(mandate: Mandate) -> MandateLine:
    return MandateLine(mandate, word(ENDINGS, mandate.ending) if mandate.ending else "")


def mandate_rows(mandate: Mandate) -> Sequence[Row]:
    return [
        Row(gettext("Holder of the account"), mandate.name),
        Row(gettext("Account ending in"), mandate.last_four),
        Row(gettext("Signed on"), tongue().long_day(mandate.signed_on)),
    ]


def _ordered(found: Collection) -> QuerySet[Debit]:
    ranks = [When(state=state, then=Value(rank)) for rank, state in enumerate(_FIRST)]
    rank = Case(*ranks, default=Value(len(_FIRST)), output_field=IntegerField())
    return found.debits.select_related("mandate", "payable").order_by(rank, "pk")


def _sums(found: Collection) -> Sequence[SumLine]:
    return [
        SumLine(word(DEBITS, each.state), each.count, money(each.amount, found.currency))
        for each in sums_of(found)
    ]


def _rows(found: Collection) -> Sequence[Row]:
    rows = [
        Row(gettext("Day of the debit"), tongue().long_day(found.collect_on)),
        Row(gettext("Begun by"), tongue().name(found.begun_by)),
    ]
    if found.approved_by:
        rows.append(Row(gettext("Approved by"), tongue().name(found.approved_by)))
    if found.sent_at:
        rows.append(Row(gettext("File written on"), tongue().day(found.sent_at)))
    if found.file:
        rows.append(Row(gettext("Its fingerprint (SHA-256)"), f"{found.file.file_id[:16]}…"))
    return rows


def _debit(debit: Debit, currency: str, may_give_up: bool) -> DebitLine:
    note: Words = word(FAULTS, debit.fault) if debit.fault else ""
    if debit.state == Debit.State.RETURNED:
        note = word(REASONS, debit.reason) if debit.reason in REASONS else debit.reason
    return DebitLine(
        pk=debit.pk,
        reference=debit.payable.reference,
        words=tongue().pick(debit.payable.words) if debit.payable.words else "",
        amount=money(debit.amount, currency),
        state=word(DEBITS, _standing(debit)),
        tag=TAGS.get(debit.state, ""),
        note=note,
        mandate=debit.mandate.reference,
        last_four=debit.mandate.last_four,
        may_give_up=may_give_up and debit.state == Debit.State.SENT,
    )


def _standing(debit: Debit) -> str:
    """Its state, as the bank has spoken of it so far."""
    if debit.state == Debit.State.SENT and debit.accepted_on:
        return "accepted"
    return "refused" if debit.refused_on and not debit.booked_on else debit.state


def _may(found: Collection, visit: Visit) -> May:
    leads, state = collects(visit.roles), Collection.State(found.state)
    waits, own = state is Collection.State.BEGUN, _is(found.begun_by, visit.staff)
    return May(
        approve=leads and waits and not own,
        wants_another=leads and waits and own,
        send=leads and state is Collection.State.APPROVED,
        drop=leads and state in (Collection.State.BEGUN, Collection.State.APPROVED),
        fetch=leads and found.file_id is not None,
        report=leads and state is Collection.State.SENT,
    )


def _is(one: Staff, other: Staff) -> bool:
    return one.pk == other.pk
