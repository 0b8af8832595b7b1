"""A letter for somebody who is no body of this installation: opened, confirmed and answered by a link."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shubbak.documents.models import Document
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor
from shubbak.notifications.actions import erase_messages, post
from shubbak.notifications.rules import About, Recipient
from shubbak.people.actions import forget_guests, make_guest_link, note_guest
from shubbak.people.models import GuestLink, Staff
from shubbak.people.queries import actor_of
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.exchange.parcels import check_leaves, receiving_register
from shubbak.registry.exchange.queries import TASK
from shubbak.registry.letters.actions.arrive import register_letter
from shubbak.registry.letters.models import Letter, Nature
from shubbak.registry.letters.rules import Channel, Kind, LetterFacts, Secrecy, Sender

REPLY = "reply"
LONGEST_SUBJECT = 500


@action
def invite_guest(
    *, letter: Letter, name: str, email: str, language: str, staff: Staff, at: datetime
) -> GuestLink:
    """Mail a link that opens the papers of a letter, for 30 days, to be confirmed or answered once.

    :raises RegistryRefused: ``still_sealed``, ``is_annulled``, ``words_erased``, ``paper_infected``.
    """
    check_leaves(letter)
    link = make_guest_link(
        task=TASK, about=letter.pk, name=name, email=email, language=language, staff=staff, at=at
    )
    recipient = Recipient(pk=f"guest/{link.pk.hex}", email=email, language=language)
    post(about=About(TASK, str(link.pk)), person=recipient, template="guest", at=at)
    _record(
        "registry.guest_invited", letter, link, actor_of(staff), at, private={"name": name, "email": email}
    )
    return link


@action
def revoke_guest(*, letter: Letter, link: GuestLink, staff: Staff, at: datetime) -> None:
    """The link opens nothing any more.

    :raises RegistryRefused: ``link_over`` if it was answered or revoked already.
    """
    if not note_guest(link=link, what="revoked", at=at):
        raise RegistryRefused("link_over")
    _record("registry.guest_revoked", letter, link, actor_of(staff), at)


@action
def note_opened(*, letter: Letter, link: GuestLink, at: datetime) -> None:
    """The first opening is a line; whoever forwards the link opens it as this guest."""
    if note_guest(link=link, what="opened", at=at):
        _record("registry.guest_opened", letter, link, _guest(link), at)


@action
def confirm_receipt(*, letter: Letter, link: GuestLink, at: datetime) -> None:
    """The guest confirms that the letter is there. A second time changes nothing."""
    if note_guest(link=link, what="confirmed", at=at):
        _record("registry.guest_confirmed", letter, link, _guest(link), at)


@action
def answer_as_guest(
    *, letter: Letter, link: GuestLink, words: Document, papers: Sequence[UUID], at: datetime
) -> UUID:
    """Enter the answer as a letter that came in, linked to ours; its entry. The link's task is done with it.

    :param words: what the guest wrote, set as a paper.
    :raises RegistryRefused: ``link_over``, ``no_such_register``.
    """
    if not note_guest(link=link, what="done", at=at):
        raise RegistryRefused("link_over")
    register = receiving_register(letter.secrecy)
    if register is None:
        raise RegistryRefused("no_such_register")
    facts = _answer(letter, link, [words.pk, *papers])
    entry_id = register_letter(
        register=register, facts=facts, submission_id=link.pk, actor=_guest(link), at=at
    )
    _record("registry.guest_answered", letter, link, _guest(link), at)
    return entry_id


@action
def forget_guests_of(*, letters: Sequence[UUID]) -> None:
    """To whom links of these letters went, and what was written to them."""
    gone = forget_guests(task=TASK, about=letters)
    erase_messages(kind=TASK, ids=[str(one) for one in gone])


def _answer(letter: Letter, link: GuestLink, papers: Sequence[UUID]) -> LetterFacts:
    known = letter.correspondent
    kind = Kind(known.kind) if known is not None and known.name == link.name else Kind.ADMINISTRATION
    subject = letter.entry.subject.words if hasattr(letter.entry, "subject") else ""
    return LetterFacts(
        sender=Sender(kind, link.name, email=link.email),
        subject=f"{printed_number(letter.entry)}: {subject}"[:LONGEST_SUBJECT],
        channel=Channel.PORTAL,
        nature=REPLY if Nature.objects.filter(code=REPLY, retired_at=None).exists() else "",
        language=link.language,
        secrecy=Secrecy(letter.secrecy),
        pieces=len(papers) - 1,
        in_reply_to=letter.pk,
        papers=papers,
    )


def _guest(link: GuestLink) -> Actor:
    return Actor("partner", f"guest/{link.pk}")


def _record(
    what: str,
    letter: Letter,
    link: GuestLink,
    actor: Actor,
    at: datetime,
    private: dict[str, str] | None = None,
) -> None:
    record(
        what=what,
        about=printed_number(letter.entry),
        actor=actor,
        at=at,
        facts={"link": str(link.pk)},
        private=private or {},
    )
