"""The body's words, colours and announcements, as an administrator writes them and people see them."""

import pytest

from shubbak.agencies.models import Agency
from shubbak.announcements.models import Announcement
from shubbak.journal.models import Leaf

BODY = "/desk/administration/body"
OUTAGE = {
    "kind": "outage",
    "starts": "2026-11-18T09:00",
    "ends": "2026-11-18T12:30",
    "title_ar": "ينقطع الماء في حي النخيل",
    "place_ar": "حي النخيل",
    "text_ar": "إصلاح قناة",
}
WORDS = {
    "name_ar": "وكالة الماء",
    "name_fr": "Régie",
    "email": "salam@miyah.example",
    "phones": "05 23 34 00 01",
}
COLOURS = {
    "accent": "#1A6147",
    "deep": "#0C4030",
    "tint": "#EAF5F0",
    "rule": "#B6DACA",
    "glow": "#7DCBA9",
}


@pytest.fixture
def home(administrator):
    return lambda: administrator.get("/").content.decode()


def test_a_planned_outage_stands_on_the_home_page_with_its_place_and_hours(administrator, home):
    assert administrator.post(f"{BODY}/announce", OUTAGE).status_code == 302
    page = home()
    assert "ينقطع الماء في حي النخيل" in page
    assert "حي النخيل · الأربعاء 18 نونبر 2026، من 9:00 إلى 12:30 · إصلاح قناة" in page
    assert Leaf.objects.filter(what="announcement.made").exists()


def test_what_is_taken_back_is_no_longer_shown_and_stays_written(administrator, home):
    administrator.post(f"{BODY}/announce", OUTAGE)
    told = Announcement.objects.get()
    administrator.post(f"/desk/administration/announcements/{told.pk}/withdraw")
    assert "ينقطع الماء" not in home()
    assert Announcement.objects.get().withdrawn_at is not None
    assert administrator.post(f"/desk/administration/announcements/{told.pk}/withdraw").status_code == 404


def test_news_to_come_waits_for_its_hour(administrator, home):
    administrator.post(f"{BODY}/announce", {**OUTAGE, "kind": "news"})
    assert "ينقطع الماء" not in home()
    assert "ليس في الصفحة الرئيسية الآن" in administrator.get(BODY).content.decode()


def test_an_announcement_that_is_over_is_refused_at_its_field(administrator):
    page = administrator.post(f"{BODY}/announce", {**OUTAGE, "ends": "2026-11-18T08:00"})
    assert "ends" in page.context["form"].errors
    assert (
        "starts" in administrator.post(f"{BODY}/announce", {**OUTAGE, "starts": "x"}).context["form"].errors
    )


def test_words_and_contact_data_of_the_body_are_changed(administrator):
    before = Agency.objects.get(code="miyah")
    Agency.objects.filter(pk=before.pk).update(phones=[{"number": "05 23 34 00 01", "label": {"ar": "ليلا"}}])
    assert administrator.post(f"{BODY}/words", WORDS).status_code == 302
    agency = Agency.objects.get(code="miyah")
    assert agency.name == {"ar": "وكالة الماء", "fr": "Régie"}
    assert agency.phones == [{"number": "+212523340001", "label": {"ar": "ليلا"}}]
    assert agency.calendar_version == before.calendar_version
    assert Leaf.objects.filter(what="body.described", about="agency/miyah").exists()


def test_the_number_of_the_declaration_stands_where_people_write_their_data(administrator):
    administrator.post(f"{BODY}/words", {**WORDS, "privacy_number": "D-GC-1/2026"})
    for address in ("/privacy", "/my/door"):
        assert "D-GC-1/2026" in administrator.get(address).content.decode()


def test_colours_that_can_be_read_are_kept_and_others_refused(administrator):
    assert administrator.post(f"{BODY}/colours", COLOURS).status_code == 302
    assert Agency.objects.get(code="miyah").palette == COLOURS
    amber = administrator.post(f"{BODY}/colours", {**COLOURS, "accent": "#7A4700"})
    assert (amber.status_code, "أحمر" in amber.content.decode()) == (409, True)
    assert "deep" in administrator.post(f"{BODY}/colours", {**COLOURS, "deep": "red"}).context["form"].errors
    assert Agency.objects.get(code="miyah").palette == COLOURS
