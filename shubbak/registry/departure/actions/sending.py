"""A letter leaves: sent, delivered with its proof, returned, sent again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shubbak.documents.models import Document
from shubbak.foundation.numbering import print_number
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM, Actor, Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of, roles_of
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.departure.actions.signing import ask_to_issue
from shubbak.registry.departure.models import Addressee
from shubbak.registry.departure.permissions import sends_letters
from shubbak.registry.departure.ways import check_reach, way_of
from shubbak.registry.letters.models import Correspondent, LetterPaper
from shubbak.registry.letters.rules import Kind, Sender

State = Addressee.State
MESSAGE_DEAD = "message_dead"
"""The reason of what came back by itself: the outbox gave it up."""


@action
def send_by_itself(*, addressee: Addressee, at: datetime) -> None:
    """Send a letter on a way that needs nobody; nothing where that has happened already."""
    held, way = _held(addressee), way_of(addressee.way)
    if way.send is None or held.state != State.TO_SEND or held.message is not None or not held.draft.paper_id:
        return
    message = way.send(held, at)
    if message is None:
        _move(held, State.SENT, sent_at=at)
        _record("registry.sent", held, SYSTEM, at)
    else:
        Addressee.objects.filter(pk=held.pk).update(message=message)


@action
def message_ended(*, addressee: Addressee, sent_at: datetime | None, at: datetime) -> None:
    """The message to an addressee left, or was given up: then the letter counts as returned."""
    held = _held(addressee)
    if held.state != State.TO_SEND or held.message is None:
        return
    if sent_at is not None:
        _move(held, State.SENT, sent_at=sent_at)
        _record("registry.sent", held, SYSTEM, at)
    else:
        _move(held, State.RETURNED, returned_at=at, reason=MESSAGE_DEAD)
        _record("registry.mail_returned", held, SYSTEM, at)


@action
def mark_sent(*, addressee: Addressee, staff: Staff, at: datetime, tracking: str = "") -> None:
    """A clerk has carried a letter to the post.

    :raises RegistryRefused: ``not_yours``, ``not_to_send``, ``sends_by_itself``, ``no_paper_yet``,
        ``tracking_missing``.
    """
    held, way = _held_by_clerk(addressee, staff, at), way_of(addressee.way)
    _check_state(held, (State.TO_SEND,), "not_to_send")
    if way.send is not None:
        raise RegistryRefused("sends_by_itself")
    if not held.draft.paper_id:
        raise RegistryRefused("no_paper_yet")
    if way.wants_tracking and not tracking.strip():
        raise RegistryRefused("tracking_missing")
    _move(held, State.SENT, sent_at=at, tracking=tracking.strip())
    _record("registry.sent", held, actor_of(staff), at)


@action
def mark_delivered(*, addressee: Addressee, staff: Staff, at: datetime, proof: UUID | None = None) -> None:
    """It reached them; `proof` is the stored scan of what they signed. What is handed over needs it.

    :raises RegistryRefused: ``not_yours``, ``not_sent``, ``no_paper_yet``, ``proof_missing``.
    """
    held, way = _held_by_clerk(addressee, staff, at), way_of(addressee.way)
    by_hand = (State.TO_SEND,) if way.wants_proof else ()
    _check_state(held, (State.SENT, *by_hand), "not_sent")
    if not held.draft.paper_id:
        raise RegistryRefused("no_paper_yet")
    if way.wants_proof and proof is None:
        raise RegistryRefused("proof_missing")
    sent_at = held.sent_at or at
    _move(held, State.DELIVERED, sent_at=sent_at, delivered_at=at, proof=_lay(held, proof, at))
    _record("registry.delivered", held, actor_of(staff), at)


@action
def mark_returned(*, addressee: Addressee, staff: Staff, reason: str, at: datetime) -> None:
    """It came back.

    :raises RegistryRefused: ``not_yours``, ``reason_missing``, ``not_sent``.
    """
    if not reason.strip():
        raise RegistryRefused("reason_missing")
    held = _held_by_clerk(addressee, staff, at)
    _check_state(held, (State.SENT, State.DELIVERED), "not_sent")
    _move(held, State.RETURNED, returned_at=at, reason=reason)
    _record("registry.mail_returned", held, actor_of(staff), at)


@action
def send_again(
    *, addressee: Addressee, way: str, staff: Staff, at: datetime, email: str = "", postal: str = ""
) -> None:
    """What came back goes out again, on this way or another, with what is now known of the addressee.

    :raises RegistryRefused: ``not_yours``, ``not_returned``, ``no_such_way``, ``no_email``, ``no_address``.
    """
    held = _held_by_clerk(addressee, staff, at)
    _check_state(held, (State.RETURNED,), "not_returned")
    known = held.correspondent
    mended = Sender(Kind(known.kind), known.name, email=email or known.email, address=postal or known.address)
    check_reach(way_of(way), mended)
    Correspondent.objects.filter(pk=known.pk).update(email=mended.email, address=mended.address)
    again = {"way": way, "message": None, "tracking": "", "reason": "", "sent_at": None, "returned_at": None}
    _move(held, State.TO_SEND, delivered_at=None, **again)
    _record("registry.sent_again", held, actor_of(staff), at)
    ask_to_issue()


def _held(addressee: Addressee) -> Addressee:
    wanted = Addressee.objects.select_for_update(of=("self",))
    return wanted.select_related("correspondent", "draft__letter__entry__series__register").get(
        pk=addressee.pk
    )


def _held_by_clerk(addressee: Addressee, staff: Staff, at: datetime) -> Addressee:
    if not sends_letters(roles_of(staff, at)):
        raise RegistryRefused("not_yours")
    return _held(addressee)


def _check_state(addressee: Addressee, allowed: Sequence[str], code: str) -> None:
    if addressee.state not in allowed:
        raise RegistryRefused(code)


def _lay(addressee: Addressee, proof: UUID | None, at: datetime) -> LetterPaper | None:
    """The proof lies in the letter, beside the scan of its other papers."""
    if proof is None:
        return None
    document = Document.objects.get(pk=proof)
    return LetterPaper.objects.create(
        letter_id=addressee.draft.letter_id, document=document, role=LetterPaper.Role.PROOF, at=at
    )


def _move(addressee: Addressee, state: State, **known: object) -> None:
    Addressee.objects.filter(pk=addressee.pk).update(state=state, **known)


def _record(what: str, addressee: Addressee, actor: Actor, at: datetime) -> None:
    """A line about the letter, by its number."""
    letter = addressee.draft.letter
    if letter is None:
        raise RegistryRefused("not_signed")
    series = letter.entry.series
    about = print_number(series.register.pattern, letter.entry.number, series.year)
    facts: dict[str, Fact] = {"addressee": addressee.pk, "way": addressee.way}
    record(what=what, about=about, actor=actor, at=at, facts=facts)
