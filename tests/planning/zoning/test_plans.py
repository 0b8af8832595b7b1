"""Plans stand in versions; the newest tells what holds at a point."""

import pytest
from django.db import DatabaseError, transaction

from shubbak.journal.rules import SYSTEM
from shubbak.planning.zoning.actions import import_plan
from shubbak.planning.zoning.models import UrbanPlan, Zone
from shubbak.planning.zoning.queries import told_at
from shubbak.planning.zoning.rules import NotZones
from tests.planning.zoning.plan_of_test import near, plan_file

HERE = (28.9865, -10.0572)


def test_a_point_is_told_its_zone_with_the_extract_around_it(agency, at):
    import_plan(file=near(*HERE), actor=SYSTEM, at=at)
    [told] = told_at(HERE[0], HERE[1] - 0.0005)
    assert [zone.code for zone in told.zones] == ["SA"]
    assert {(drawn.code, drawn.is_here) for drawn in told.extract} == {("SA", True), ("SD2", False)}


def test_on_a_border_both_zones_are_told(agency, at):
    import_plan(file=near(*HERE), actor=SYSTEM, at=at)
    [told] = told_at(*HERE)
    assert [zone.code for zone in told.zones] == ["SA", "SD2"]


def test_outside_of_every_plan_nothing_is_told(agency, at):
    import_plan(file=near(*HERE), actor=SYSTEM, at=at)
    assert told_at(31.0, -8.0) == []


def test_the_newest_version_counts_and_the_older_one_stays(agency, at):
    first = import_plan(file=near(*HERE), actor=SYSTEM, at=at)
    second = import_plan(file=near(*HERE, title_ar="نسخة أخرى"), actor=SYSTEM, at=at)
    assert [told.plan.pk for told in told_at(*HERE)] == [second.pk]
    assert (second.version, first.zones.count()) == (2, 2)


def test_the_same_file_again_changes_nothing(agency, at):
    first = import_plan(file=near(*HERE), actor=SYSTEM, at=at)
    assert import_plan(file=near(*HERE), actor=SYSTEM, at=at).pk == first.pk
    assert UrbanPlan.objects.count() == 1


def test_of_a_file_with_a_fault_nothing_is_taken_in(agency, at):
    with pytest.raises(NotZones):
        import_plan(file=plan_file(plan=None), actor=SYSTEM, at=at)
    assert not Zone.objects.exists()


@pytest.mark.parametrize("model", [UrbanPlan, Zone])
def test_what_a_plan_said_is_never_altered(model, agency, at):
    import_plan(file=near(*HERE), actor=SYSTEM, at=at)
    with pytest.raises(DatabaseError, match=r"never altered|permission denied"), transaction.atomic():
        model.objects.update(code="other")
