"""What the plans say of a point."""

from dataclasses import dataclass
from math import cos, radians

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from shapely.geometry import Point, Polygon, box, shape

from shubbak.planning.zoning.drawing import Drawn, draw
from shubbak.planning.zoning.models import UrbanPlan, Zone

AROUND = 250
"""Metres from the point to the edge of the extract."""
_DEGREE = 111_320
"""Metres of a degree of latitude; of one of longitude at the equator."""


@dataclass(frozen=True)
class Told:
    """What one plan says of a point: its zones there (two on a border), and the extract around it."""

    plan: UrbanPlan
    zones: list[Zone]
    extract: list[Drawn]


def plans_in_force() -> QuerySet[UrbanPlan]:
    """Of each plan the newest version."""
    newest = UrbanPlan.objects.filter(code=OuterRef("code")).values("code").annotate(top=Max("version"))
    return UrbanPlan.objects.annotate(newest=Subquery(newest.values("top"))).filter(version=F("newest"))


def told_at(latitude: float, longitude: float) -> list[Told]:
    """What each plan in force says of a point, in degrees of WGS 84; nothing where it lies in none."""
    here = Point(longitude, latitude)
    near = _degrees(latitude)
    window = box(longitude - near[0], latitude - near[1], longitude + near[0], latitude + near[1])
    found = [_told(plan, here, window) for plan in plans_in_force()]
    return [told for told in found if told.zones]


def _told(plan: UrbanPlan, here: Point, window: Polygon) -> Told:
    west, south, east, north = window.bounds
    near = plan.zones.filter(west__lte=east, east__gte=west, south__lte=north, north__gte=south)
    shapes = [(zone, shape(zone.outline)) for zone in near]
    zones = [zone for zone, outline in shapes if outline.covers(here)]
    return Told(plan, zones, draw(shapes, here, window) if zones else [])


def _degrees(latitude: float) -> tuple[float, float]:
    """So many degrees of longitude and of latitude are as wide as the extract's half, here on Earth."""
    return AROUND / (_DEGREE * max(cos(radians(latitude)), 0.01)), AROUND / _DEGREE
