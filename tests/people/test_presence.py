"""Who acts for whom, and who is on duty: the rules alone, then in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from shubbak.people.actions import (
    appoint,
    end_absence,
    enlist_staff,
    give_turn,
    grant_role,
    note_absence,
)
from shubbak.people.queries import acting_for, head_of, on_duty, roles_of
from shubbak.people.rules import (
    Cover,
    StandInAbsent,
    StandsInMeanwhile,
    Turn,
    WorksElsewhere,
    check_cover,
    on_duty_for,
)
from tests.people.conftest import ADMINISTRATOR

START = datetime(2026, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)
PERIODS = st.tuples(st.integers(0, 20), st.integers(1, 10))
COVERS = st.tuples(st.integers(1, 5), st.integers(1, 5), PERIODS).filter(lambda made: made[0] != made[1])


def cover(absent, by, period):
    starts = START + period[0] * DAY
    return Cover(absent, by, starts, starts + period[1] * DAY)


@given(st.lists(COVERS, max_size=12))
def test_whoever_stands_in_is_never_away_meanwhile(made):
    kept = []
    for new in (cover(*parts) for parts in made):
        try:
            check_cover(new, kept)
        except (StandInAbsent, StandsInMeanwhile):
            continue
        kept.append(new)
    chained = [(one, other) for one in kept for other in kept if one.by == other.absent and one.meets(other)]
    assert chained == []


def test_the_turn_of_the_nearest_unit_counts_and_that_of_the_body_last():
    turns = (Turn(1, None), Turn(2, 30), Turn(3, 10))
    assert on_duty_for(turns, [10, 20, 30]) == 3
    assert on_duty_for(turns, [20, 30]) == 2
    assert on_duty_for(turns, [40]) == 1
    assert on_duty_for(turns[1:], [40]) is None


@pytest.fixture
def karim(agency, at):
    return enlist_staff(email="karim@miyah.example", name="كريم", actor=ADMINISTRATOR, at=at)


@pytest.fixture
def away(souad, karim, head_of_network, network, since, at):
    """Souad heads the network and is away for ten days; Karim stands in."""
    appoint(staff=souad, position=head_of_network, actor=ADMINISTRATOR, starts=since, at=since)
    for role in ("head", "administrator"):
        grant_role(staff=souad, role=role, actor=ADMINISTRATOR, starts=since, at=since)
    return note_absence(
        staff=souad, stand_in=karim, starts=at, ends=at + 10 * DAY, actor=ADMINISTRATOR, at=at
    )


def test_the_stand_in_is_what_the_absent_one_is_during_those_days_alone(away, karim, network, at):
    assert roles_of(karim, at).headed == {"network"}
    assert roles_of(karim, at).has("head")
    assert not roles_of(karim, at - DAY).has("head")
    assert not roles_of(karim, at + 10 * DAY).has("head")
    assert head_of(network, at) == karim


def test_nobody_becomes_an_administrator_by_standing_in(away, karim, at):
    assert not roles_of(karim, at).has("administrator")


def test_whoever_comes_back_early_takes_everything_back_at_once(away, souad, karim, at):
    later, session = at + DAY, karim.get_session_auth_hash()
    end_absence(absence=away, actor=ADMINISTRATOR, at=later)
    karim.refresh_from_db()
    assert acting_for(souad, later) == souad
    assert roles_of(karim, later).headed == frozenset()
    assert karim.get_session_auth_hash() != session


def test_nobody_is_away_twice_at_the_same_time(away, souad, at):
    other = enlist_staff(email="hind@miyah.example", name="هند", actor=ADMINISTRATOR, at=at)
    with pytest.raises(IntegrityError):
        note_absence(
            staff=souad, stand_in=other, starts=at + DAY, ends=at + 2 * DAY, actor=ADMINISTRATOR, at=at
        )


def test_on_duty_is_who_works_there_and_whoever_stands_in_for_them(away, souad, karim, repairs, at):
    days = {"starts": at, "ends": at + DAY, "actor": ADMINISTRATOR, "at": at}
    hind = enlist_staff(email="hind@miyah.example", name="هند", actor=ADMINISTRATOR, at=at)
    with pytest.raises(WorksElsewhere):
        give_turn(staff=hind, unit=repairs, **days)
    give_turn(staff=souad, unit=repairs.parent, **days)
    assert on_duty(repairs, at) == karim
    assert on_duty(repairs, at + DAY) is None
