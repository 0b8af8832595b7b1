"""Rows read by a text of their own are the rows that the ORM reads."""

from typing import Any

import pytest

from shubbak.foundation.reading import rows_where
from shubbak.people.models import Unit

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


def _attributes() -> list[str]:
    return [field.attname for field in Unit._meta.concrete_fields]
