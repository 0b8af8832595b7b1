"""A file goes round the bodies that sit for its class."""

import pytest

from shubbak.cases.rules import Refused
from shubbak.planning.sittings.models import Consultation, Round
from shubbak.planning.sittings.queries import ready_rounds
from tests.planning.committee import body, take


def test_a_file_goes_to_the_bodies_of_its_class(office):
    body("commune")
    body("agency", binds=True)
    body("registry", sits_for=["division"])
    case = take(office, office.deposit(), "circulate")
    asked = {each.body.code: each.binds for each in Consultation.objects.filter(round__case=case)}
    assert asked == {"commune": False, "agency": True}
    assert [each.case for each in ready_rounds("large")] == [case]


def test_nothing_circulates_where_nobody_sits(office):
    with pytest.raises(Refused, match="sittings:no_bodies"):
        take(office, office.deposit(), "circulate")


def test_changed_plans_begin_another_round(office):
    body("commune")
    case = take(office, office.deposit(), "circulate")
    take(office, case, "circulate")
    assert [(each.rank, each.ended_at is None) for each in Round.objects.filter(case=case)] == [
        (1, False),
        (2, True),
    ]


def test_what_is_taken_back_waits_for_no_sitting(office):
    body("commune")
    case = take(office, office.deposit(), "circulate")
    take(office, case, "take_back")
    assert not ready_rounds("large").exists()


@pytest.mark.parametrize("step", ["grant", "reserve", "confirm"])
def test_no_step_is_taken_before_a_sitting_has_said_anything(office, step):
    body("commune")
    case = take(office, office.deposit(), "circulate")
    with pytest.raises(Refused, match="guard:"):
        take(office, case, step)
