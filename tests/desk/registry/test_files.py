"""The page of files at the desk: the plan, holds, lists, the package."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_class, eliminate_approved
from shubbak.registry.filing.plan import PLAN
from shubbak.registry.models import EliminationList, EntrySubject, FileClass, LetterHold

PAGE = "/desk/registry/files/"
LATER = datetime(2040, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def letter(entered, registry):
    for one in PLAN:
        declare_class(facts=one, actor=SYSTEM, at=registry.at)
    return entered(nature="notice")


@pytest.fixture
def four(letter, entered):
    return [letter, *(entered(nature="notice", subject=f"إعلام {rank}") for rank in range(3))]


@pytest.fixture
def later(letter, sign_in, monkeypatch):
    """The same office, fourteen years on."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return sign_in


def test_a_list_is_drawn_up_by_the_clerk_and_let_go_by_the_director(letter, later):
    assert later("clerk").post(f"{PAGE}lists/new")["Location"] == PAGE
    listed = EliminationList.objects.get()
    page = f"{PAGE}lists/{listed.pk}"
    assert later("clerk").post(f"{page}/approve", {"reference": "14"}).status_code == 404
    director = later("director")
    assert "1/2026" in director.get(page).content.decode()
    assert director.post(f"{page}/approve", {"reference": ""}).status_code == 200
    assert director.post(f"{page}/approve", {"reference": "أ.م 14/2040"})["Location"] == page
    listed.refresh_from_db()
    assert listed.state == "approved"
    assert EntrySubject.objects.filter(entry=letter.pk).exists()


def test_a_letter_is_laid_into_a_class_and_held(letter, clerk, sign_in):
    page = f"/desk/registry/letters/{letter.pk}"
    assert clerk.post(f"{page}/class", {"file_class": "3.1"})["Location"] == page
    assert clerk.post(f"{page}/hold", {"reason": "نزاع"}).status_code == 404
    director = sign_in("director")
    assert director.post(f"{page}/hold", {"reason": "نزاع"})["Location"] == page
    shown = director.get(page).content.decode()
    assert "3.1" in shown
    assert "نزاع" in shown
    assert director.post(f"{page}/hold", {"reason": "انتهى"})["Location"] == page
    assert LetterHold.objects.get().lifted_because == "انتهى"


def test_the_plan_is_set_by_those_who_lead(letter, clerk, sign_in):
    assert "المراسلات العادية" in clerk.get(PAGE).content.decode()
    assert clerk.get(f"{PAGE}classes/new").status_code == 404
    form = {
        "title_ar": "المراسلات",
        "current_years": "3",
        "intermediate_years": "4",
        "fate": "keep",
        "natures": ["notice"],
    }
    assert sign_in("director").post(f"{PAGE}classes/1.1", form)["Location"] == PAGE
    assert FileClass.objects.get(code="1.1").years == 7


def test_the_package_is_for_those_who_lead(letter, later):
    FileClass.objects.filter(code="1.1").update(fate="keep")
    assert later("clerk").get(f"{PAGE}transfer.zip").status_code == 404
    answer = later("director").get(f"{PAGE}transfer.zip")
    assert b"".join(answer.streaming_content).startswith(b"PK")


def test_what_the_archives_have_is_no_longer_due(letter, later):
    FileClass.objects.filter(code="1.1").update(fate="keep")
    director, given = later("director"), {"reference": "أرشيف 12"}
    assert "لم تُجمع أي مراسلة" in director.post(f"{PAGE}taken-over", given).content.decode()
    director.get(f"{PAGE}transfer.zip")
    assert director.post(f"{PAGE}taken-over", given)["Location"] == PAGE
    assert director.get(f"{PAGE}transfer.zip").status_code == 404
    assert "أرشيف 12" in director.get(f"/desk/registry/letters/{letter.pk}").content.decode()


def test_a_sample_is_drawn_named_on_the_list_and_handed_over(four, later):
    FileClass.objects.filter(code="1.1").update(fate="sample", share=300)
    later("clerk").post(f"{PAGE}lists/new")
    listed = EliminationList.objects.get()
    page, director = f"{PAGE}lists/{listed.pk}", later("director")
    assert "2 من 4" in isolated(director.get(page).content.decode())
    assert director.get(f"{page}.pdf").content.startswith(b"%PDF-")
    director.post(f"{page}/approve", {"reference": "أ.م 14/2040"})
    eliminate_approved(at=LATER)
    kept = set(EntrySubject.objects.values_list("entry", flat=True))
    assert kept == set(listed.lines.filter(is_drawn=True).values_list("letter", flat=True))
    assert len(kept) == 2 < len(four)
    assert director.get(f"{PAGE}transfer.zip").status_code == 200


def test_the_share_of_a_sample_is_set_in_percent(letter, sign_in):
    form = {"title_ar": "الشكايات", "current_years": "2", "intermediate_years": "8", "fate": "sample"}
    director = sign_in("director")
    assert director.post(f"{PAGE}classes/1.2", {**form, "share": "0"}).status_code == 200
    assert director.post(f"{PAGE}classes/1.2", {**form, "share": "2.5"})["Location"] == PAGE
    assert FileClass.objects.get(code="1.2").share == 25
    assert "2,5%" in isolated(director.get(PAGE).content.decode())


def isolated(page):
    """Without the marks that hold figures in place."""
    return re.sub("[\u2066-\u2069]|</?bdi[^>]*>", "", page)


def test_others_have_no_page_of_files(registry, sign_in):
    for way in ("", "classes/new", "lists/new", "transfer.zip", "taken-over"):
        assert sign_in("agent").get(f"{PAGE}{way}").status_code == 404
