"""The books as their readers see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shubbak.desk.registry.views import book
from shubbak.registry.models import EntryEvent

BOOK = "/desk/registry/"


def test_the_lines_stand_newest_first_and_go_on_by_number(clerk, entered, monkeypatch):
    for n in range(3):
        entered(subject=f"رسالة-{n}")
    monkeypatch.setattr(book, "PAGE", 2)
    page = clerk.get(BOOK).content.decode()
    assert page.index("رسالة-2") < page.index("رسالة-1")
    assert "رسالة-0" not in page
    assert "رسالة-0" in clerk.get(BOOK, {"before": "2"}).content.decode()


def test_of_a_confidential_letter_the_clerk_reads_number_and_name_alone(clerk, sign_in, entered):
    letter = entered(register="confidential", subject="شأن سري")
    address = f"{BOOK}letters/{letter.pk}"
    for page in (f"{BOOK}?register=confidential", address):
        assert "شأن سري" not in clerk.get(page).content.decode()
        assert "شأن سري" in sign_in("director").get(page).content.decode()


def test_a_letter_without_reply_turns_red_when_it_is_late(clerk, sign_in, entered, monkeypatch):
    letter = entered()
    assert 'class="late"' not in clerk.get(f"{BOOK}unanswered").content.decode()
    monkeypatch.setattr(timezone, "now", lambda: letter.due_at + timedelta(days=1))
    assert 'class="late"' in sign_in("clerk").get(f"{BOOK}unanswered").content.decode()


def test_letters_without_reply_are_read_page_by_page(clerk, entered, monkeypatch):
    monkeypatch.setattr("shubbak.desk.registry.views.book.PAGE", 2)
    for rank in range(3):
        entered(subject=f"رسالة-{rank}")
    first = clerk.get(f"{BOOK}unanswered").content.decode()
    assert "?after=2" in first
    assert "رسالة-1" in first
    assert "رسالة-2" not in first
    last = clerk.get(f"{BOOK}unanswered", {"after": 2}).content.decode()
    assert "رسالة-2" in last
    assert "?after" not in last


def test_the_bars_of_a_label_lead_to_the_letter(clerk, entered):
    letter = entered()
    entry = letter.entry
    digits = f"2026{entry.number:06}{entry.series.register_id:04}"
    assert clerk.get(f"{BOOK}find", {"words": digits})["Location"] == f"{BOOK}letters/{letter.pk}"
    assert "before=2" in clerk.get(f"{BOOK}find", {"words": "1/2026"})["Location"]


def test_letters_are_found_by_their_words_and_sender(clerk, sign_in, entered):
    entered(subject="طلب إصلاح القنوات")
    secret = entered(register="confidential", subject="إصلاح سري")
    for words in ("القنوات", "اصلاح", "الداخليه"):
        page = clerk.get(f"{BOOK}find", {"words": words}).content.decode()
        assert "طلب إصلاح القنوات" in page, words
        assert str(secret.pk) not in page, "what the clerk may not open is not found by its words"
    assert str(secret.pk) in sign_in("director").get(f"{BOOK}find", {"words": "سري"}).content.decode()
    assert "لا توجد مراسلة" in clerk.get(f"{BOOK}find", {"words": "زرافة"}).content.decode()


def test_an_entry_is_annulled_with_a_reason_and_its_line_stays(clerk, entered):
    letter = entered()
    page = f"{BOOK}letters/{letter.pk}"
    assert clerk.post(f"{page}/annul", {"reason": ""}).status_code == 200
    assert clerk.post(f"{page}/annul", {"reason": "سجلت مرتين"})["Location"] == page
    assert EntryEvent.objects.get().kind == "annulled"
    assert "سجلت مرتين" in clerk.get(page).content.decode()
    assert str(letter.pk) in clerk.get(BOOK).content.decode()
    assert clerk.post(f"{page}/annul", {"reason": "مرة أخرى"}).status_code == 409


def test_a_sealed_envelope_is_opened_by_those_who_lead(clerk, sign_in, entered):
    letter = entered(nature="tender", subject="")
    page = f"{BOOK}letters/{letter.pk}"
    assert clerk.post(f"{page}/open", {"reason": "لجنة"}).status_code == 404
    assert sign_in("director").post(f"{page}/open", {"reason": "لجنة فتح الأظرفة"})["Location"] == page
    letter.refresh_from_db()
    assert letter.opened_at is not None


@pytest.mark.parametrize(
    "way", ["", "unanswered", "find", "arrival", "senders", "days", "days/close/incoming"]
)
def test_for_all_others_there_is_no_registry(registry, sign_in, way):
    assert sign_in("agent").get(f"{BOOK}{way}").status_code == 404


def test_an_auditor_reads_and_enters_nothing(registry, sign_in):
    auditor = sign_in("auditor")
    assert auditor.get(BOOK).status_code == 200
    assert auditor.post(f"{BOOK}arrival", {}).status_code == 404
