"""For whom an account acts, and who acts for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from shubbak.portal.pages.parts import Link, Row, Tag


@dataclass(frozen=True, slots=True)
class MandateLine:
    """One mandate: the other side's name, what it allows, how it stands."""

    name: str
    allows: str
    tag: Tag
    url: str


@dataclass(frozen=True, slots=True)
class MandatePage:
    """`members` and `invite_url` are an owner's; `answer_url` is there while an invitation waits."""

    title: str
    tag: Tag
    facts: Sequence[Row]
    back: Link
    members: Sequence[MandateLine] = ()
    invite_url: str = ""
    answer_url: str = ""
    end: Link | None = None
    deposit_url: str = ""
