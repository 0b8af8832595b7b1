"""Units, positions, appointments and roles in the database."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from shubbak.people.actions import appoint, close_account, grant_role, move_unit, open_position, withdraw_role
from shubbak.people.models import Position, RoleGrant, Staff, Unit
from shubbak.people.queries import head_of, holders, roles_of, staff_of
from shubbak.people.rules import CircularUnits, UnknownRole
from tests.people.conftest import ADMINISTRATOR, named


def granted(staff: Staff, at: datetime, role: str = "agent", **more: Any) -> RoleGrant:
    return grant_role(staff=staff, role=role, actor=ADMINISTRATOR, at=at, starts=at, **more)


def test_a_role_for_a_unit_reaches_the_units_under_it(
    souad: Staff, network: Unit, repairs: Unit, at: datetime
) -> None:
    granted(souad, at, unit=network, service="leak")
    roles = roles_of(souad, at)
    assert roles.has("agent", "leak", "repairs")
    assert not roles.has("agent", "bill", "repairs")


def test_a_role_does_not_reach_the_unit_above(
    souad: Staff, network: Unit, repairs: Unit, at: datetime
) -> None:
    granted(souad, at, unit=repairs)
    assert not roles_of(souad, at).has("agent", unit="network")


def test_a_role_counts_only_during_its_period(souad: Staff, at: datetime) -> None:
    granted(souad, at, ends=at + timedelta(days=1))
    moments = (at - timedelta(seconds=1), at, at + timedelta(days=1))
    assert [roles_of(souad, moment).has("agent") for moment in moments] == [False, True, False]


def test_nobody_is_granted_a_role_that_does_not_exist(souad: Staff, at: datetime) -> None:
    with pytest.raises(UnknownRole):
        granted(souad, at, role="king")


def test_a_withdrawn_role_ends_at_once_with_every_session(
    souad: Staff, since: datetime, at: datetime
) -> None:
    grant = granted(souad, since)
    before = souad.get_session_auth_hash()
    withdraw_role(grant=grant, actor=ADMINISTRATOR, at=at)
    souad.refresh_from_db()
    assert not roles_of(souad, at).has("agent")
    assert souad.get_session_auth_hash() != before


def test_a_role_that_never_began_disappears(souad: Staff, at: datetime) -> None:
    grant = grant_role(staff=souad, role="agent", actor=ADMINISTRATOR, at=at, starts=at + timedelta(days=9))
    withdraw_role(grant=grant, actor=ADMINISTRATOR, at=at)
    assert not RoleGrant.objects.exists()


def test_the_head_of_a_unit_is_who_holds_that_position_now(
    souad: Staff, network: Unit, head_of_network: Position, since: datetime, at: datetime
) -> None:
    assert head_of(network, at) is None
    appoint(staff=souad, position=head_of_network, actor=ADMINISTRATOR, starts=since, at=since)
    assert head_of(network, at) == souad
    assert list(staff_of(network, at)) == [souad]
    assert roles_of(souad, at).headed == frozenset()
    grant_role(staff=souad, role="head", unit=network, actor=ADMINISTRATOR, starts=since, at=since)
    assert roles_of(souad, at).headed == {"network"}


def test_a_unit_has_one_head(network: Unit, head_of_network: Position, at: datetime) -> None:
    with pytest.raises(IntegrityError):
        open_position(
            code="second", title=named("رئيس"), unit=network, is_head=True, actor=ADMINISTRATOR, at=at
        )


def test_nobody_holds_one_position_twice_at_the_same_time(
    souad: Staff, head_of_network: Position, since: datetime, at: datetime
) -> None:
    appoint(staff=souad, position=head_of_network, actor=ADMINISTRATOR, starts=since, ends=at, at=since)
    appoint(staff=souad, position=head_of_network, actor=ADMINISTRATOR, starts=at, at=at)
    with pytest.raises(IntegrityError):
        appoint(
            staff=souad, position=head_of_network, actor=ADMINISTRATOR, starts=at + timedelta(days=3), at=at
        )


def test_a_closed_account_has_no_role_left(souad: Staff, since: datetime, at: datetime) -> None:
    granted(souad, since)
    close_account(staff=souad, actor=ADMINISTRATOR, at=at)
    assert not roles_of(souad, at).has("agent")
    assert not holders("agent", at=at).exists()


def test_holders_of_a_unit_include_those_of_the_units_above(
    souad: Staff, network: Unit, repairs: Unit, at: datetime
) -> None:
    granted(souad, at, role="head", unit=network)
    assert list(holders("head", repairs, at=at)) == [souad]
    assert not holders("complaints", repairs, at=at).exists()


def test_units_never_close_a_ring(network: Unit, repairs: Unit, at: datetime) -> None:
    with pytest.raises(CircularUnits):
        move_unit(unit=network, parent=repairs, actor=ADMINISTRATOR, at=at)
