"""Rows read by a text of their own are the rows that the ORM reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from shubbak.foundation.reading import rows_where, statement_of
from shubbak.people.models import RoleGrant, Unit

pytestmark = pytest.mark.django_db


def test_a_row_is_the_one_that_a_queryset_reads(agency: Any) -> None:
    kept = Unit.objects.create(code="cashiers", name={"ar": "الخزينة"}, phones=[{"number": "0535"}])
    [read] = rows_where(Unit, "this.code = %s", ["cashiers"])
    plain = Unit.objects.get(pk=kept.pk)
    assert {name: getattr(read, name) for name in _attributes()} == {
        name: getattr(plain, name) for name in _attributes()
    }
    assert read._state.db == plain._state.db
    assert not read._state.adding


def test_a_related_row_comes_along_without_a_query(agency: Any, django_assert_num_queries: Any) -> None:
    above = Unit.objects.create(code="finance", name={"ar": "المالية"})
    Unit.objects.create(code="cashiers", name={"ar": "الخزينة"}, parent=above)
    with django_assert_num_queries(1):
        [read] = rows_where(Unit, "this.code = %s", ["cashiers"], related=("parent",))
        assert read.parent == above
        assert read.parent.name == {"ar": "المالية"}


def test_no_row_is_an_empty_list(agency: Any) -> None:
    assert rows_where(Unit, "this.code = %s", ["nobody"]) == []


def test_an_empty_key_brings_nothing_along(agency: Any, django_assert_num_queries: Any) -> None:
    Unit.objects.create(code="cashiers", name={"ar": "الخزينة"})
    with django_assert_num_queries(1):
        [read] = rows_where(Unit, "this.code = %s", ["cashiers"], related=("parent",))
        assert read.parent is None


@dataclass(frozen=True)
class GrantsAt:
    """The grants of a role at an instant, and how often that was made into a statement."""

    role: str
    made: ClassVar[list[str]] = []

    def composed(self, at: datetime) -> tuple[str, Sequence[Any]]:
        self.made.append(self.role)
        wanted = RoleGrant.objects.in_force(at).filter(role=self.role)
        return wanted.values("pk").query.sql_with_params()


def test_a_statement_is_made_once_and_read_at_each_instant() -> None:
    first, second = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    (text, early), (again, late) = (
        statement_of(GrantsAt("head"), first),
        statement_of(GrantsAt("head"), second),
    )
    assert GrantsAt.made == ["head"]
    assert text == again
    assert (early.count(first), late.count(second)) == (2, 2)
    assert late == [second if value is first else value for value in early]


def _attributes() -> list[str]:
    return [field.attname for field in Unit._meta.concrete_fields]
