"""A letter by link: one link, one task, an end."""

from datetime import timedelta

import pytest

from shubbak.documents.actions import store_bytes
from shubbak.journal.queries import lines_about
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.people.guests import guest_token
from shubbak.people.models import GuestLink
from shubbak.registry.actions import answer_as_guest, invite_guest, note_opened, revoke_guest
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Entry, Letter
from shubbak.registry.queries import letter_of_guest, papers_for_guest
from shubbak.registry.rules import RegistryRefused
from tests.registry.office import arrived, clerk, open_books


@pytest.fixture
def letter(agency, at):
    open_books(at)
    scan = store_bytes(content=b"%PDF-1.7 plan", name="a.pdf", format_code="pdf", at=at)
    return Letter.objects.get(pk=arrived(at, "outgoing", papers=[scan.pk]).pk)


@pytest.fixture
def link(letter, at):
    return invited(letter, at)


def invited(letter, at):
    ministry = {"name": "وزارة الداخلية", "email": "dgct@interieur.example", "language": "ar"}
    return invite_guest(letter=letter, staff=clerk(), at=at, **ministry)


def answered(letter, link, at):
    words = store_bytes(content=b"%PDF-1.7 words", name="w.pdf", format_code="pdf", at=at)
    return answer_as_guest(letter=letter, link=link, words=words, papers=[], at=at)


def test_a_link_opens_its_letter_until_it_expires(letter, link, at):
    token = guest_token(link.pk)
    assert letter_of_guest(token, at) == (link, letter)
    assert papers_for_guest(letter).count() == 1
    assert letter_of_guest(token, at + timedelta(days=31)) is None
    assert letter_of_guest("A" * 22, at) is None


def test_of_the_token_only_a_hash_is_kept(link):
    token = guest_token(link.pk)
    assert len(token) == 22
    kept = GuestLink.objects.values_list("token_sha256", flat=True).get()
    assert token.encode() not in bytes(kept)


def test_a_link_that_was_withdrawn_opens_nothing_and_its_mail_is_not_sent(letter, link, at):
    mail = Message.objects.get()
    assert f"/g/{guest_token(link.pk)}" in rendered(mail).text
    revoke_guest(letter=letter, link=link, staff=clerk(), at=at)
    assert letter_of_guest(guest_token(link.pk), at) is None
    with pytest.raises(Withdrawn):
        rendered(mail)


def test_the_answer_is_a_letter_that_came_in_and_is_linked(letter, link, at):
    entry = Entry.objects.get(pk=answered(letter, link, at))
    assert (entry.series.register.code, entry.mail.in_reply_to_id) == ("incoming", letter.pk)
    assert entry.mail.correspondent.name == link.name


def test_a_letter_is_answered_by_a_link_once(letter, link, at):
    answered(letter, link, at)
    with pytest.raises(RegistryRefused, match="link_over"):
        answered(letter, link, at)
    with pytest.raises(RegistryRefused, match="link_over"):
        revoke_guest(letter=letter, link=link, staff=clerk(), at=at)


def test_what_a_guest_does_stands_in_the_journal_beside_the_letter(letter, link, at):
    note_opened(letter=letter, link=link, at=at)
    note_opened(letter=letter, link=link, at=at)
    lines = [line.what for line in lines_about(printed_number(letter.entry))]
    assert lines.count("registry.guest_opened") == lines.count("registry.guest_invited") == 1


def test_a_sealed_envelope_goes_to_nobody_by_link(agency, at):
    open_books(at)
    sealed = Letter.objects.get(pk=arrived(at, nature="tender").pk)
    with pytest.raises(RegistryRefused, match="still_sealed"):
        invited(sealed, at)
