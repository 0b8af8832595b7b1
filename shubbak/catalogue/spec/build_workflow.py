"""States, steps and stages of a pack."""

from collections.abc import Iterable, Mapping
from typing import Any

from shubbak.catalogue.spec.build_clocks import listed
from shubbak.catalogue.spec.conditions import condition_from
from shubbak.catalogue.spec.workflow import Deposit, Effect, Need, PublicStage, Route, State, Step

Raw = Mapping[str, Any]


def stage_from(raw: Raw) -> PublicStage:
    return PublicStage(raw["code"], raw["title"], raw.get("aside", False), raw.get("hint", {}))


def state_from(name: str, raw: Raw, stages: Iterable[Raw]) -> State:
    """A state without a title of its own bears the one of its public stage."""
    titles = {stage["code"]: stage["title"] for stage in stages}
    return State(
        name=name,
        public=raw["public"],
        title=raw.get("title") or titles.get(raw["public"], {}),
        clocks=listed(raw.get("clock", [])),
        hold=listed(raw.get("hold", [])),
        final=raw.get("final", False),
        waits=raw.get("waits", ""),
    )


def step_from(name: str, raw: Raw) -> Step:
    keeps = raw["to"] == "same"
    return Step(
        name=name,
        title=raw["title"],
        sources=listed(raw["from"]),
        target="" if keeps else raw["to"],
        by=listed(raw["by"]),
        needs=tuple(_need(part) for part in raw.get("needs", [])),
        effects=tuple(effect_from(part) for part in raw.get("effects", [])),
        results=listed(raw.get("result", [])),
        keeps_state=keeps,
        reopens=raw.get("reopens", False),
        hint=raw.get("hint", {}),
        when=condition_from(raw["when"]) if "when" in raw else None,
        invites=raw.get("invites", {}),
    )


def deposit_from(raw: Raw) -> Deposit:
    routes = tuple(
        Route(part["unit"], condition_from(part["when"]) if "when" in part else None)
        for part in raw.get("route", [])
    )
    return Deposit(raw["state"], routes, tuple(effect_from(part) for part in raw.get("effects", [])))


def effect_from(raw: str | Raw) -> Effect:
    """``survey``, ``{letter: ready}`` or ``{notify: applicant, letter: ready}``: the first key is the
    name."""
    if isinstance(raw, str):
        return Effect(raw)
    (name, argument), *options = raw.items()
    return Effect(name, str(argument), {key: str(value) for key, value in options})


def _need(raw: str | Raw) -> Need:
    if isinstance(raw, str):
        return Need(raw)
    ((name, argument),) = raw.items()
    return Need(name, str(argument))
