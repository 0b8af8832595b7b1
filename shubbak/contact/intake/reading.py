"""A message taken apart by a process of its own (`mail_parts.py`), as this room speaks of it."""

import json
from pathlib import Path
from typing import Any, BinaryIO

from shubbak.contact.intake.rules import Read
from shubbak.documents.reading.child import Interrupted, Unreadable
from shubbak.documents.reading.nursery import Nursery

PROGRAM = Path(__file__).with_name("mail_parts.py")
PATIENCE = 45.0
"""Seconds on the clock for one message; the processor's share is ten."""
_LONGEST_LINE = 1024 * 1024


def nursery() -> Nursery:
    return Nursery(PROGRAM, PATIENCE)


def read(raw: bytes, by: Nursery, *, is_cut: bool = False) -> Read:
    """What a message says; of one that cannot be read, why. `is_cut`: these are its headers alone."""
    try:
        with by.output_of(raw) as said:
            told = json.loads(said.readline(_LONGEST_LINE))
            return _read(told, said, is_cut)
    except (Unreadable, Interrupted, ValueError):
        return Read(problem="too_big" if is_cut else "unreadable")


def _read(told: dict[str, Any], said: BinaryIO, is_cut: bool) -> Read:
    if problem := told.get("problem", ""):
        return Read(problem="too_big" if is_cut else problem)
    return Read(
        problem="too_big" if is_cut else "",
        name=told["name"][:200],
        address=told["address"][:254],
        to=tuple(told["to"]),
        subject=told["subject"][:500],
        text=told["text"],
        plain=told["plain"],
        files=[(file["name"], said.read(file["size"])) for file in told["files"]],
    )
