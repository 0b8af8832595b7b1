"""A plan comes as GeoJSON: taken in whole, or refused with each of its faults."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from shubbak.planning.zoning.rules import NotZones, read_plan
from tests.planning.zoning.plan_of_test import feature, plan_file, square

BOW_TIE = {"type": "Polygon", "coordinates": [[[2, 0], [3, 1], [3, 0], [2, 1], [2, 0]]]}


def faults(**changes: Any) -> list[tuple[str, int]]:
    with pytest.raises(NotZones) as refused:
        read_plan(plan_file(**changes))
    return [(fault.code, fault.feature) for fault in refused.value.faults]


def test_its_zones_have_their_rules_in_each_language_or_in_one_for_all():
    plan, [first, _second] = read_plan(plan_file())
    assert (plan.code, plan.title["ar"], plan.state) == ("pa-test", "تصميم التهيئة", "approved")
    assert first.rules["height"] == {"ar": "11,50 m", "fr": "11,50 m", "en": "11,50 m"}
    assert first.rules["use"] == {"ar": "سكن", "fr": "Habitat"}


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(NotZones, match="no_json"):
        read_plan(text)


@pytest.mark.parametrize("told", [[], {}, {"type": "Feature"}, {"type": "FeatureCollection", "features": 3}])
def test_other_json_is_no_collection(told):
    with pytest.raises(NotZones, match="no_collection"):
        read_plan(json.dumps(told).encode())


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (None, "no_plan"),
        ({"code": "Not A Code"}, "no_plan"),
        ({"title_ar": ""}, "no_title"),
        ({"kind": "castle"}, "no_such_value"),
        ({"approved_on": "yesterday"}, "no_such_value"),
        ({"approved_on": ""}, "no_approval"),
        ({"effects_until": "2001-01-01"}, "no_approval"),
    ],
)
def test_what_is_wrong_with_the_plan_is_said(plan, code):
    assert faults(plan=plan) == [(code, 0)]


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (feature("", square(1)), "no_code"),
        (feature("B", square(1), title_ar=""), "no_title"),
        (feature("B", {"type": "Point", "coordinates": [0, 0]}), "no_polygon"),
        (feature("B", {"type": "Polygon", "coordinates": [[["a", 1]]]}), "no_polygon"),
        (feature("B", None), "no_polygon"),
        (feature("B", square(300_000)), "no_degrees"),
        (
            feature("B", {"type": "Polygon", "coordinates": [[[2, 0], [3, 1], [3, 0], [2, 1], [2, 0]]]}),
            "crosses_itself",
        ),
        (feature("B", square(0.5)), "on_another"),
        ("nothing", "no_code"),
    ],
)
def test_a_fault_names_its_zone(second, code):
    assert faults(features=[feature("A", square(0)), second]) == [(code, 2)]


def test_each_fault_is_said_at_once():
    wrong = [feature("", square(0)), feature("B", None)]
    assert faults(features=wrong, plan=None) == [("no_plan", 0), ("no_code", 1), ("no_polygon", 2)]


@given(st.floats(0, 2), st.floats(0, 1))
def test_a_point_inside_the_plan_is_in_one_zone_or_on_their_border(x, y):
    _plan, zones = read_plan(plan_file())
    covering = [zone.code for zone in zones if zone.outline.covers(Point(x, y))]
    assert covering == (["A", "B"] if x == 1 else ["A"] if x < 1 else ["B"])
