"""Periods, what is said of a meter, and what cannot be done with a reading. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from shubbak.foundation import damm
from shubbak.utility.metering.validation.shapes import Finding, Severity, Source

_PERIOD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_FIGURES = 8


class ReadingRefused(Exception):
    """What is asked of a reading, a campaign or a round cannot be; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says that a meter showed. `photo`: the document with its picture; `registers` make up the
    index, `intervals` what was used since the last reading, both in thousandths.
    """

    meter_id: int
    index: int
    read_on: date
    photo: UUID | None = None
    said_multiplier: int | None = None
    said_unit: str | None = None
    registers: tuple[int, ...] = ()
    intervals: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """How readings come: under which submission, of which period, from whom. `reader` is a name or a file."""

    submission: UUID
    source: Source
    period: str
    reader: str = ""


def period_of(day: date) -> str:
    """The month to which a reading of this day belongs, unless a campaign says another."""
    return f"{day.year:04d}-{day.month:02d}"


def is_period(text: str) -> bool:
    return bool(_PERIOD.fullmatch(text))


def first_day_of(period: str) -> date:
    """
    :raises ReadingRefused: ``no_period``.
    """
    if not is_period(period):
        raise ReadingRefused("no_period")
    return date(int(period[:4]), int(period[5:]), 1)


def receipt_number(serial: int) -> str:
    """What stands on the receipt of a submission: eight figures and Damm's."""
    figures = f"{serial:0{_FIGURES}d}"
    return figures + damm.check_digit(figures)


def as_facts(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept beside its reading."""
    return {
        "code": finding.code,
        "about": finding.about,
        "severity": finding.severity.name.lower(),
        "parameters": dict(finding.parameters),
    }


def finding_of(facts: Mapping[str, Any]) -> Finding:
    """A finding as it was kept."""
    severity = Severity[facts["severity"].upper()]
    return Finding(facts["code"], facts["about"], severity, facts["parameters"])
