"""Duty and absences, as an administrator notes and ends them."""

import pytest

from shubbak.journal.models import Leaf
from shubbak.people.models import Absence, DutyTurn

PRESENCE = "/desk/administration/presence"
DAYS = {"starts": "2026-11-17", "ends": "2026-11-20"}


@pytest.fixture
def numbers(office):
    return {name: staff.pk for name, staff in office.staff.items()}


def absent(client, who, stand_in, **days):
    return client.post(
        "/desk/administration/absences/new", {"staff": who, "stand_in": stand_in, **(days or DAYS)}
    )


def test_an_absence_is_noted_shown_and_ended(administrator, numbers):
    assert absent(administrator, numbers["agent"], numbers["colleague"]).status_code == 302
    absence = Absence.objects.get()
    assert absence.ends.isoformat() == "2026-11-20T23:00:00+00:00"
    assert "colleague" in administrator.get(PRESENCE).content.decode()
    administrator.post(f"/desk/administration/absences/{absence.pk}/end")
    assert "colleague" not in administrator.get(PRESENCE).content.decode()
    assert Leaf.objects.filter(what__startswith="staff.absence").count() == 2


def test_a_chain_of_stand_ins_is_refused_in_words(administrator, numbers):
    absent(administrator, numbers["agent"], numbers["colleague"])
    page = absent(administrator, numbers["colleague"], numbers["head"])
    assert page.status_code == 409
    assert "ينوب الموظف عن غيره في هذه المدة" in page.content.decode()
    page = absent(administrator, numbers["head"], numbers["agent"])
    assert "من سينوب غائب" in page.content.decode()


@pytest.mark.parametrize("days", [{"starts": "2026-11-20", "ends": "2026-11-17"}, {"starts": "2026-11-20"}])
def test_days_that_make_no_period_are_said_at_their_field(administrator, numbers, days):
    page = absent(administrator, numbers["agent"], numbers["colleague"], **days)
    assert "ends" in page.context["form"].errors


def test_nobody_stands_in_for_themselves(administrator, numbers):
    assert "stand_in" in absent(administrator, numbers["agent"], numbers["agent"]).context["form"].errors


def test_a_turn_of_duty_is_given_to_who_works_there_and_ended(administrator, numbers):
    turn = {"staff": numbers["agent"], "unit": "customers", **DAYS}
    page = administrator.post("/desk/administration/turns/new", turn)
    assert "ليس للموظف صلاحية عمل في هذه المصلحة" in page.content.decode()
    administrator.post("/desk/administration/turns/new", {**turn, "unit": "water_network"})
    given = DutyTurn.objects.get()
    assert "agent" in administrator.get(PRESENCE).content.decode()
    assert administrator.post(f"/desk/administration/turns/{given.pk}/end").status_code == 302
    assert not DutyTurn.objects.exists()
