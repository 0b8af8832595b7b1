"""A session that rests ends; what was typed waits for its writer, who sees where they are signed in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.cases.models import Correspondence
from shubbak.journal.models import Leaf
from shubbak.people.actions import end_sessions, forget_forms_about, sweep_sessions
from shubbak.people.models import LateForm, StaffSession
from tests.desk.conftest import HOST

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
WORDS = {"subject": "موعد", "words": "السلام عليكم\nغدا في العاشرة", "go": "yes"}


@pytest.fixture
def clock(office, monkeypatch):
    """Let time pass for every request."""

    def later(away):
        monkeypatch.setattr(timezone, "now", lambda: office.at + away)

    return later


@pytest.fixture
def case(office):
    return office.deposit()


def write(case):
    return f"/desk/cases/{case.pk}/acts/write"


def opens(client):
    return client.get("/desk/").status_code == 200


def send_late(client, case, clock, away=2 * HOUR):
    """The page on which the words wait that somebody sends to a file after the end of their session."""
    assert opens(client)
    clock(away)
    answer = client.post(write(case), WORDS)
    assert answer.status_code == 403
    assert "السلام" not in answer.content.decode()
    return f"/staff/late/{LateForm.objects.get().pk}/"


@pytest.mark.asvs("7.3.1")
@pytest.mark.asvs("7.3.2")
def test_a_session_ends_an_hour_after_it_was_used_last_and_twelve_after_it_began(sign_in, clock):
    rests, works = sign_in("counter"), sign_in("counter")
    assert opens(rests)
    for minutes in range(0, 12 * 60, 50):
        clock(minutes * MINUTE)
        assert opens(works)
    clock(61 * MINUTE)
    assert not opens(rests)
    clock(12 * HOUR)
    assert not opens(works)


@pytest.mark.asvs("7.3.1")
def test_the_times_are_the_installations(sign_in, clock, settings):
    settings.SHUBBAK_SESSION_RESTS = 5 * MINUTE
    desk = sign_in("counter")
    assert opens(desk)
    clock(6 * MINUTE)
    assert not opens(desk)


def test_words_sent_too_late_are_sent_again_by_the_same_person(sign_in, clock, case):
    page = send_late(sign_in("counter"), case, clock)
    again = sign_in("counter")
    assert list(again.get(page).context["typed"]) == [WORDS["subject"], WORDS["words"]]
    sent = again.post(f"{page}send/", WORDS, follow=True)
    assert sent.redirect_chain[0] == (write(case), 307)
    assert Correspondence.objects.get().subject == "موعد"
    assert again.get(page).status_code == 404


def test_nobody_else_reads_them_and_a_day_later_nobody(sign_in, clock, case, office):
    page = send_late(sign_in("counter"), case, clock)
    assert sign_in("head").get(page).status_code == 404
    assert Client(headers=HOST).get(page)["Location"].startswith("/staff/login/")
    clock(27 * HOUR)
    assert sign_in("counter").get(page).status_code == 404
    sweep_sessions(at=office.at + 27 * HOUR)
    assert not LateForm.objects.exists()


def test_words_of_whoever_lost_a_right_wait_too(sign_in, clock, case, office):
    desk = sign_in("counter")
    assert opens(desk)
    end_sessions(staff=office.staff["counter"])
    assert desk.post(write(case), WORDS).status_code == 403
    assert LateForm.objects.get().staff == office.staff["counter"]


def test_they_are_thrown_away_at_a_word_and_with_the_file(sign_in, clock, case):
    page = send_late(sign_in("counter"), case, clock)
    assert sign_in("counter").post(f"{page}forget/")["Location"] == "/desk/"
    assert not LateForm.objects.exists()
    send_late(sign_in("counter"), case, clock, 5 * HOUR)
    forget_forms_about(name=str(case.pk))
    assert not LateForm.objects.exists()


@pytest.mark.parametrize(("origin", "waits"), [("http://miyah.localhost", 1), ("https://elsewhere.ma", 0)])
def test_a_form_from_before_the_last_sign_in_waits_unless_it_is_foreign(sign_in, case, origin, waits):
    desk = sign_in("counter")
    desk.handler.enforce_csrf_checks = True
    answer = desk.post(write(case), WORDS, headers={"origin": origin})
    assert answer.status_code == (302 if waits else 403)
    assert LateForm.objects.count() == waits


@pytest.mark.asvs("7.5.2")
def test_one_ends_one_session_or_all_others_and_it_is_on_record(sign_in, office):
    here, phone, home = (sign_in("counter") for _ in range(3))
    assert opens(phone)
    assert opens(home)
    shown = here.get("/staff/sessions/")
    other = next(line for line in here.get("/staff/sessions/").context["lines"] if not line["is_here"])
    assert len(shown.context["lines"]) == 2
    assert other["row"].session_key not in shown.content.decode()
    here.post("/staff/sessions/end/", {"session": other["name"]})
    assert [opens(phone), opens(home)].count(False) == 1
    here.post("/staff/sessions/end/", {"session": "others"})
    assert [opens(phone), opens(home), opens(here)] == [False, False, True]
    about = f"staff/{office.staff['counter'].pk}"
    assert Leaf.objects.filter(what="staff.sessions_ended", about=about).count() == 2


@pytest.mark.asvs("7.5.2")
def test_nobody_ends_or_sees_anothers(sign_in):
    mine, foreign = sign_in("counter"), sign_in("head")
    assert opens(foreign)
    assert opens(mine)
    (line,) = foreign.get("/staff/sessions/").context["lines"]
    mine.post("/staff/sessions/end/", {"session": line["name"]})
    mine.post("/staff/sessions/end/", {"session": "others"})
    assert opens(foreign)
    assert [each["is_here"] for each in mine.get("/staff/sessions/").context["lines"]] == [True]


def test_what_is_known_of_a_session_goes_a_week_after_its_end(sign_in, office):
    assert opens(sign_in("counter"))
    sweep_sessions(at=office.at + timedelta(days=7))
    assert StaffSession.objects.exists()
    sweep_sessions(at=office.at + timedelta(days=8))
    assert not StaffSession.objects.exists()
