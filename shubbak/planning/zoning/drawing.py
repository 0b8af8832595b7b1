"""The zones around a point, drawn: paths of an SVG of 1000 by 1000. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

SIDE = 1000
SHADES = 6


class Coded(Protocol):
    @property
    def code(self) -> str: ...


_Zone = TypeVar("_Zone", bound=Coded)


@dataclass(frozen=True)
class Drawn:
    """One zone of an extract: its path, where its code stands, and which of the shades it has."""

    code: str
    path: str
    label: tuple[int, int]
    shade: int
    is_here: bool


def draw(zones: Iterable[tuple[_Zone, BaseGeometry]], here: Point, window: Polygon) -> list[Drawn]:
    """What of the zones lies in the window, north above; the point is in the middle."""
    cut = [(zone, outline.intersection(window), outline.covers(here)) for zone, outline in zones]
    seen = [(zone, part, is_here) for zone, part, is_here in cut if list(_polygons(part))]
    codes = sorted({zone.code for zone, _part, _is_here in seen})
    return [
        Drawn(
            code=zone.code,
            path=" ".join(_ring(ring, window) for polygon in _polygons(part) for ring in _rings(polygon)),
            label=_place(part.representative_point().coords[0], window),
            shade=codes.index(zone.code) % SHADES,
            is_here=is_here,
        )
        for zone, part, is_here in seen
    ]


def _polygons(part: BaseGeometry) -> Iterator[Polygon]:
    if isinstance(part, Polygon) and not part.is_empty:
        yield part
    elif hasattr(part, "geoms"):
        for piece in part.geoms:
            yield from _polygons(piece)


def _rings(polygon: Polygon) -> Iterator[list[tuple[float, ...]]]:
    yield list(polygon.exterior.coords)
    yield from (list(hole.coords) for hole in polygon.interiors)


def _ring(points: Iterable[tuple[float, ...]], window: Polygon) -> str:
    """Holes are left open by the even-odd rule."""
    return "M" + " L".join(f"{x} {y}" for x, y in (_place(point, window) for point in points)) + " Z"


def _place(point: tuple[float, ...], window: Polygon) -> tuple[int, int]:
    west, south, east, north = window.bounds
    return round(SIDE * (point[0] - west) / (east - west)), round(SIDE * (north - point[1]) / (north - south))
