"""What a role covers, and the tree of units."""

from hypothesis import given
from hypothesis import strategies as st

from shubbak.people.rules import Grant, Roles, UnitNode, codes_under, would_be_circular

TREE = (
    UnitNode(1, "direction", None),
    UnitNode(2, "network", 1),
    UnitNode(3, "repairs", 2),
    UnitNode(4, "counter", 1),
)


def test_a_grant_for_everything_covers_every_service_and_unit() -> None:
    roles = Roles(grants=(Grant("agent"),))
    assert roles.has("agent", "leak", "network")
    assert not roles.has("head", "leak", "network")


def test_a_grant_for_a_service_and_units_covers_no_other() -> None:
    roles = Roles(grants=(Grant("agent", "leak", frozenset({"network", "repairs"})),))
    assert roles.has("agent")
    assert roles.has("agent", "leak", "repairs")
    assert not roles.has("agent", "bill", "repairs")
    assert not roles.has("agent", "leak", "counter")


def test_two_grants_do_not_lend_each_other_what_they_lack() -> None:
    roles = Roles(
        grants=(
            Grant("agent", "leak", frozenset({"network"})),
            Grant("agent", "bill", frozenset({"counter"})),
        )
    )
    assert not roles.has("agent", "leak", "counter")


def test_the_units_of_a_role_are_all_of_them_or_the_granted_ones() -> None:
    limited = Grant("agent", None, frozenset({"network"}))
    assert Roles(grants=(limited,)).units_as("agent") == frozenset({"network"})
    assert Roles(grants=(limited, Grant("agent"))).units_as("agent") is None
    assert Roles().units_as("agent") == frozenset()


def test_a_unit_reaches_what_stands_under_it() -> None:
    assert codes_under(TREE, 2) == {"network", "repairs"}
    assert codes_under(TREE, 1) == {"direction", "network", "repairs", "counter"}


def test_a_unit_cannot_move_under_its_own_child() -> None:
    assert would_be_circular(TREE, 1, 3)
    assert would_be_circular(TREE, 2, 2)
    assert not would_be_circular(TREE, 3, 4)


@given(st.lists(st.integers(min_value=0, max_value=30), min_size=1, max_size=30))
def test_any_tree_is_walked_to_its_end(parents: list[int]) -> None:
    nodes = [UnitNode(i, str(i), p if p < i else None) for i, p in enumerate(parents)]
    assert str(len(nodes) - 1) in codes_under(nodes, len(nodes) - 1)
    assert all(
        not would_be_circular(nodes, node.id, node.parent) for node in nodes if node.parent is not None
    )
