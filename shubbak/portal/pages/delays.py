"""How long files took, by service and quarter."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DelayLine:
    """Days as they are written, empty where too few files would tell of somebody."""

    service: str
    quarter: str
    files: str
    mean: str
    median: str


@dataclass(frozen=True, slots=True)
class DelaysOfBodyShown:
    name: str
    lines: Sequence[DelayLine]


@dataclass(frozen=True, slots=True)
class DelaysPage:
    bodies: Sequence[DelaysOfBodyShown]
    forms: Sequence[str] = ("csv", "json")
