"""After the signature: the paper with its number is made and sealed, then it leaves where nobody is needed.

Nothing here happens while a number is locked. What fails is tried again each minute by the worker.
"""

from datetime import datetime

from django.db.models import QuerySet

from shubbak.agencies.queries import current_agency
from shubbak.documents.models import Document
from shubbak.documents.paper import render
from shubbak.documents.sealing import sealer
from shubbak.notifications.queries import ended_messages
from shubbak.registry.books.signing import sign_entry
from shubbak.registry.departure.actions.sending import message_ended, send_by_itself
from shubbak.registry.departure.actions.signing import keep_paper
from shubbak.registry.departure.models import Addressee, Draft
from shubbak.registry.departure.papers import departure_sheet
from shubbak.registry.departure.queries import draft_signed, drafts_without_paper
from shubbak.registry.departure.ways import ways

_AT_ONCE = 50


def issue(*, draft: Draft, at: datetime) -> Document:
    """The sealed paper of a signed letter, made now if it is not there yet; then it leaves.

    Without the signer its code for checking is left out; the seal is not.

    :raises documents.sealing.SealFailed: when nobody seals now.
    """
    signed = draft_signed(draft.pk)
    if signed.paper is None:
        if signed.letter is not None:
            sign_entry(entry=signed.letter.entry, at=at)
        agency, sheet = current_agency(), departure_sheet(signed, current_agency())
        sealed = sealer().seal(render(sheet, agency), agency, at)
        signed.paper = keep_paper(draft=signed, content=sealed, name=sheet.name, at=at)
    for addressee in _leaving_by_itself().filter(draft=signed):
        send_by_itself(addressee=addressee, at=at)
    return signed.paper


def issue_waiting(*, at: datetime) -> None:
    """Papers that were not made, letters that did not leave, and what became of those that did."""
    failed = []
    for draft in drafts_without_paper()[:_AT_ONCE]:
        try:
            issue(draft=draft, at=at)
        except Exception as mistake:
            failed.append(mistake)
    for addressee in _leaving_by_itself()[:_AT_ONCE]:
        send_by_itself(addressee=addressee, at=at)
    follow_messages(at=at)
    if failed:
        raise ExceptionGroup(f"{len(failed)} letters are not issued", failed)


def follow_messages(*, at: datetime) -> None:
    """A letter is sent when its message is, and counts as returned when it was given up."""
    waiting = Addressee.objects.filter(state=Addressee.State.TO_SEND, message__isnull=False)
    by_message = {one.message: one for one in waiting.order_by("pk")[: 10 * _AT_ONCE]}
    for message in ended_messages(by_message):
        message_ended(addressee=by_message[message.pk], sent_at=message.sent_at, at=at)


def _leaving_by_itself() -> QuerySet[Addressee]:
    automatic = [way.code for way in ways().values() if way.send is not None]
    waiting = Addressee.objects.filter(state=Addressee.State.TO_SEND, message=None, way__in=automatic)
    return waiting.filter(draft__paper__isnull=False).order_by("pk")
