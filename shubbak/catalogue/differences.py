"""What a changed pack says otherwise, for whoever is about to publish it. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

import yaml

_AROUND = 2
"""Lines shown before and after each change."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a pack. `kind`: ``added``, ``taken``, ``same``; ``skipped`` where lines are left out."""

    kind: str
    text: str


def pack_text(data: Mapping[str, Any]) -> str:
    """A pack as YAML in one layout, whatever its writer's was."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False, width=110)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Line]:
    """The lines that were added and taken away, each with those around it; none for the same content."""
    old, new = pack_text(before).splitlines(), pack_text(after).splitlines()
    return list(_lines(unified_diff(old, new, n=_AROUND, lineterm="")))


def _lines(diff: Iterator[str]) -> Iterator[Line]:
    kinds = {"+": "added", "-": "taken", " ": "same", "@": "skipped"}
    for rank, line in enumerate(diff):
        if rank > 1:  # after the two headings
            yield Line(kinds[line[0]], "⋯" if line[0] == "@" else line[1:])
