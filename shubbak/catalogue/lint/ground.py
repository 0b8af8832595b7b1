"""What must stand before a spec can be built of a pack: settings that are there, texts whose fields can be
read, moments that are moments, classes that are decided for every answer.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from string import Formatter
from typing import Any

from shubbak.catalogue.lint import classes
from shubbak.catalogue.lint.words import localized_parts
from shubbak.catalogue.loader import PackSource, Where

Found = Iterator[tuple[Where, str]]


def findings(source: PackSource) -> Iterator[tuple[int, str]]:
    """Line and words. The data has the shape of a pack."""
    for rule in (
        _settings_exist,
        _numbers_name_their_text,
        _fields_can_be_read,
        _moments_exist,
        classes.decide_always,
        classes.are_asked_of,
    ):
        for where, words in rule(source.data):
            yield source.line(*where), words


def _settings_exist(data: Mapping[str, Any]) -> Found:
    for where, length in _lengths(data):
        name = length.get("setting") if isinstance(length, Mapping) else None
        if name and name not in data["settings"]:
            yield where, f"“{name}” is none of the settings"


def _numbers_name_their_text(data: Mapping[str, Any]) -> Found:
    """A number that the law fixes says which text fixes it: its setting does, or the clock itself."""
    for name, clock in data["clocks"].items():
        if isinstance(clock["length"], str) and not clock.get("text"):
            yield ("clocks", name), f"the clock “{name}” does not name its text"


def _fields_can_be_read(data: Mapping[str, Any]) -> Found:
    for part in ("letters", "case_title"):
        for where, text in localized_parts(data.get(part, {}), (part,)):
            for language, words in text.items():
                if not _can_be_read(words):
                    yield (*where, language), "a brace of this text is not closed, or holds no field"


def _moments_exist(data: Mapping[str, Any]) -> Found:
    for rank, test in enumerate(data.get("tests", [])):
        moments = [test.get("start"), *(taken.get("at") for taken in test["walk"] if isinstance(taken, dict))]
        moments += test.get("expect", {}).get("due", {}).values()
        for moment in moments:
            if moment and not _is_moment(moment):
                yield ("tests", rank), f"“{moment}” is no moment (such as 2026-11-04T10:00)"


def _lengths(data: Mapping[str, Any]) -> Iterator[tuple[Where, Any]]:
    for name, clock in data["clocks"].items():
        yield ("clocks", name, "length"), clock["length"]
        yield ("clocks", name, "extension"), clock.get("extension", {}).get("length")
    yield ("survey", "reopen"), data.get("survey", {}).get("reopen")


def _can_be_read(text: str) -> bool:
    try:
        return all(name is None or name for _, name, _, _ in Formatter().parse(text))
    except ValueError:
        return False


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
