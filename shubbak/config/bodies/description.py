"""A body as its file describes it: who it is, its registers, units and staff (`body.schema.json`)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from shubbak.catalogue.lint import Finding
from shubbak.catalogue.loader import PackSource, PackUnreadable, load_pack
from shubbak.utility.tariffs.shelf import shelf

SCHEMA_PATH = Path(__file__).resolve().parent / "body.schema.json"


class BodyRefused(Exception):
    """The file does not describe a body; `findings` say where and why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


@dataclass(frozen=True)
class Described:
    """One body. Its code is the name of its file and schema and, by default, the start of its host name."""

    code: str
    agency: Mapping[str, Any]
    registers: tuple[Mapping[str, Any], ...]
    units: tuple[Mapping[str, Any], ...]
    staff: tuple[Mapping[str, Any], ...]


def read_body(path: Path) -> Described:
    """Read one file.

    :raises BodyRefused: with file and line of each fault.
    """
    try:
        source = load_pack(path)
    except PackUnreadable as error:
        raise BodyRefused([Finding(str(path), error.line, error.words)]) from error
    faults = sorted(Finding(str(path), source.line(*where), words) for where, words in _faults(source))
    if faults:
        raise BodyRefused(faults)
    data = source.data
    return Described(
        path.stem, data["agency"], *(tuple(data[part]) for part in ("registers", "units", "staff"))
    )


def _faults(source: PackSource) -> Iterator[tuple[tuple[str | int, ...], str]]:
    shape = list(_validator().iter_errors(source.data))
    for error in shape:
        where = tuple(error.absolute_path)
        yield where, f"{' › '.join(map(str, where)) or 'the body'}: {error.message}"
    if not shape:
        yield from _units_out_of_order(source.data)
        yield from _nobody_administers(source.data)
        yield from _unknown_tariffs(source.data)


def _units_out_of_order(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    known: set[str] = set()
    for rank, unit in enumerate(data["units"]):
        if unit["code"] in known:
            yield ("units", rank, "code"), f"the unit {unit['code']} is there twice"
        if unit.get("parent", unit["code"]) not in known | {unit["code"]}:
            yield ("units", rank, "parent"), f"the unit {unit['parent']} must come before those under it"
        known.add(unit["code"])
    for rank, staff in enumerate(data["staff"]):
        if staff["unit"] not in known:
            yield ("staff", rank, "unit"), f"there is no unit {staff['unit']}"


def _unknown_tariffs(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for rank, code in enumerate(data["agency"].get("tariffs", ())):
        if code not in shelf():
            yield (
                ("agency", "tariffs", rank),
                f"there is no tariff {code}; there are {', '.join(sorted(shelf()))}",
            )


def _nobody_administers(data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not any("administrator" in staff["roles"] for staff in data["staff"]):
        yield ("staff",), "somebody must be administrator: only they open further accounts"


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_PATH.read_text(encoding="utf-8")))
