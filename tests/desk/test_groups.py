"""Groups at the desk: opened from a contract, joined, left, read with what they owe."""

from datetime import date

import pytest

from shubbak.utility.subscriptions.models import Group, ServicePoint
from shubbak.utility.subscriptions.queries import membership_of
from tests.cases.office import employ
from tests.utility.bills.street import issued, read
from tests.utility.subscriptions.institution import commune, contracts_of, group
from tests.utility.subscriptions.village import contract

HERE = "/desk/contracts/"
DAY = "2026-11-17"


@pytest.fixture
def made(office, agency, at):
    """Two contracts in a group, with their bills of a month."""
    agency.tariffs = ["ma-water-household"]
    agency.save(update_fields=["tariffs"])
    found = group(at)
    for each in contracts_of(found):
        read(each, date(2024, 11, 30), 1028)
    issued("2024-11", at)
    return found


def words(answer) -> str:
    return answer.content.decode()


def test_a_group_begins_with_a_contract_of_an_institution(made, sign_in, at):
    school = contract(at, "W-0009", holder=commune(at))
    counter = sign_in("counter")
    counter.post(f"{HERE}{school.number}/group", {"name": "الإنارة"})
    assert membership_of(school).group.name == "الإنارة"
    assert membership_of(school).group.number in words(counter.get(HERE + school.number))


def test_a_contract_of_a_natural_person_begins_none(made, sign_in, at):
    own = contract(at, "W-0009")
    assert sign_in("counter").get(f"{HERE}{own.number}/group").status_code == 404


@pytest.mark.parametrize("typed", ["{}", "مدارس"])
def test_it_is_found_by_its_number_and_its_name(made, sign_in, typed):
    answer = sign_in("agent").get(HERE, {"words": typed.format(made.number)})
    assert answer.headers["Location"] == f"{HERE}groups/{made.number}"


def test_its_page_tells_its_contracts_its_months_and_its_reference(made, sign_in):
    page = words(sign_in("agent").get(f"{HERE}groups/{made.number}"))
    assert all(each.number in page for each in contracts_of(made))
    assert "نونبر 2024" in page
    assert "RF" in page


def test_a_contract_joins_and_leaves(made, sign_in, at):
    school, counter = contract(at, "W-0009", holder=commune(at)), sign_in("counter")
    counter.post(f"{HERE}groups/{made.number}/join", {"contract": school.number, "on": DAY})
    assert membership_of(school).group == made
    counter.post(f"{HERE}groups/{made.number}/contracts/{school.number}/leave", {"on": DAY})
    assert membership_of(school) is None


def test_a_contract_of_somebody_else_is_refused_in_words(made, sign_in, at):
    own, counter = contract(at, "W-0009"), sign_in("counter")
    answer = counter.post(f"{HERE}groups/{made.number}/join", {"contract": own.number, "on": DAY})
    assert answer.status_code == 409
    assert "هذه العقدة ليست لهذه المؤسسة" in words(answer)


def test_it_ends(made, sign_in):
    sign_in("counter").post(f"{HERE}groups/{made.number}/end")
    assert Group.objects.get().ended_at


def test_who_only_audits_reads_it_and_changes_nothing(made, office, sign_in, at):
    employ(office, "auditor", "general_secretariat", "auditor", at, whole=True)
    auditor = sign_in("auditor")
    assert auditor.get(f"{HERE}groups/{made.number}").status_code == 200
    assert auditor.get(f"{HERE}groups/{made.number}/join").status_code == 404


def test_with_a_contract_of_another_unit_it_is_as_if_it_were_not(made, office, sign_in):
    ServicePoint.objects.filter(code="W-0001").update(unit=office.units["electricity_network"])
    assert sign_in("agent").get(f"{HERE}groups/{made.number}").status_code == 404


@pytest.mark.parametrize(("form", "status"), [("pdf", 200), ("xlsx", 200), ("csv", 200), ("exe", 404)])
def test_its_month_is_taken_as_paper_and_as_a_table(made, sign_in, form, status):
    answer = sign_in("agent").get(f"{HERE}groups/{made.number}/2024-11.{form}")
    assert answer.status_code == status
