"""Says in words, with file and line, why a tariff may not be used.

A mistake is found here and not on the day of the bills: bounds that leave a hole, a last band with an end, a
rate that is not known yet.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.numbers import list_currencies
from jsonschema import Draft202012Validator

from shubbak.catalogue.lint import Finding
from shubbak.catalogue.lint.shape import against
from shubbak.catalogue.loader import PackSource, PackUnreadable, Where, load_pack, pack_paths

Found = Iterator[tuple[str, Where]]
_SCHEMA = Path(__file__).parent / "tariff.schema.json"


def lint_tariffs(root: Path) -> list[Finding]:
    """Findings of all tariffs of a folder, or of the one file."""
    findings: list[Finding] = []
    codes: dict[object, Path] = {}
    for path in pack_paths(root):
        try:
            source = load_pack(path)
        except PackUnreadable as error:
            findings.append(Finding(str(path), error.line, error.words))
            continue
        findings += lint_tariff(source)
        first = codes.setdefault(source.data.get("code"), path)
        if first is not path:
            findings.append(Finding(str(path), source.line("code"), f"this code is in {first} already"))
    return sorted(findings)


def lint_tariff(source: PackSource) -> list[Finding]:
    """Findings of one tariff. The rules read only what has the right shape."""
    shape = [Finding(str(source.path), line, words) for line, words in against(source, _validator())]
    if shape:
        return sorted(shape)
    found = (finding for rule in _RULES for finding in rule(source.data))
    return sorted(Finding(str(source.path), source.line(*where), words) for words, where in found)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))


def _currency(data: Mapping[str, Any]) -> Found:
    if data["currency"] not in list_currencies():
        yield f"“{data['currency']}” is no currency of ISO 4217", ("currency",)


def _codes(data: Mapping[str, Any]) -> Found:
    """Each component has a code of its own, a rate of VAT that exists, and stands on what came before it."""
    known: set[str] = set()
    for rank, part in enumerate(data["components"]):
        if part["code"] in known or part["code"] == "cash_duty":
            yield f"the code “{part['code']}” is taken", ("components", rank, "code")
        if part["vat"] not in data["vat"]:
            yield f"there is no rate of VAT “{part['vat']}”", ("components", rank, "vat")
        for base in set(part.get("of", ())) - known:
            yield f"“{base}” is no component above this one", ("components", rank, "of")
        known.add(part["code"])
    for name in set(data["vat"]) - {part["vat"] for part in data["components"]}:
        yield f"nothing asks for the rate of VAT “{name}”", ("vat", name)


def _histories(data: Mapping[str, Any]) -> Found:
    """Days of a history rise, each day once."""
    for where, history in _each_history(data):
        days = [entry["from"] for entry in history]
        if any(earlier >= later for earlier, later in pairwise(days)):
            yield "the days of a history rise", where


def _bounds(data: Mapping[str, Any]) -> Found:
    """Groups and bands rise without a hole, and the last one takes the rest."""
    for where, version in _consumption_versions(data):
        ends = [group.get("up_to") for group in version["groups"]]
        yield from _rising(ends, (*where, "groups"), "the last group takes the rest: it has no `up_to`")
        for rank, group in enumerate(version["groups"]):
            place = (*where, "groups", rank, "bands")
            yield from _bands(group, ends[rank - 1] if rank else 0, place)


def _bands(group: Mapping[str, Any], above: int | None, where: Where) -> Found:
    bands, end = [band.get("up_to") for band in group["bands"]], group.get("up_to")
    if group["mode"] == "flat":
        if len(bands) != 1 or bands[0] is not None:
            yield "a flat group has one price, without a bound", where
        return
    reached = [*bands[:-1], None] if end is not None and bands[-1] == end else bands
    yield from _rising(reached, where, "the last band ends where its group ends")
    if group["mode"] == "selective" and bands[0] is not None and bands[0] <= (above or 0):
        yield "the first band ends above the group before it", where


def _rising(ends: Sequence[int | None], where: Where, about_last: str) -> Found:
    if ends[-1] is not None:
        yield about_last, where
    inner = ends[:-1]
    if None in inner or any(earlier >= later for earlier, later in pairwise(e or 0 for e in inner)):
        yield "bounds rise, and only the last one is missing", where


def _net_decimals(data: Mapping[str, Any]) -> Found:
    """A net price is written as it is printed: only one that is derived needs its decimals."""
    for where, version in _consumption_versions(data):
        if version["basis"] == "net" and "net_decimals" in version:
            yield "`net_decimals` says how a price without VAT is derived: this one is given", where


def _consumption_versions(data: Mapping[str, Any]) -> Iterator[tuple[Where, Mapping[str, Any]]]:
    for rank, part in enumerate(data["components"]):
        if part["kind"] == "consumption":
            for place, version in enumerate(part["versions"]):
                yield ("components", rank, "versions", place), version


def _each_history(data: Mapping[str, Any]) -> Iterator[tuple[Where, Sequence[Mapping[str, Any]]]]:
    for name, history in data["vat"].items():
        yield ("vat", name), history
    for rank, part in enumerate(data["components"]):
        yield ("components", rank, "versions"), part["versions"]


def _days(data: Mapping[str, Any]) -> Found:
    for where, history in _each_history(data):
        for rank, entry in enumerate(history):
            if not _is_day(entry["from"]):
                yield f"“{entry['from']}” is no day of the calendar", (*where, rank)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_RULES: tuple[Callable[[Mapping[str, Any]], Found], ...] = (
    _currency,
    _codes,
    _days,
    _histories,
    _bounds,
    _net_decimals,
)
