"""The file of a collection: written once from what is owed at that moment, the same bytes ever after."""

from datetime import datetime

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Fact
from shubbak.payments.debiting.actions.collecting import held
from shubbak.payments.debiting.direct_debit import Creditor, Party, write
from shubbak.payments.debiting.direct_debit import Debit as DebitFacts
from shubbak.payments.debiting.models import Collection, Debit, Mandate
from shubbak.payments.debiting.queries import came_back, file_of, firsts, last_uses, standing_of
from shubbak.payments.debiting.rules import DebitingRefused, fault_of
from shubbak.payments.debiting.sealing import opened_account
from shubbak.payments.ledger.actions.book import lock_payables
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of


@action
def send_collection(*, collection_id: int, staff: Staff, at: datetime) -> Collection:
    """Write the file for the bank. What was paid, contested or withdrawn meanwhile is left out of it.

    No more is asked than was approved. A second time gives the file that there is.

    :raises DebitingRefused: ``not_approved``, ``day`` (it has come meanwhile), ``nothing_due``.
    """
    collection = held(collection_id)
    if collection.state == Collection.State.SENT:
        return collection
    if collection.state != Collection.State.APPROVED:
        raise DebitingRefused("not_approved")
    if collection.collect_on <= in_its_zone(at).date():
        raise DebitingRefused("day")
    sent = _sift(collection)
    if not sent:
        raise DebitingRefused("nothing_due")
    content = _written(collection, sent, at)
    collection.file = store_bytes(
        content=content,
        name=f"{collection.name}.xml",
        format_code="xml",
        at=at,
        direction=Document.Direction.OUT,
        origin="desk",
    )
    collection.state, collection.sent_at = Collection.State.SENT, at
    collection.save(update_fields=["file", "state", "sent_at"])
    told: dict[str, Fact] = {
        "sha256": collection.file.file_id,
        "rows": len(sent),
        "amount": sum(debit.amount for debit in sent),
        "currency": collection.currency,
    }
    record(what="debits.file_written", about=collection.name, actor=actor_of(staff), at=at, facts=told)
    return collection


@action
def fetch_file(*, collection_id: int, staff: Staff, at: datetime) -> bytes:
    """The bytes of the file, to be carried to the bank; it is noted who took them.

    :raises DebitingRefused: ``not_sent``.
    """
    collection = Collection.objects.select_related("file").get(pk=collection_id)
    if collection.file is None:
        raise DebitingRefused("not_sent")
    told: dict[str, Fact] = {"sha256": collection.file.file_id}
    record(what="debits.file_fetched", about=collection.name, actor=actor_of(staff), at=at, facts=told)
    return file_of(collection)


@action
def give_up_debit(*, debit_id: int, staff: Staff, at: datetime) -> Debit:
    """The bank never said a word of it: it is asked in another way, or collected anew.

    :raises DebitingRefused: ``not_sent``.
    """
    debit = Debit.objects.select_for_update().get(pk=debit_id)
    if debit.state != Debit.State.SENT:
        raise DebitingRefused("not_sent")
    debit.state = Debit.State.UNANSWERED
    debit.save(update_fields=["state"])
    record(what="debits.given_up", about=debit.end_to_end, actor=actor_of(staff), at=at)
    return debit


def _sift(collection: Collection) -> list[Debit]:
    """What goes into the file, noted as sent; the rest is noted with why it does not."""
    debits = list(collection.debits.filter(state=Debit.State.PICKED))
    keys = {debit.mandate_id for debit in debits}
    locked = Mandate.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    mandates = {each.pk: each for each in locked}
    payables = lock_payables(debit.payable_id for debit in debits)
    last, back = last_uses(list(mandates.values())), came_back(list(payables))
    sent = []
    for debit in debits:
        payable, mandate = payables[debit.payable_id], mandates[debit.mandate_id]
        standing = standing_of(payable, mandate, last[mandate.pk], payable.pk in back)
        fault = fault_of(standing, collection.collect_on)
        debit.payable, debit.mandate = payable, mandate
        debit.fault, debit.state = fault or "", Debit.State.LEFT_OUT if fault else Debit.State.SENT
        if fault is None:
            debit.amount = min(debit.amount, payable.left)
            sent.append(debit)
    for debit, is_first in zip(sent, firsts(sent), strict=True):
        debit.is_first = is_first
    Debit.objects.bulk_update(debits, ["fault", "state", "amount", "is_first"], batch_size=2000)
    return sent


def _written(collection: Collection, debits: list[Debit], at: datetime) -> bytes:
    creditor = collection.creditor
    body = Creditor(Party(creditor.name, creditor.iban, creditor.bic), creditor.scheme)
    return write(
        name=collection.name,
        creditor=body,
        debits=[_facts(debit) for debit in debits],
        currency=collection.currency,
        collect_on=collection.collect_on,
        at=at,
    )


def _facts(debit: Debit) -> DebitFacts:
    mandate = debit.mandate
    iban = opened_account(current_agency(), mandate.sealed)
    return DebitFacts(
        end_to_end=debit.end_to_end,
        amount=debit.amount,
        debtor=Party(mandate.name, iban, mandate.bic),
        mandate=mandate.reference,
        signed_on=mandate.signed_on,
        rf=debit.payable.rf,
        is_first=debit.is_first,
    )
