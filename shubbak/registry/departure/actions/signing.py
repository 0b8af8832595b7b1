"""A draft is signed, and only then numbered. The paper that bears the number is made after the commit."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.documents.sealing import sealer
from shubbak.journal.actions import action
from shubbak.notifications.periodic import ask_for_turn
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of
from shubbak.registry.books.models import EntryEvent
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.departure.actions.writing import remember
from shubbak.registry.departure.models import Draft, Visa
from shubbak.registry.departure.permissions import signs_draft
from shubbak.registry.departure.ways import way_of
from shubbak.registry.letters.actions.arrive import register_letter
from shubbak.registry.letters.models import Correspondent, LetterPaper
from shubbak.registry.letters.rules import Kind, LetterFacts, Secrecy, Sender

REPLY = "reply"
ISSUE = "registry.issue_letters"
"""The turn of the worker that makes papers and sends them."""


def sign_draft(*, draft: Draft, staff: Staff, at: datetime) -> UUID:
    """Sign a letter that can be sealed: it takes its number in the outgoing book. The id of its entry.

    Whoever seals is asked first, outside of any lock: without a seal there would be a number and no paper.

    :raises RegistryRefused: ``not_for_signature``, ``not_yours``.
    :raises documents.sealing.SealFailed: if nothing can be sealed now.
    """
    asked = Draft.objects.select_related("unit").get(pk=draft.pk)
    _must_be_signed_by(staff, asked, at)
    sealer().check(current_agency(), at)
    return _sign(draft=draft, staff=staff, at=at)


def _must_be_signed_by(staff: Staff, draft: Draft, at: datetime) -> None:
    if draft.state != Draft.State.FOR_SIGNATURE:
        raise RegistryRefused("not_for_signature")
    if not signs_draft(staff.pk, roles_of(staff, at), draft):
        raise RegistryRefused("not_yours")


@action
def _sign(*, draft: Draft, staff: Staff, at: datetime) -> UUID:
    """The signature and the number, with one commit. What the letter answers has an answer from then on."""
    wanted = Draft.objects.select_for_update(of=("self",)).select_related("unit", "register")
    held = wanted.get(pk=draft.pk)
    _must_be_signed_by(staff, held, at)
    entry_id = register_letter(
        register=held.register,
        facts=_facts(held, at),
        submission_id=held.pk,
        actor=actor_of(staff),
        at=at,
        clerk=staff,
    )
    signed = {"state": Draft.State.SIGNED, "letter": entry_id, "signed_by": staff, "signed_at": at}
    Draft.objects.filter(pk=held.pk).update(**signed, changed_at=at)
    _link(held, entry_id, staff, at)
    visas = Visa.objects.filter(draft=held, is_given=True).count()
    remember("registry.signed", held, staff, at, {"entry": str(entry_id), "visas": visas})
    ask_to_issue()
    return entry_id


@action
def keep_paper(*, draft: Draft, content: bytes, name: str, at: datetime) -> Document:
    """Keep the sealed paper of a signed letter; the first one that was made, if two make it at once."""
    held = Draft.objects.select_for_update(of=("self",)).select_related("paper").get(pk=draft.pk)
    if held.paper is not None:
        return held.paper
    document = store_bytes(content=content, name=name, format_code="pdf", at=at, language=held.language)
    LetterPaper.objects.create(
        letter_id=held.letter_id, document=document, role=LetterPaper.Role.SEALED, at=at
    )
    Draft.objects.filter(pk=held.pk).update(paper=document)
    return document


def ask_to_issue() -> None:
    """Have the worker make the paper and send it, once all this is committed; it looks each minute anyway."""
    ask = partial(ask_for_turn, ISSUE, current_agency().schema_name)
    transaction.on_commit(ask, robust=True)


def _facts(draft: Draft, at: datetime) -> LetterFacts:
    going = list(draft.addressees.select_related("correspondent"))
    first, *others = [_as_sender(one.correspondent) for one in going]
    return LetterFacts(
        sender=first,
        others=tuple(others),
        subject=draft.subject,
        body=draft.body,
        channel=way_of(going[0].way).channel,
        nature=REPLY if draft.in_reply_to_id else "",
        written_on=in_its_zone(at).date(),
        language=draft.language,
        secrecy=Secrecy(draft.secrecy),
        pieces=len(draft.enclosures),
        enclosures=tuple(draft.enclosures),
        in_reply_to=draft.in_reply_to_id,
    )


def _as_sender(correspondent: Correspondent) -> Sender:
    told = {name: getattr(correspondent, name) for name in ("name", "city", "phone", "email", "address")}
    return Sender(kind=Kind(correspondent.kind), **told)


def _link(draft: Draft, entry_id: UUID, staff: Staff, at: datetime) -> None:
    if draft.in_reply_to_id is None:
        return
    EntryEvent.objects.create(
        entry_id=draft.in_reply_to_id,
        kind=EntryEvent.Kind.LINKED,
        other_id=entry_id,
        at=at,
        actor_id=str(staff.pk),
        actor_name=staff.name,
    )
