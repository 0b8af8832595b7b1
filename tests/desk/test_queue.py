"""The queue: who sees what, in which groups, page after page."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role

QUEUE = "/desk/"


def numbers(answer):
    return [row.number for group in answer.context["page"].groups for row in group.rows]


def test_a_stranger_is_sent_to_sign_in(office, client):
    answer = client.get(QUEUE, headers={"host": "miyah.localhost"})
    assert answer.status_code == 302
    assert "/staff/login/" in answer["Location"]


def test_the_counter_sees_what_came_in(office, sign_in):
    case = office.deposit()
    answer = sign_in("counter").get(QUEUE)
    assert numbers(answer) == [case.number]
    assert "أمينة بناني" in answer.content.decode()


def test_a_unit_that_has_nothing_to_do_with_a_file_does_not_see_it(office, sign_in):
    office.deposit()
    assert numbers(sign_in("stranger").get(QUEUE)) == []


def test_pages_follow_one_another_by_key(office, sign_in, monkeypatch):
    monkeypatch.setattr("shubbak.desk.views.queue._PAGE", 2)
    cases = [office.deposit() for _ in range(5)]
    client, seen, address = sign_in("counter"), [], QUEUE
    while address:
        answer = client.get(address)
        seen += numbers(answer)
        address = answer.context["page"].next_url
    assert sorted(seen) == sorted(case.number for case in cases)
    assert "offset" not in address


def test_whoever_deals_out_many_files_sees_more_on_a_page(office, sign_in, monkeypatch):
    monkeypatch.setattr("shubbak.desk.views.queue._PAGE", 1)
    monkeypatch.setattr("shubbak.desk.views.queue._LONG_PAGE", 2)
    cases = {office.deposit().number for _ in range(5)}
    client = sign_in("counter")
    long = client.get(client.get(QUEUE).context["page"].longer_url)
    after = client.get(long.context["page"].next_url)
    assert len(cases & {*numbers(long), *numbers(after)}) == 4
    assert long.context["page"].longer_url == ""
    assert numbers(client.get(after.context["page"].first_url)) == numbers(long)


def test_a_key_that_is_none_is_not_found(office, sign_in):
    assert sign_in("counter").get(f"{QUEUE}?after=x").status_code == 404
    assert sign_in("counter").get(f"{QUEUE}?tab=x").status_code == 404


def test_files_past_their_time_stand_first(office, sign_in, at):
    in_time = office.deposit()
    late = office.deposit(at=at - timedelta(days=20), answers={"since": "2026-10-27"})
    groups = sign_in("counter").get(QUEUE).context["page"].groups
    assert [(group.kind, group.rows[0].number) for group in groups] == [
        ("late", late.number),
        ("", in_time.number),
    ]


def test_a_filter_narrows_the_list_and_its_counts(office, sign_in):
    by_phone = office.deposit(channel="phone")
    office.deposit()
    answer = sign_in("counter").get(f"{QUEUE}?channel=phone")
    assert numbers(answer) == [by_phone.number]
    counts = {tab.name: tab.count for tab in answer.context["page"].tabs}
    assert (counts["all"], counts["unassigned"], counts["mine"]) == ("1", "1", "0")


def test_the_queue_asks_as_often_for_ten_files_as_for_one(office, sign_in, django_assert_num_queries):
    office.deposit()
    client = sign_in("counter")
    client.get(QUEUE)
    with CaptureQueriesContext(connection) as for_one:
        client.get(QUEUE)
    for _ in range(9):
        office.deposit()
    with django_assert_num_queries(len(for_one)):
        client.get(QUEUE)


def test_a_search_by_number_opens_the_file(office, sign_in):
    case = office.deposit()
    answer = sign_in("counter").get("/desk/search", {"words": case.number})
    assert answer["Location"] == f"/desk/cases/{case.pk}"


def test_a_person_leads_to_their_files(office, sign_in):
    office.deposit()
    (person,) = sign_in("counter").get("/desk/search", {"words": "أمينة"}).context["persons"]
    assert len(sign_in("counter").get(person.url).context["rows"]) == 1
    assert sign_in("stranger").get(person.url).status_code == 404


def test_a_search_finds_nothing_of_other_units(office, sign_in):
    office.deposit()
    answer = sign_in("stranger").get("/desk/search", {"words": "أمينة"})
    assert answer.context["rows"] == []
    assert len(sign_in("counter").get("/desk/search", {"words": "أمينة"}).context["rows"]) == 1


def test_only_administrators_read_the_outbox(office, sign_in, at):
    office.deposit()
    assert sign_in("counter").get("/desk/outbox/").status_code == 403
    secretary = office.staff["secretary"]
    grant_role(staff=secretary, role="administrator", actor=SYSTEM, starts=at, at=at)
    lines = sign_in("secretary").get("/desk/outbox/").context["lines"]
    assert [line["message"].address for line in lines] == ["amina@example.ma"]
