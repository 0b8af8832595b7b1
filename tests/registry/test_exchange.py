"""Two bodies of an installation write to each other: each has its own number, and its own copy."""

from datetime import timedelta

import pytest

from shubbak.agencies.models import Parcel
from shubbak.agencies.queries import parcel_of_arrival, parcels_sent
from shubbak.agencies.schema import look_at
from shubbak.documents.actions import store_bytes
from shubbak.documents.queries import open_document
from shubbak.documents.store import path_of
from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import annul, note_parcels, send_parcel, take_parcels
from shubbak.registry.books.printing import printed_number
from shubbak.registry.exchange.actions.parcels import enter_parcel
from shubbak.registry.models import Entry, Letter
from shubbak.registry.rules import Kind, RegistryRefused, Sender
from tests.registry.office import arrived, open_books

BODY = Sender(Kind.ADMINISTRATION, "جماعة المدينة")


@pytest.fixture(autouse=True)
def bodies(agency, other_agency, at):
    """The utility writes; the commune has its own books."""
    look_at(other_agency)
    open_books(at)
    arrived(at)
    look_at(agency)
    open_books(at)


def written(at, content=b"%PDF-1.7 a plan", **more):
    scan = store_bytes(content=content, name="تصميم.pdf", format_code="pdf", at=at)
    more = {"sender": BODY, "subject": "طلب رأي", "nature": "inquiry", "papers": [scan.pk], **more}
    return arrived(at, more.pop("book", "outgoing"), **more)


def sent(entry, to, at):
    return send_parcel(letter=Letter.objects.get(pk=entry.pk), to_agency=to, actor=SYSTEM, at=at)


def taken(body, at):
    look_at(body)
    assert take_parcels(at=at) == 1
    return Letter.objects.select_related("correspondent").get(entry__channel="exchange")


def test_a_letter_arrives_in_the_other_register_under_its_own_number(agency, other_agency, at):
    entry = written(at)
    printed = printed_number(entry)
    sent(entry, other_agency, at)
    letter = taken(other_agency, at + timedelta(minutes=1))
    assert (letter.entry.number, letter.reference) == (2, printed)
    assert letter.correspondent.name == agency.localized_name("ar")
    assert letter.entry.subject.words == "طلب رأي"


def test_a_letter_of_the_evening_is_no_letter_of_tomorrow(other_agency, at):
    evening = at + timedelta(hours=11)
    entry = written(evening)
    assert entry.register_day > evening.date()
    sent(entry, other_agency, evening)
    assert taken(other_agency, evening).written_on == evening.date()


def test_the_papers_lie_in_the_store_of_the_other_body(agency, other_agency, at):
    sent(written(at), other_agency, at)
    letter = taken(other_agency, at)
    with open_document(letter.papers.get().document) as copy:
        assert copy.read() == b"%PDF-1.7 a plan"


def test_the_number_there_is_told_back_and_nothing_else_stays_on_the_way(agency, other_agency, at):
    entry = written(at)
    parcel = sent(entry, other_agency, at)
    there = printed_number(taken(other_agency, at).entry)
    look_at(agency)
    assert note_parcels(at=at) == 1
    assert parcels_sent(entry.pk).get().receiver_number == there
    parcel.refresh_from_db()
    assert (parcel.facts, parcel.papers) == ({}, [])
    assert "registry.parcel_arrived" in [line.what for line in lines_about(printed_number(entry))]


def test_the_answer_comes_back_linked_on_both_sides(agency, other_agency, at):
    asked = written(at)
    sent(asked, other_agency, at)
    question = taken(other_agency, at)
    answer = written(at, b"%PDF-1.7 an answer", in_reply_to=question.pk)
    assert sent(answer, agency, at).kind == Parcel.Kind.ANSWER
    came = taken(agency, at)
    assert (came.in_reply_to_id, came.nature.code) == (asked.pk, "reply")


def test_what_dies_between_entering_and_telling_is_entered_once(other_agency, at):
    parcel = sent(written(at), other_agency, at)
    look_at(other_agency)
    first = enter_parcel(parcel_id=parcel.pk, at=at)
    assert take_parcels(at=at) == 1
    assert take_parcels(at=at) == 0
    assert Entry.objects.filter(channel="exchange").get().pk == first


def test_a_paper_that_is_not_to_be_read_waits_and_is_entered_later(agency, other_agency, at):
    entry = written(at)
    sent(entry, other_agency, at)
    original = path_of(agency.code, entry.mail.papers.get().document.file_id)
    away = original.rename(original.with_suffix(".away"))
    look_at(other_agency)
    assert take_parcels(at=at) == 0
    away.rename(original)
    assert take_parcels(at=at) == 1


def test_a_body_without_a_register_gives_it_back_and_it_is_sent_again(agency, other_agency, at, monkeypatch):
    entry = written(at)
    sent(entry, other_agency, at)
    look_at(other_agency)
    monkeypatch.setattr("shubbak.registry.exchange.actions.parcels.receiving_register", lambda _: None)
    assert take_parcels(at=at) == 0
    look_at(agency)
    assert note_parcels(at=at) == 1
    assert parcels_sent(entry.pk).get().refused == "no_such_register"
    sent(entry, other_agency, at)


def test_a_letter_goes_to_a_body_once(other_agency, at):
    entry = written(at)
    sent(entry, other_agency, at)
    with pytest.raises(RegistryRefused, match="sent_already"):
        sent(entry, other_agency, at)


@pytest.mark.parametrize("why", ["to_oneself", "is_annulled", "still_sealed"])
def test_what_may_not_leave_stays(agency, other_agency, at, why):
    sealed = {"nature": "tender", "papers": [], "book": "incoming"} if why == "still_sealed" else {}
    entry = written(at, **sealed)
    if why == "is_annulled":
        annul(entry=entry, reason="خطأ", actor=SYSTEM, at=at)
    with pytest.raises(RegistryRefused, match=why):
        sent(entry, agency if why == "to_oneself" else other_agency, at)


def test_a_complaint_passes_to_the_body_that_it_is_for_with_whoever_complains(other_agency, at):
    citizen = Sender(Kind.CITIZEN, "سعيد الناصري", city="سطات", phone="0661000000")
    complaint = written(at, book="incoming", nature="complaint", sender=citizen)
    assert sent(complaint, other_agency, at).kind == Parcel.Kind.COMPLAINT
    letter = taken(other_agency, at)
    assert (letter.correspondent.name, letter.correspondent.phone) == (citizen.name, citizen.phone)
    assert letter.nature.code == "complaint"


def test_what_is_confidential_is_entered_in_the_closed_book(other_agency, at):
    sent(written(at, secrecy="confidential"), other_agency, at)
    letter = taken(other_agency, at)
    assert (letter.entry.series.register.code, letter.secrecy) == ("confidential", "confidential")


def test_only_the_two_bodies_find_a_parcel(agency, other_agency, at):
    entry = written(at)
    sent(entry, other_agency, at)
    letter = taken(other_agency, at)
    assert parcel_of_arrival(letter.pk) is not None
    assert not parcels_sent(entry.pk).exists()
    look_at(agency)
    assert parcel_of_arrival(letter.pk) is None
