"""From the plain data of a pack (already checked against the schema) to a :class:`ServiceSpec`."""

from collections.abc import Mapping
from typing import Any

from shubbak.catalogue.spec.build_clocks import clock_from
from shubbak.catalogue.spec.build_form import page_from
from shubbak.catalogue.spec.build_workflow import deposit_from, stage_from, state_from, step_from
from shubbak.catalogue.spec.classes import derived_from, written_out
from shubbak.catalogue.spec.conditions import condition_from
from shubbak.catalogue.spec.parts import (
    Card,
    Letter,
    Publication,
    Requirement,
    Retention,
    RoleBinding,
    Setting,
    Survey,
    SurveyQuestion,
    WalkTest,
)
from shubbak.catalogue.spec.service import ServiceSpec

Raw = Mapping[str, Any]

_MEGABYTE = 1_000_000


def spec_from(raw: Raw) -> ServiceSpec:
    """Build the spec of a service from its pack's data.

    :raises KeyError, ValueError: only for data that the schema refuses.
    """
    raw = written_out(raw)
    settings = {name: _setting(name, part) for name, part in raw["settings"].items()}
    clocks = {name: clock_from(name, part, settings) for name, part in raw["clocks"].items()}
    return ServiceSpec(
        code=raw["service"],
        version=str(raw["version"]),
        agency_kind=raw["body"],
        kind=raw["kind"],
        title=raw["title"],
        summary=raw["summary"],
        icon=raw.get("icon", "file"),
        words=raw.get("words", {}),
        keywords={language: tuple(words) for language, words in raw.get("keywords", {}).items()},
        card=_card(raw["card"]),
        audience=tuple(raw["audience"]),
        channels=tuple(raw["channels"]),
        pages=tuple(page_from(part) for part in raw["form"]),
        documents={name: _requirement(name, part) for name, part in raw.get("documents", {}).items()},
        register=raw["numbering"]["register"],
        outgoing_register=raw["numbering"].get("outgoing", "outgoing"),
        roles={name: _role(name, part) for name, part in raw["roles"].items()},
        stage_list=tuple(stage_from(part) for part in raw["stages"]),
        states={name: state_from(name, part, raw["stages"]) for name, part in raw["states"].items()},
        deposit=deposit_from(raw["deposit"]),
        steps={name: step_from(name, part) for name, part in raw["steps"].items()},
        results=raw.get("results", {}),
        clocks=clocks,
        letters={name: _letter(name, part) for name, part in raw.get("letters", {}).items()},
        publication=tuple(_publication(part) for part in raw.get("publication", [])),
        survey=_survey(raw["survey"], settings) if "survey" in raw else None,
        retention={name: _retention(name, part) for name, part in raw.get("retention", {}).items()},
        settings=settings,
        tests=tuple(_test(part, rank) for rank, part in enumerate(raw.get("tests", []), start=1)),
        title_of_case=raw.get("case_title", {}),
        fees=raw.get("fees", {}),
        derived={name: derived_from(name, part) for name, part in raw.get("classes", {}).items()},
    )


def _setting(name: str, raw: Raw) -> Setting:
    return Setting(name, str(raw["value"]), raw["title"], raw["text"])


def _card(raw: Raw) -> Card:
    return Card(
        what=raw["what"],
        for_whom=raw["for_whom"],
        conditions=tuple(raw.get("conditions", [])),
        fee=raw["fee"],
        time=raw["time"],
        receives=raw["receives"],
        delivers=raw["delivers"],
        texts=tuple(raw["texts"]),
        silence=raw["silence"],
        appeal=tuple(raw["appeal"]),
        delivers_what=raw.get("delivers_what", {}),
    )


def _requirement(name: str, raw: Raw) -> Requirement:
    when = raw.get("when")
    return Requirement(
        name=name,
        title=raw["title"],
        direction=raw.get("direction", "in"),
        required=raw.get("required", when is None),
        when=condition_from(when) if when else None,
        formats=tuple(raw.get("formats", ["pdf", "jpeg", "png"])),
        max_bytes=int(raw.get("max_megabytes", 10) * _MEGABYTE),
        hint=raw.get("hint", {}),
        issued_by=raw.get("issued_by", {}),
        paper=raw.get("paper", ""),
        role=raw.get("role", "main"),
    )


def _role(name: str, raw: Raw) -> RoleBinding:
    return RoleBinding(name, raw.get("role", name), raw.get("unit", ""), raw["title"])


def _letter(name: str, raw: Raw) -> Letter:
    return Letter(
        name, raw["title"], raw["subject"], raw["body"], raw.get("sms", {}), raw.get("paper", "letter")
    )


def _publication(raw: Raw) -> Publication:
    return Publication(raw["after"], tuple(raw["fields"]), raw["title"])


def _survey(raw: Raw, settings: Mapping[str, Setting]) -> Survey:
    questions = tuple(SurveyQuestion(part["id"], part["type"], part["label"]) for part in raw["questions"])
    reopen = raw.get("reopen", {})
    within = settings[reopen["setting"]].value if "setting" in reopen else reopen.get("within", "")
    return Survey(raw["after"], questions, within, reopen.get("step", ""))


def _retention(name: str, raw: Raw) -> Retention:
    return Retention(name, raw["keep"], raw["then"], raw.get("text", {}))


def _test(raw: Raw, rank: int) -> WalkTest:
    walk = tuple({"step": part} if isinstance(part, str) else part for part in raw["walk"])
    return WalkTest(
        name=raw.get("name", f"walk {rank}"),
        walk=walk,
        start=raw.get("start", ""),
        calendar=raw.get("calendar", "ma"),
        expect=raw.get("expect", {}),
        refused=raw.get("refused", False),
        answers=raw.get("answers"),
    )
