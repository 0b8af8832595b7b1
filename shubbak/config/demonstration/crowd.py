"""The people of the town, and what they bring on which day: drawn, and always the same for the same seed."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import yaml

from shubbak.config.demonstration.town import FOLDER
from shubbak.foundation.working_time import WorkCalendar

STORIES = FOLDER.parent / "stories"
_NEIGHBOURS = 160
"""How many people of a town ever bring something: some of them come back."""
_ON_FREE_DAYS = 0.3
Story = Mapping[str, Any]


@dataclass(frozen=True)
class Drawn:
    """Something that somebody brings: which subject, how it goes, in which words."""

    key: str
    day: date
    case: Mapping[str, Any]
    path: str


@cache
def read_story(code: str) -> Story:
    """What a body's story says; beside it, under ``crowd``, the names of its country."""
    story: dict[str, Any] = _read(code)
    return story | {"crowd": _read("crowd")[story["country"]]}


def drawn_cases(code: str, story: Story, calendar: WorkCalendar, today: date, days: int) -> Iterator[Drawn]:
    """What the crowd brings from so many days ago until today, the oldest first."""
    subjects = {name: one["drawn"] for name, one in story["subjects"].items() if "drawn" in one}
    for ago in range(days, -1, -1):
        day = today - timedelta(days=ago)
        draw = seeded(code, ago)
        for rank in range(_how_many(draw, story["a_day"], is_worked=calendar.is_worked(day))):
            name = _weighed(draw, {name: said["often"] for name, said in subjects.items()})
            case = {"subject": name, "person": neighbour(code, story, draw.randrange(_NEIGHBOURS))}
            yield Drawn(
                f"d{ago}-{rank}", day, case | _said(draw, story, subjects[name]), _path(draw, subjects[name])
            )


def seeded(*parts: object) -> random.Random:
    """Chances that are the same for the same words."""
    return random.Random("-".join(map(str, parts)))  # noqa: S311 (a story, not a secret)


def neighbour(code: str, story: Story, number: int) -> dict[str, Any]:
    """The person of that number: who comes back has the same telephone."""
    draw, crowd = seeded(code, "person", number), story["crowd"]
    if draw.random() < crowd["strangers"]["share"]:
        name, language = draw.choice(crowd["strangers"]["names"]), crowd["strangers"]["language"]
    else:
        name, language = f"{draw.choice(crowd['first'])} {draw.choice(crowd['last'])}", "ar"
    kind, pattern = ("residence", "R{:06}") if language != "ar" else ("national_id", crowd["card"])
    card = {"identity_kind": kind, "identity_number": pattern.format(draw.randrange(100_000, 999_999))}
    return {
        "name": name,
        "language": language,
        "identity": {"name": name, **card},
        "phone": crowd["phone"].format(draw.randrange(100_000, 999_999)),
        "email": f"{code}.{number}@example.org",
        "channel": draw.choice(("phone", "sms", "sms", "email")),
    }


def _said(draw: random.Random, story: Story, said: Mapping[str, Any]) -> dict[str, Any]:
    """The words, the place and the channel of one case."""
    answers: dict[str, Any] = {name: draw.choice(texts) for name, texts in said.get("answers", {}).items()}
    if said.get("placed", True):
        district, street = draw.choice(story["places"])
        where = {
            "choice": "address",
            "district": district,
            "street": f"{street}، رقم {draw.randrange(1, 96)}",
        }
        answers["where"] = where
    words = {name: draw.choice(texts) for name, texts in said.get("words", {}).items()}
    return {"answers": answers, "words": words, "channel": _weighed(draw, story["channels"])}


def _path(draw: random.Random, said: Mapping[str, Any]) -> str:
    return _weighed(draw, said["paths"])


def _how_many(draw: random.Random, a_day: float, *, is_worked: bool) -> int:
    wanted = a_day * draw.uniform(0.4, 1.6) * (1.25 if is_worked else _ON_FREE_DAYS)
    return int(wanted) + (draw.random() < wanted % 1)


def _weighed(draw: random.Random, weights: Mapping[str, float]) -> str:
    names: Sequence[str] = list(weights)
    return draw.choices(names, list(weights.values()))[0]


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((STORIES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found
