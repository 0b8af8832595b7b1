"""Mandates: entered from the paper that somebody signed, ended once."""

from datetime import date, datetime
from uuid import UUID

from shubbak.agencies.queries import current_agency
from shubbak.documents.models import Document
from shubbak.journal.actions import action, record
from shubbak.journal.rules import CLOCK, Actor
from shubbak.payments.debiting.accounts import AccountRefused, ending_of, is_bic, read_account
from shubbak.payments.debiting.models import Mandate
from shubbak.payments.debiting.queries import last_uses
from shubbak.payments.debiting.rules import DebitingRefused, Ending, MandateFacts, is_lapsed
from shubbak.payments.debiting.sealing import sealed_account
from shubbak.payments.ledger.actions import take_numbers
from shubbak.payments.ledger.models import Payer


@action
def sign_mandate(
    *, facts: MandateFacts, actor: Actor, at: datetime, day: date, paper: Document | None = None
) -> Mandate:
    """Keep what a payer signed; one that they signed before is replaced by it.

    :raises DebitingRefused: ``no_such_payer``, ``name``, ``signed_later``, ``bic``, ``length``, ``letters``,
    ``key``.
    """
    iban, bic = _account(facts.account), "".join(facts.bic.split()).upper()
    if not Payer.objects.select_for_update(no_key=True).filter(pk=facts.payer).exists():
        raise DebitingRefused("no_such_payer")
    if not facts.name.strip():
        raise DebitingRefused("name")
    if facts.signed_on > day:
        raise DebitingRefused("signed_later")
    if bic and not is_bic(bic):
        raise DebitingRefused("bic")
    for old in Mandate.objects.select_for_update().filter(payer=facts.payer, ended_on=None):
        _end(old, Ending.REPLACED, actor, at, day)
    mandate = Mandate.objects.create(
        payer_id=facts.payer,
        name=facts.name.strip()[:70],
        sealed=sealed_account(current_agency(), iban),
        last_four=ending_of(iban),
        bic=bic,
        signed_on=facts.signed_on,
        paper=paper,
        entered_at=at,
        entered_by=actor.id,
        year=day.year,
        serial=take_numbers(code="mandate", year=day.year)[0],
    )
    record(what="debits.mandate_signed", about=mandate.reference, actor=actor, at=at)
    return mandate


@action
def end_mandate(*, mandate_id: UUID, ending: Ending, actor: Actor, at: datetime, day: date) -> Mandate:
    """Nothing is collected under it any more; what the bank has already is not called back.

    :raises DebitingRefused: ``ended_before``.
    """
    mandate = Mandate.objects.select_for_update().get(pk=mandate_id)
    if mandate.ended_on:
        raise DebitingRefused("ended_before")
    _end(mandate, ending, actor, at, day)
    return mandate


@action
def lapse_mandates(*, at: datetime, day: date) -> int:
    """Each night: what was not used for too long is given up; how many were."""
    live = list(Mandate.objects.filter(ended_on=None).order_by("pk"))
    last = last_uses(live)
    lapsed = [each.pk for each in live if is_lapsed(last[each.pk], day)]
    for mandate in Mandate.objects.select_for_update().filter(pk__in=lapsed, ended_on=None).order_by("pk"):
        _end(mandate, Ending.LAPSED, CLOCK, at, day)
    return len(lapsed)


def _end(mandate: Mandate, ending: Ending, actor: Actor, at: datetime, day: date) -> None:
    mandate.ended_on, mandate.ended_at, mandate.ended_by = day, at, actor.id or actor.kind
    mandate.ending = ending
    mandate.save(update_fields=["ended_on", "ended_at", "ended_by", "ending"])
    told = {"why": str(ending)}
    record(what="debits.mandate_ended", about=mandate.reference, actor=actor, at=at, facts=told)


def _account(typed: str) -> str:
    try:
        return read_account(typed)
    except AccountRefused as refused:
        raise DebitingRefused(refused.code) from None
