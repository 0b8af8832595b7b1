"""The hall screen: which files, in which order, and never a word about anybody."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shubbak.announcements.actions import announce, readdress_screen, take_down_screen
from shubbak.announcements.screens import _SOURCES, Gathering, shows_gatherings
from shubbak.cases.models import Case
from shubbak.cases.publicity.hall import hall_page
from shubbak.journal.rules import SYSTEM
from tests.board.conftest import address, screen_of
from tests.cases.office import named

CANARY = "طائر الكناري"
OF_PERSONS = ("title", "answers", "name", "phone", "email", "identity", "address", "applicant", "submitter")


def numbers(page: str) -> list[str]:
    return re.findall(r'<td class="number"><bdi dir="ltr">([^<]+)</bdi>', page)


def stand(case, state):
    Case.objects.filter(pk=case.pk).update(state=state)


def test_files_stand_ready_first_then_those_that_wait_for_their_applicants_then_by_number(
    office, screen, television
):
    first, second, third = (office.deposit() for _ in range(3))
    stand(third, "answered")
    stand(second, "waiting")
    page = television.get(address(screen)).content.decode()
    assert numbers(page) == [third.number, second.number, first.number]
    assert "جاهز للتسليم" in page


def test_seven_files_a_page_and_the_pages_go_round(office, screen, television):
    cases = [office.deposit() for _ in range(9)]
    pages = [television.get(address(screen, f"?turn={turn}")).content.decode() for turn in range(3)]
    assert [len(numbers(page)) for page in pages] == [7, 2, 7]
    assert numbers(pages[0]) + numbers(pages[1]) == [case.number for case in cases]
    assert "الصفحة 2 من 2" in pages[1]


def test_a_page_reaches_from_the_ready_files_into_the_others(office):
    cases = [office.deposit() for _ in range(6)]
    for case in cases[4:]:
        stand(case, "answered")
    files = [file.number for page in range(2) for file in hall_page((), (), page, 4).files]
    assert files == [case.number for case in [*cases[4:], *cases[:4]]]


def test_languages_take_turns(office, television, at):
    office.deposit()
    screen = screen_of("both", at=at, languages=("ar", "fr"))
    arabic, french = (television.get(address(screen, f"?turn={turn}")).content.decode() for turn in (0, 1))
    assert ('dir="rtl"' in arabic, "Page 1 sur 1" in french) == (True, True)


def test_nothing_about_a_person_a_place_or_a_subject_is_shown(office, screen, television):
    office.deposit(
        answers={"name": CANARY, "where": {"choice": "address", "district": "nakhil", "street": CANARY}}
    )
    Case.objects.update(title={"ar": CANARY, "fr": CANARY})
    page = television.get(address(screen)).content.decode()
    assert len(numbers(page)) == 1
    assert CANARY not in page


def test_no_field_about_a_person_is_read_for_a_screen(office):
    office.deposit()
    with CaptureQueriesContext(connection) as asked:
        assert hall_page(("customers",), ("technical-complaint",), 0, 7).files
    read = " ".join(query["sql"].split(" FROM ")[0] for query in asked if "cases_case" in query["sql"])
    assert "number" in read
    assert [word for word in OF_PERSONS if f'"{word}' in read] == []


def test_a_screen_of_other_units_or_services_does_not_show_the_file(office, television, at):
    office.deposit()
    elsewhere = screen_of("elsewhere", at=at, units=("electricity_network",))
    other = screen_of("other", at=at, services=("meter-test",))
    assert [numbers(television.get(address(each)).content.decode()) for each in (elsewhere, other)] == [
        [],
        [],
    ]


def test_a_closed_file_leaves_the_screen(office, screen, television, at):
    case = office.deposit()
    Case.objects.filter(pk=case.pk).update(closed_at=at)
    page = television.get(address(screen)).content.decode()
    assert numbers(page) == []
    assert "لا يوجد ملف مفتوح الآن" in page


def test_a_turn_that_has_not_changed_is_sent_without_a_body(office, screen, television):
    office.deposit()
    first = television.get(address(screen, "?part&turn=0"))
    known = {"If-None-Match": first.headers["ETag"]}
    again = television.get(address(screen, "?part&turn=0"), headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["X-Seconds-Of-Day"].isdigit()
    office.deposit()
    assert television.get(address(screen, "?part&turn=0"), headers=known).status_code == 200


def test_without_a_script_the_page_turns_by_itself(office, screen, television):
    page = television.get(address(screen, "?turn=3")).content.decode()
    assert 'content="20; url=?turn=1"' in page


def test_another_address_takes_the_old_one_away(screen, television, at):
    renewed = readdress_screen(screen=screen, actor=SYSTEM, at=at)
    assert television.get(address(screen)).status_code == 404
    assert television.get(address(renewed)).status_code == 200


def test_a_screen_that_was_taken_down_shows_nothing(screen, television, at):
    assert take_down_screen(screen=screen, actor=SYSTEM, at=at)
    assert not take_down_screen(screen=screen, actor=SYSTEM, at=at)
    assert television.get(address(screen)).status_code == 404


def test_an_announcement_stands_beside_the_files(screen, television, at):
    told = {"text": {}, "place": {}, "starts": at, "ends": at + timedelta(days=4000)}
    announce(kind="news", title=named("الجمعة عطلة رسمية"), actor=SYSTEM, at=at, **told)
    assert "الجمعة عطلة رسمية" in television.get(address(screen)).content.decode()


@pytest.fixture
def sitting(at):
    source = shows_gatherings(
        lambda units, now: Gathering(
            named("اللجنة المقبلة"), now + timedelta(days=2), named("قاعة الاجتماعات"), 14
        )
    )
    yield
    _SOURCES.remove(source)


def test_the_next_sitting_is_shown_as_soon_as_a_room_knows_of_one(screen, television, sitting):
    page = television.get(address(screen)).content.decode()
    assert "اللجنة المقبلة" in page
    assert "14\xa0ملفا · قاعة الاجتماعات" in page


def test_without_a_sitting_its_panel_is_not_there(screen, television):
    assert 'class="gathering"' not in television.get(address(screen)).content.decode()
