"""Clocks of a pack. A length written as ``{setting: name}`` is read from the pack's settings."""

from collections.abc import Mapping
from typing import Any

from shubbak.catalogue.spec.clocks import ClockSpec, Escalation, Extension, Silence
from shubbak.catalogue.spec.conditions import condition_from
from shubbak.catalogue.spec.parts import Setting
from shubbak.foundation.working_time.reckoning import Rules

Raw = Mapping[str, Any]
Settings = Mapping[str, Setting]


def clock_from(name: str, raw: Raw, settings: Settings) -> ClockSpec:
    """Read a clock; its text is its setting's text unless it names another."""
    setting = raw["length"].get("setting", "") if isinstance(raw["length"], Mapping) else ""
    return ClockSpec(
        name=name,
        title=raw["title"],
        length=length_of(raw["length"], settings),
        starts=listed(raw["starts"]),
        calendar=raw["calendar"],
        rules=_rules(raw),
        on_correction=raw.get("on_correction", "continue"),
        public=raw.get("public", False),
        warn=tuple(raw.get("warn", [])),
        escalate=tuple(_escalation(part) for part in listed(raw.get("escalate", []))),
        extension=_extension(raw["extension"], settings) if "extension" in raw else None,
        silence=_silence(raw["silence"]),
        text=raw.get("text") or settings[setting].text,
        setting=setting,
        when=condition_from(raw["when"]) if "when" in raw else None,
    )


def _rules(raw: Raw) -> Rules:
    names = ("first_day", "end", "last_day", "late_arrival")
    return Rules(**{name: raw[name] for name in names if name in raw})


def length_of(raw: str | Raw, settings: Settings) -> str:
    return raw if isinstance(raw, str) else settings[raw["setting"]].value


def listed(raw: Any) -> tuple[Any, ...]:
    """One or many, as a pack may write it."""
    return tuple(raw) if isinstance(raw, list) else (raw,)


def _escalation(raw: Raw) -> Escalation:
    return Escalation(str(raw["at"]), raw["to"], raw.get("step", ""), raw.get("letter", ""))


def _extension(raw: Raw, settings: Settings) -> Extension:
    return Extension(length_of(raw["length"], settings), listed(raw["by"]), raw.get("letter", ""))


def _silence(raw: str | Raw) -> Silence:
    if isinstance(raw, str):
        return Silence(raw)
    return Silence(raw["effect"], raw.get("letter", ""), raw.get("text", {}))
