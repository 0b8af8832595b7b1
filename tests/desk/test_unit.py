"""The head's page, and the hand-over from it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shubbak.cases.actions import hand_over
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import note_absence
from tests.cases.test_workflow import in_progress, referred

UNIT = "/desk/unit/"


@pytest.fixture
def away(office, at):
    """The agent is away; the colleague stands in."""
    people = office.staff
    days = {"starts": at - timedelta(days=1), "ends": at + timedelta(days=5)}
    return note_absence(staff=people["agent"], stand_in=people["colleague"], actor=SYSTEM, at=at, **days)


def lines(answer, table):
    return {line.name: line.load.open for line in getattr(answer.context["page"], table)}


def test_a_head_reads_who_has_what(office, sign_in):
    in_progress(office)
    referred(office)
    answer = sign_in("head").get(UNIT)
    assert lines(answer, "people") == {"agent": 1, "colleague": 0, "head": 0}
    assert lines(answer, "services") == {"شكاية تقنية": 2}
    assert (answer.context["page"].whole.load.open, answer.context["page"].nobody) == (2, 1)


def test_each_figure_leads_to_its_files(office, sign_in):
    case = in_progress(office)
    client = sign_in("head")
    (agent,) = [line for line in client.get(UNIT).context["page"].people if line.name == "agent"]
    rows = client.get(agent.all_url).context["page"].groups[0].rows
    assert [row.number for row in rows] == [case.number]


def test_a_general_secretary_reads_all_units_and_one_of_them(office, sign_in):
    in_progress(office)
    office.deposit()
    client = sign_in("secretary")
    assert lines(client.get(UNIT), "units") == {"customers": 1, "water_network": 1}
    one = client.get(f"{UNIT}?unit=water_network")
    assert lines(one, "people") == {"agent": 1, "colleague": 0, "head": 0}
    assert not any(line.hand_over for line in one.context["page"].people)
    assert "العلامات" not in one.content.decode()


@pytest.mark.parametrize("role", ["agent", "counter", "stranger"])
def test_for_others_the_page_is_not_there(office, sign_in, role):
    in_progress(office)
    client = sign_in(role)
    for page in (UNIT, f"{UNIT}hand-over/{office.staff['agent'].pk}"):
        assert client.get(page).status_code == client.post(page).status_code == 404


def test_another_unit_is_not_there_for_a_head(sign_in):
    assert sign_in("head").get(f"{UNIT}?unit=customers").status_code == 404


def test_the_page_asks_as_often_for_six_files_as_for_one(office, sign_in, django_assert_num_queries):
    in_progress(office)
    client = sign_in("head")
    client.get(UNIT)
    with CaptureQueriesContext(connection) as for_one:
        client.get(UNIT)
    for _ in range(5):
        in_progress(office)
    with django_assert_num_queries(len(for_one)):
        client.get(UNIT)


def test_an_absence_of_today_is_said(office, sign_in, away):
    in_progress(office)
    (line,) = sign_in("head").get(UNIT).context["page"].absences
    assert line.startswith("\u2068agent\u2069: غياب إلى غاية")
    assert "\u2068colleague\u2069" in line


def test_a_head_hands_over_the_files_of_an_absent_colleague(office, sign_in, away):
    case = in_progress(office)
    client, page = sign_in("head"), f"{UNIT}hand-over/{office.staff['agent'].pk}"
    form = client.get(page).context["form"]
    assert [name for _, name in form.fields["receivers"].choices] == [
        "colleague – لا ملف مفتوح",
        "head – لا ملف مفتوح",
    ]
    posted = {"receivers": [office.staff["colleague"].pk], "reason": "إجازة مرضية", "which": "all"}
    answer = client.post(page, posted, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["نُقل ملف واحد."]
    shown = client.get(f"/desk/cases/{case.pk}").content.decode()
    assert "إجازة مرضية" in shown
    assert "نقل الملف من" in shown
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"which": "all", "reason": "x"}, "receivers"),
        ({"which": "all", "receivers": ["1"], "reason": ""}, "reason"),
        ({"receivers": ["1"], "reason": "x"}, "which"),
    ],
)
def test_what_is_missing_is_said_at_its_field(office, sign_in, posted, field):
    in_progress(office)
    answer = sign_in("head").post(f"{UNIT}hand-over/{office.staff['agent'].pk}", posted)
    assert field in answer.context["form"].errors


def test_nothing_ticked_is_refused_in_words(office, sign_in):
    in_progress(office)
    posted = {"which": "ticked", "receivers": [office.staff["colleague"].pk], "reason": "x"}
    answer = sign_in("head").post(f"{UNIT}hand-over/{office.staff['agent'].pk}", posted)
    assert answer.status_code == 409


def test_a_stand_in_sees_whose_file_it_is(office, sign_in, at):
    in_progress(office)
    people = office.staff
    days = {"starts": at - timedelta(days=1), "ends": at + timedelta(days=5)}
    note_absence(staff=people["agent"], stand_in=people["stranger"], actor=SYSTEM, at=at, **days)
    page = sign_in("stranger").get("/desk/?tab=mine").content.decode()
    assert "غائب، وتنوبون عنه" in page


def test_the_history_says_to_whom_it_went_in_each_hand(office, sign_in, at):
    case = in_progress(office)
    people = office.staff
    hand_over(
        colleague=people["agent"],
        receivers=[people["colleague"]],
        reason="x",
        actor=office.actor("head"),
        at=at,
    )
    page = sign_in("head").get(f"/desk/cases/{case.pk}")
    assert any("colleague" in line.what for line in page.context["page"].lines)
