"""What a plan's file says, and what is wrong with it: GeoJSON (RFC 7946) in, zones out. Pure."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from shapely import STRtree
from shapely.errors import ShapelyError
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.validation import explain_validity

from shubbak.foundation.localized import Localized

LANGUAGES = ("ar", "fr", "en")
RULES = (
    "use",
    "forbidden",
    "conditional",
    "cos",
    "cus",
    "height",
    "levels",
    "setback",
    "least_plot",
    "parking",
)
"""What the official note says of a zone (RGC of 2013, article 8), in its order."""
MOST_ZONES = 20_000
_CODE = re.compile(r"[a-z0-9-]{1,40}")
SLIVER = 1e-10
"""Square degrees, about a square metre: borders drawn twice by hand lie on each other by no more."""


class Kind(StrEnum):
    DEVELOPMENT = "development"
    ZONING = "zoning"
    RURAL = "rural"


class State(StrEnum):
    STUDY = "study"
    INQUIRY = "inquiry"
    APPROVED = "approved"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file. `feature` counts from 1, 0 for the file as a whole; `told` is what the words
    name.
    """

    code: str
    feature: int = 0
    told: str = ""


@dataclass(frozen=True)
class PlanFacts:
    """What a file says of its plan beside the zones. `decree`: the text that approved it, with its Official
    Bulletin, in words by language.
    """

    code: str
    title: Localized
    kind: Kind
    state: State
    decree: Localized = field(default_factory=dict)
    approved_on: date | None = None
    effects_until: date | None = None


class NotZones(ValueError):
    """The file cannot be taken in; `faults` says why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class ZoneFacts:
    """One zone. `rules`: words by language under the names of :data:`RULES`, those that the plan has."""

    code: str
    title: Localized
    outline: Polygon | MultiPolygon
    rules: Mapping[str, Localized] = field(default_factory=dict)

    @property
    def geometry(self) -> dict[str, Any]:
        return dict(mapping(self.outline))


def read_plan(text: bytes) -> tuple[PlanFacts, list[ZoneFacts]]:
    """The plan of a file (its member `plan`) and its zones.

    :raises NotZones: with each fault that was found.
    """
    told = _collection(text)
    faults: list[Fault] = []
    zones: list[tuple[int, ZoneFacts]] = []
    for rank, feature in enumerate(told["features"], 1):
        read = _zone(rank, feature)
        if isinstance(read, Fault):
            faults.append(read)
        else:
            zones.append((rank, read))
    plan = _plan(told.get("plan"))
    if isinstance(plan, Fault):
        raise NotZones([plan, *faults])
    if faults or (faults := list(_on_each_other(zones))):
        raise NotZones(faults)
    return plan, [zone for _rank, zone in zones]


def _collection(text: bytes) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise NotZones([Fault("no_json")]) from wrong
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or told.get("type") != "FeatureCollection":
        raise NotZones([Fault("no_collection")])
    if not 0 < len(features) <= MOST_ZONES:
        raise NotZones([Fault("no_zone" if not features else "too_many", told=str(len(features)))])
    return dict(told)


def _plan(told: Any) -> PlanFacts | Fault:
    if not isinstance(told, dict) or not _CODE.fullmatch(_text(told.get("code"))):
        return Fault("no_plan")
    title = _words(told, "title")
    if "ar" not in title:
        return Fault("no_title", told=_text(told["code"]))
    try:
        kind, state = Kind(_text(told.get("kind"))), State(_text(told.get("state")))
        approved, until = _day(told.get("approved_on")), _day(told.get("effects_until"))
    except ValueError as wrong:
        return Fault("no_such_value", told=str(wrong)[:80])
    if (state == State.APPROVED and approved is None) or (until and (approved is None or until <= approved)):
        return Fault("no_approval")
    return PlanFacts(_text(told["code"]), title, kind, state, _words(told, "decree"), approved, until)


def _day(value: Any) -> date | None:
    return date.fromisoformat(_text(value)) if _text(value) else None


def _zone(rank: int, feature: Any) -> ZoneFacts | Fault:
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(told, dict) or not str(told.get("zone") or "").strip():
        return Fault("no_code", rank)
    outline = _outline(rank, feature.get("geometry"))
    if isinstance(outline, Fault):
        return outline
    title = _words(told, "title")
    if "ar" not in title:
        return Fault("no_title", rank, str(told["zone"]))
    rules = {name: words for name in RULES if (words := _words(told, name))}
    return ZoneFacts(str(told["zone"]).strip(), title, outline, rules)


def _outline(rank: int, geometry: Any) -> Polygon | MultiPolygon | Fault:
    try:
        outline = shape(geometry)
    except (ShapelyError, AttributeError, TypeError, ValueError, KeyError):
        return Fault("no_polygon", rank)
    if not isinstance(outline, Polygon | MultiPolygon) or outline.is_empty:
        return Fault("no_polygon", rank)
    west, south, east, north = outline.bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        return Fault("no_degrees", rank)
    if not outline.is_valid:
        return Fault("crosses_itself", rank, explain_validity(outline))
    return outline


def _words(told: Mapping[str, Any], name: str) -> dict[str, str]:
    """`height` alone is the same in every language; `height_ar` is Arabic."""
    plain = _text(told.get(name))
    named = {language: _text(told.get(f"{name}_{language}")) or plain for language in LANGUAGES}
    return {language: words for language, words in named.items() if words}


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list | bool) else str(value).strip()[:500]


def _on_each_other(zones: Sequence[tuple[int, ZoneFacts]]) -> Iterator[Fault]:
    outlines = [zone.outline for _rank, zone in zones]
    pairs = STRtree(outlines).query(outlines, predicate="intersects")
    for one, other in zip(*pairs.tolist(), strict=True):
        if one < other and outlines[one].intersection(outlines[other]).area > SLIVER:
            yield Fault("on_another", zones[other][0], zones[one][1].code)
