"""A plan of two squares beside each other, for tests."""

import json
from typing import Any

PLAN = {
    "code": "pa-test",
    "title_ar": "تصميم التهيئة",
    "kind": "development",
    "state": "approved",
    "approved_on": "2019-04-11",
    "decree_ar": "مرسوم المصادقة",
}


def square(west: float, south: float = 0, side: float = 1) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: str, geometry: Any, **told: str) -> dict[str, Any]:
    properties = {"zone": code, "title_ar": f"منطقة {code}", "height": "11,50 m", "use_ar": "سكن"}
    return {
        "type": "Feature",
        "properties": {**properties, "use_fr": "Habitat", **told},
        "geometry": geometry,
    }


def plan_file(
    *, features: list[Any] | None = None, plan: dict[str, str] | None = PLAN, **changes: str
) -> bytes:
    """The two squares stand at 0 and 1 degree East, on the equator; `plan` changes what is said of it."""
    told = features if features is not None else [feature("A", square(0)), feature("B", square(1))]
    said = {**PLAN, **plan, **changes} if plan is not None else None
    return json.dumps({"type": "FeatureCollection", "plan": said, "features": told}).encode()


def near(latitude: float, longitude: float, **changes: str) -> bytes:
    """Two zones of 200 metres or so that meet at a point."""
    side = 0.002
    left = feature("SA", square(longitude - side, latitude - side / 2, side))
    right = feature("SD2", square(longitude, latitude - side / 2, side))
    return plan_file(features=[left, right], **changes)
