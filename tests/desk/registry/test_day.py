"""The line under a day, who signs beneath it, and what is printed."""

from datetime import UTC, date, datetime

import zxingcpp

from shubbak.registry.models import DayClosing
from tests.documents.test_papers import copied_with_poppler, picture_of

A_MOMENT = datetime(2026, 11, 16, 17, 30, 5, 123456, tzinfo=UTC)
DAYS = "/desk/registry/days"


def test_the_clerk_closes_the_day_and_the_director_signs(clerk, sign_in, entered):
    entered()
    assert clerk.post(f"{DAYS}/close/incoming")["Location"] == DAYS
    closing = DayClosing.objects.get()
    assert (closing.count, closing.first, closing.last) == (1, 1, 1)
    assert clerk.post(f"{DAYS}/{closing.pk}/sign").status_code == 404
    assert sign_in("director").post(f"{DAYS}/{closing.pk}/sign")["Location"] == DAYS
    closing.refresh_from_db()
    assert closing.head.email.startswith("director")


def test_a_day_is_closed_and_signed_once(clerk, sign_in, entered):
    entered()
    clerk.post(f"{DAYS}/close/incoming")
    assert clerk.post(f"{DAYS}/close/incoming").status_code == 409
    director, sign = sign_in("director"), f"{DAYS}/{DayClosing.objects.get().pk}/sign"
    director.post(sign)
    assert director.post(sign).status_code == 409


def test_what_comes_after_the_closing_bears_the_next_worked_day(clerk, entered):
    entered()
    clerk.post(f"{DAYS}/close/incoming")
    assert entered(subject="بعد الحصر").entry.register_day.isoformat() == "2026-11-19"


def test_the_register_of_a_day_is_printed_with_its_closing_line(clerk, entered):
    entered()
    clerk.post(f"{DAYS}/close/incoming")
    pdf = clerk.get(f"{DAYS}/{DayClosing.objects.get().pk}/register.pdf").content
    text = copied_with_poppler(pdf)
    assert "طلب معلومات" in text
    assert "حصر السجل" in text
    assert "Page 1 sur 1" in text


def test_a_day_without_entries_has_its_line_too(clerk, entered):
    entered()
    clerk.post(f"{DAYS}/close/incoming")
    DayClosing.objects.update(count=0, first=None, last=None, day=date(2026, 11, 16), at=A_MOMENT)
    pdf = clerk.get(f"{DAYS}/{DayClosing.objects.get().pk}/register.pdf").content
    assert "دون أي تقييد" in copied_with_poppler(pdf)


def test_a_label_and_a_receipt_are_printed(clerk, entered):
    letter = entered()
    label = clerk.get(f"/desk/registry/letters/{letter.pk}/label.pdf").content
    entry = letter.entry
    found = zxingcpp.read_barcode(picture_of(label, scale=4))
    assert found.text == f"2026{entry.number:06}{entry.series.register_id:04}"
    receipt = clerk.get(f"/desk/registry/letters/{letter.pk}/receipt.pdf").content
    assert "وصل إيداع" in copied_with_poppler(receipt)
