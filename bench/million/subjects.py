"""What a case of the million is about: the answers of a published pack, read once, filled for each person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bench.million.words import STREETS
from shubbak.agencies.models import Agency
from shubbak.cases.titles import title_of
from shubbak.catalogue import forms
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import current_service, spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.search.arabic import lexemes

DISTRICTS = ("nakhil", "salam", "zaytoun", "medina", "marsa", "mohammadi", "industrial", "oued")
TECHNICAL, COMMERCIAL = "technical-complaint", "billing-complaint"
_UNITS = {"no_power": "electricity_network", "low_voltage": "electricity_network", "sewer": "sanitation"}
_NAME, _PHONE, _DETAILS, _CONTRACT = "زيد بن عمرو", "661999999", "كلام كثير", "7777777"
_PERSON = {"name": _NAME, "phone": f"0{_PHONE}", "preferred_channel": "phone"}


@dataclass(frozen=True)
class Subject:
    """`answers` and `title` are JSON in which a case's own words take the place of the samples; `words` what
    the index holds besides those.
    """

    version: ServiceVersion
    spec: ServiceSpec
    units: Sequence[str]
    answers: str
    title: str
    words: frozenset[str]

    def answers_of(self, name: str, phone: str, details: str, contract: str) -> str:
        said = self.answers.replace(_NAME, name).replace(_PHONE, phone)
        return said.replace(_DETAILS, details).replace(_CONTRACT, contract)

    def title_of(self, contract: str) -> str:
        return self.title.replace(_CONTRACT, contract)


def subjects(agency: Agency, day: date) -> list[Subject]:
    """Every problem in every district and street, and every matter of a bill.

    :raises ValueError: if a pack no longer takes these answers.
    """
    technical = [
        ({"problem": problem, "since": day.isoformat(), "where": _place(number)}, [_unit(problem)])
        for number, problem in enumerate(("no_water", "leak", "no_power", "sewer", "meter") * len(STREETS))
    ]
    commercial: list[tuple[dict[str, Any], list[str]]] = [
        ({"matter": matter, "contract": _CONTRACT, "trade": "water", "court": False}, ["billing"])
        for matter in ("deposit", "contract", "reception", "cut")
    ]
    return [
        *(_subject(agency, TECHNICAL, {**said, "details": _DETAILS}, to) for said, to in technical),
        *(_subject(agency, COMMERCIAL, {**said, "facts": _DETAILS}, to) for said, to in commercial),
    ]


def _place(number: int) -> dict[str, str]:
    street, district = STREETS[number % len(STREETS)], DISTRICTS[number % len(DISTRICTS)]
    return {"choice": "address", "district": district, "street": f"{street}، رقم {number % 90 + 1}"}


def _unit(problem: str) -> str:
    return _UNITS.get(problem, "water_network")


def _subject(agency: Agency, service: str, said: Mapping[str, Any], units: Sequence[str]) -> Subject:
    version = current_service(service)
    spec = spec_of(version)
    reading = forms.Reading("ar", agency.country, date.fromisoformat(str(said.get("since", "2026-01-01"))))
    read = forms.read_answers(spec, {**said, **_PERSON}, reading)
    if read.problems:
        raise ValueError(f"{service}: {read.problems}")
    shown = forms.answers_shown(spec, read.answers, agency.default_language, agency.country)
    title = title_of(spec, read.answers, agency.country)
    texts = [*(answer.text for answer in shown), *title.values(), *spec.title.values()]
    own = {word for sample in (_NAME, _DETAILS, _CONTRACT) for word in lexemes(sample)}
    return Subject(
        version=version,
        spec=spec,
        units=["customers", *units, *units],
        answers=json.dumps(dict(read.answers), ensure_ascii=False),
        title=json.dumps(title, ensure_ascii=False),
        words=frozenset({word for text in texts for word in lexemes(text)} - own),
    )
