"""The page of an indicative note."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form

from shubbak.planning.zoning.drawing import Drawn


@dataclass(frozen=True, slots=True)
class ZoneSaid:
    """One zone: `rules` are pairs of name and words."""

    title: str
    code: str
    rules: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PlanSaid:
    """What one plan says of the point. `decree` may be empty. `extract`: the zones around, `spoken` in
    words.
    """

    title: str
    kind: str
    state: str
    is_sure: bool
    decree: str
    zones: Sequence[ZoneSaid]
    extract: Sequence[Drawn]
    spoken: str


@dataclass(frozen=True, slots=True)
class NotePage:
    """`plans` is None before anything was asked, empty where no plan covers the point."""

    form: Form
    plans: Sequence[PlanSaid] | None = None
    official: str = ""
