"""Where something is: the address of a contract, another address, or a point in coordinates."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from shubbak.catalogue.forms.refusal import AnswerRefused, Reading
from shubbak.catalogue.spec import Question
from shubbak.foundation.localized import pick
from shubbak.foundation.text.digits import to_western_digits
from shubbak.foundation.text.isolation import one_line

PARTS = {
    "contract": ("contract",),
    "address": ("district", "street", "landmark"),
    "point": ("point", "landmark"),
}
"""The parts that each kind of place brings up; a landmark may be left out."""

OPTIONAL = frozenset({"landmark"})
_LONGEST = 200
BOUNDS = {
    "ma": (20.7, 36.0, -17.2, -0.9),
    "om": (16.6, 26.6, 51.9, 60.0),
    "sa": (16.0, 32.3, 34.4, 55.8),
    "ae": (22.5, 26.3, 51.4, 56.5),
    "kw": (28.4, 30.2, 46.4, 48.9),
    "bh": (25.5, 26.9, 50.2, 51.0),
    "qa": (24.4, 26.3, 50.6, 51.8),
}
"""Least and most latitude, least and most longitude of a country, in degrees (WGS 84), rounded outwards."""
_EARTH = (-90.0, 90.0, -180.0, 180.0)
_POINT = re.compile(r"^(-?\d{1,2}\.\d{1,8})\s*[,;\s]\s*(-?\d{1,3}\.\d{1,8})$")


def read_place(question: Question, raw: object, reading: Reading) -> dict[str, Any]:
    """A mapping with ``choice`` and the parts of that kind of place.

    :raises AnswerRefused: naming the part.
    """
    given = raw if isinstance(raw, Mapping) else {"choice": raw}
    kind = str(given.get("choice") or "")
    if question.choice_label(kind) is None:
        raise AnswerRefused(pick(question.missing, reading.language) or gettext("Choose the place."))
    place: dict[str, Any] = {"choice": kind}
    for part in PARTS.get(kind, ()):
        value = _part(question, part, str(given.get(part) or ""), reading)
        if value:
            place[part] = value
    return place


def _part(question: Question, part: str, typed: str, reading: Reading) -> str:
    value = one_line(typed)
    if part in OPTIONAL:
        return value[:_LONGEST]
    if part == "district":
        if question.districts and value not in {choice.value for choice in question.districts}:
            raise _refusal(question, part, reading, gettext("Choose the district."))
        return value
    value = _in_form(part, value)
    if not value or len(value) > _LONGEST:
        raise _refusal(question, part, reading, gettext("Say where it is."))
    if part == "point" and not in_country(value, reading.country):
        words = gettext("This point is not in the country. Check the latitude and the longitude.")
        raise AnswerRefused(words, part)
    return value


def in_country(point: str, country: str) -> bool:
    """Whether `33.23160, -8.50070` lies in the box around a country; no border is drawn here."""
    latitude, longitude = (float(part) for part in point.split(","))
    south, north, west, east = BOUNDS.get(country, _EARTH)
    return south <= latitude <= north and west <= longitude <= east


def _in_form(part: str, value: str) -> str:
    if part == "contract":
        figures = re.sub(r"[\s\-]", "", to_western_digits(value))
        return figures if re.fullmatch(r"\d{4,20}", figures) else ""
    if part == "point":
        return read_point(to_western_digits(value).replace("٫", ".").replace("،", ","))
    return value


def read_point(typed: str) -> str:
    """Latitude and longitude in degrees, as ``33.23160, -8.50070``; empty if that is no place on Earth."""
    written = _POINT.match(typed.strip())
    if written is None:
        return ""
    latitude, longitude = float(written[1]), float(written[2])
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return f"{latitude:.5f}, {longitude:.5f}" if on_earth else ""


def _refusal(question: Question, part: str, reading: Reading, otherwise: str) -> AnswerRefused:
    words = question.errors.get(part, {})
    return AnswerRefused(pick(words, reading.language) or otherwise, part)
