"""Exchange between bodies of the installation: sent in one's own transaction, taken by the other in its own.

Nothing is shared: the receiver enters a letter of its own, under its own number and day, with copies of the
papers. The parcel's id is the submission of that entry, so whatever dies on the way, it is entered once.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shubbak.agencies.actions import end_parcel, hold_parcel, lay_parcel, note_parcel
from shubbak.agencies.models import Agency, Parcel
from shubbak.agencies.queries import current_agency, parcel_of_arrival, parcels_to_note, parcels_to_take
from shubbak.documents.actions import take_over
from shubbak.journal.actions import action, record
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.registry.books.models import Entry
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.exchange.parcels import (
    check_leaves,
    kind_of,
    letter_of,
    papers_of,
    receiving_register,
    told_of,
)
from shubbak.registry.letters.actions.arrive import register_letter
from shubbak.registry.letters.models import Letter
from shubbak.registry.letters.rules import LetterInvalid

logger = logging.getLogger(__name__)


@action
def send_parcel(*, letter: Letter, to_agency: Agency, actor: Actor, at: datetime) -> Parcel:
    """Hand a letter to another body of the installation; it is there as soon as that body's turn comes.

    What answers a letter that came from there is linked to it on both sides.

    :raises RegistryRefused: ``to_oneself``, ``still_sealed``, ``is_annulled``, ``words_erased``,
        ``paper_infected``, ``sent_already``.
    """
    body = current_agency()
    if to_agency.pk == body.pk:
        raise RegistryRefused("to_oneself")
    check_leaves(letter)
    answers = parcel_of_arrival(letter.in_reply_to_id) if letter.in_reply_to_id else None
    if answers is not None and answers.sender_id != to_agency.pk:
        answers = None
    printed = printed_number(letter.entry)
    try:
        with transaction.atomic():
            parcel = lay_parcel(
                sender=body,
                receiver=to_agency,
                kind=kind_of(letter, answers),
                facts=told_of(letter),
                papers=papers_of(letter),
                sender_entry=letter.pk,
                sender_number=printed,
                answers=answers,
                sent_at=at,
            )
    except IntegrityError as error:
        raise RegistryRefused("sent_already") from error
    facts = {"parcel": str(parcel.pk), "to": to_agency.code, "kind": str(parcel.kind)}
    record(what="registry.parcel_sent", about=printed, actor=actor, at=at, facts=facts)
    return parcel


def take_parcels(*, at: datetime) -> int:
    """Enter what other bodies handed over; how many letters. One that fails hinders no other."""
    return sum(_take(parcel, at) for parcel in parcels_to_take())


def note_parcels(*, at: datetime) -> int:
    """Write down of our own letters under which number the other body took them, or why it could not."""
    return sum(note_end(parcel=parcel, at=at) for parcel in parcels_to_note())


def _take(parcel: Parcel, at: datetime) -> bool:
    try:
        entry_id = enter_parcel(parcel_id=parcel.pk, at=at)
        return entry_id is not None and tell_taken(parcel=parcel, entry_id=entry_id, at=at)
    except RegistryRefused as refused:
        refuse_parcel(parcel=parcel, why=refused.code, at=at)
    except LetterInvalid:
        refuse_parcel(parcel=parcel, why="letter_invalid", at=at)
    except FileNotFoundError:
        logger.exception("parcel %s: a paper is not to be read; the next turn tries again", parcel.pk)
    return False


@action
def enter_parcel(*, parcel_id: UUID, at: datetime) -> UUID | None:
    """The entry that a parcel became; the same one if a crash came between. None if another worker has it.

    :raises RegistryRefused: ``no_such_register``.
    :raises LetterInvalid: if this body's rules refuse the letter.
    :raises FileNotFoundError: if the sender's store lacks a paper.
    """
    parcel = hold_parcel(parcel_id)
    if parcel is None:
        return None
    earlier = Entry.objects.filter(submission_id=parcel.pk).values_list("id", flat=True).first()
    if earlier is not None:
        return earlier
    register = receiving_register(parcel.facts["secrecy"])
    if register is None:
        raise RegistryRefused("no_such_register")
    papers = [_take_over(parcel, paper, at) for paper in parcel.papers]
    facts = letter_of(parcel, papers=papers, in_reply_to=_answered(parcel))
    sender = Actor("partner", parcel.sender.code)
    return register_letter(register=register, facts=facts, submission_id=parcel.pk, actor=sender, at=at)


@action
def tell_taken(*, parcel: Parcel, entry_id: UUID, at: datetime) -> bool:
    """Tell the sender our number; False if it was told already."""
    entry = Entry.objects.select_related("series__register").get(pk=entry_id)
    printed = printed_number(entry)
    if not end_parcel(parcel=parcel, at=at, entry=entry_id, number=printed):
        return False
    facts = {"parcel": str(parcel.pk), "from": parcel.sender.code, "number": parcel.sender_number}
    record(what="registry.parcel_taken", about=printed, actor=SYSTEM, at=at, facts=facts)
    return True


@action
def refuse_parcel(*, parcel: Parcel, why: str, at: datetime) -> None:
    """Give a parcel back: the sender reads why, and may send the letter again."""
    if end_parcel(parcel=parcel, at=at, refused=why):
        facts = {"from": parcel.sender.code, "number": parcel.sender_number, "why": why}
        record(what="registry.parcel_refused", about=f"parcel/{parcel.pk}", actor=SYSTEM, at=at, facts=facts)


@action
def note_end(*, parcel: Parcel, at: datetime) -> bool:
    """A line of our journal beside our own letter; False if it stands there already."""
    if not note_parcel(parcel=parcel, at=at):
        return False
    facts = {
        "parcel": str(parcel.pk),
        "to": parcel.receiver.code,
        "number": parcel.receiver_number,
        "why": parcel.refused,
    }
    record(
        what="registry.parcel_came_back" if parcel.refused else "registry.parcel_arrived",
        about=parcel.sender_number,
        actor=SYSTEM,
        at=at,
        facts=facts,
    )
    return True


def _take_over(parcel: Parcel, paper: dict[str, str], at: datetime) -> UUID:
    named = {name: paper[name] for name in ("sha256", "name", "media_type")}
    return take_over(owner=parcel.sender.code, at=at, **named).pk


def _answered(parcel: Parcel) -> UUID | None:
    """Our own letter that this one answers, if it is there."""
    if parcel.answers is None:
        return None
    ours = Entry.objects.filter(pk=parcel.answers.sender_entry)
    return ours.values_list("id", flat=True).first()
