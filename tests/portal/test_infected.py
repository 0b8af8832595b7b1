"""A harmful program found in a paper, days after its deposit."""

import pytest
from django.utils import timezone

from shubbak.cases.models import Case, CaseEvent, Correspondence, DraftPaper
from shubbak.cases.queries.applicant import papers_to_come
from shubbak.documents.actions import set_scan
from shubbak.documents.models import Document
from shubbak.notifications.models import Message
from tests.portal.test_file import taken
from tests.portal.writing import answer, deposited, html, photograph


@pytest.fixture
def case(visitor, office) -> Case:
    """With the agent of the network."""
    answer(visitor, "photos", photos=photograph("العداد.jpg"))
    return taken(office, deposited(visitor))


def found_infected() -> None:
    set_scan(document=Document.objects.get(direction="in"), scan="infected", at=timezone.now())


def test_the_unit_is_told_and_the_person_is_asked_for_the_paper_again(case):
    found_infected()
    line = Correspondence.objects.get(case=case)
    assert "العداد.jpg" in line.words
    assert "يبقى إيداعكم برقمه وتاريخه" in line.words
    assert CaseEvent.objects.filter(case=case, what="infected").count() == 1
    assert Message.objects.filter(about_id=str(case.pk), template="desk:infected").exists()


def test_it_is_said_once(case):
    found_infected()
    found_infected()
    assert Correspondence.objects.count() == 1


def test_no_clock_and_no_number_is_touched(case):
    before = list(case.clocks.values_list("due_at", "ended_at")), case.number, case.state
    found_infected()
    fresh = Case.objects.get()
    assert (list(fresh.clocks.values_list("due_at", "ended_at")), fresh.number, fresh.state) == before


def test_the_paper_is_to_come_again_and_is_not_given_out(case, visitor):
    found_infected()
    assert "photo" in [wanted.name for wanted in papers_to_come(case)]
    page = html(visitor.get(f"/file/{case.pk}/"))
    assert "عُثر فيه على برنامج ضار" in page
    assert f"/file/{case.pk}/papers/{Document.objects.get(direction='in').pk}" not in page
    refused = visitor.get(f"/file/{case.pk}/papers/{Document.objects.get(direction='in').pk}")
    assert refused.status_code == 404
    assert "يجب إرسال الوثيقة من جديد" in html(refused)


def test_a_draft_loses_the_paper(visitor, office):
    answer(visitor, "photos", photos=photograph())
    found_infected()
    assert not DraftPaper.objects.exists()
