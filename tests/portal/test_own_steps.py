"""Steps that the pack gives to the person, and the complaint about silence, on the page of the file."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from shubbak.cases.actions import deposit, run_clocks
from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.notifications.models import Message
from tests.cases.office import APPLICANT
from tests.cases.test_conditions import PLAIN, bureau
from tests.portal.writing import deposited, html, photograph

__all__ = ["bureau"]


@pytest.fixture
def overdue(visitor, bureau) -> Case:
    """A request for information that nobody has answered in time, opened by its person."""
    now = timezone.now()
    case = deposit(
        service_version=bureau.service,
        answers=PLAIN,
        channel="portal",
        language="ar",
        submission_id=uuid4(),
        actor=APPLICANT,
        at=now - timedelta(days=60),
    )
    run_clocks(at=now)
    visitor.post("/track", {"number": case.number, "code": access_code_of(case)})
    return case


def complain_path(case) -> str:
    return f"/file/{case.pk}/steps/complain_silence"


def test_a_step_of_the_person_is_offered_with_what_to_write(visitor, overdue):
    page = html(visitor.get(f"/file/{overdue.pk}/"))
    assert complain_path(overdue) in page
    assert "انتهى الأجل ولم تتوصلوا بجواب" in page


def test_the_step_is_taken_with_words_and_papers(visitor, overdue):
    sent = visitor.post(complain_path(overdue), {"words": "لم يجبني أحد.", "papers": photograph("s.jpg")})
    assert sent.status_code == 200
    overdue.refresh_from_db()
    assert (overdue.state, overdue.papers.count()) == ("review", 1)
    assert overdue.events.get(step="complain_silence").words == "لم يجبني أحد."
    assert visitor.get(complain_path(overdue))["Location"] == f"/file/{overdue.pk}/"


def test_without_the_words_that_it_needs_nothing_is_sent(visitor, overdue):
    refused = visitor.post(complain_path(overdue), {"words": ""})
    assert refused.status_code == 422
    assert "اكتبوا ما تريدون قوله." in html(refused)
    overdue.refresh_from_db()
    assert overdue.state == "overdue"


def test_what_is_no_step_of_the_person_leads_back_to_the_file(visitor, overdue):
    for name in ("decide", "withdraw", "nothing"):
        assert visitor.post(f"/file/{overdue.pk}/steps/{name}", {"words": "x"}).status_code == 302
    assert Case.objects.get().state == "overdue"


@pytest.fixture
def late(visitor, office) -> Case:
    case, before = deposited(visitor), timezone.now() - timedelta(days=40)
    case.clocks.filter(code="answer").update(started_at=before, due_at=before + timedelta(days=14))
    return case


def test_silence_may_be_complained_of_where_it_decides_nothing(visitor, late):
    assert f"/file/{late.pk}/delay" in html(visitor.get(f"/file/{late.pk}/"))
    visitor.post(f"/file/{late.pk}/delay", {"reason": "مر شهر."})
    assert late.events.get(what="silence_complained").words == "مر شهر."
    told = Message.objects.filter(template="desk:silence_complained")
    assert [message.address for message in told] == ["secretary@miyah.example"]


def test_the_complaint_is_made_once_and_stands_on_the_page(visitor, late):
    visitor.post(f"/file/{late.pk}/delay", {"reason": ""})
    page = html(visitor.get(f"/file/{late.pk}/"))
    assert "اشتكيتم من التأخر يوم" in page
    assert f"/file/{late.pk}/delay" not in page
    assert visitor.post(f"/file/{late.pk}/delay", {"reason": ""}).status_code == 302
    assert late.events.filter(what="silence_complained").count() == 1


def test_before_its_time_has_run_out_nobody_complains_of_silence(visitor, office):
    case = deposited(visitor)
    assert f"/file/{case.pk}/delay" not in html(visitor.get(f"/file/{case.pk}/"))
    assert visitor.get(f"/file/{case.pk}/delay")["Location"] == f"/file/{case.pk}/"
