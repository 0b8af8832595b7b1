"""What an account shows: its files, the devices where it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.portal.pages.mandate import MandateLine
from shubbak.portal.pages.parts import Tag


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file; `concerned` is the person it was deposited for, where that is somebody else."""

    number: str
    service: str
    title: str
    deposited_at: datetime
    tag: Tag
    url: str
    concerned: str = ""


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`address` is the proven one; `devices` how many are signed in now; `held` for whom it acts, `given`
    who acts for it.
    """

    address: str
    name: str
    files: Sequence[FileLine]
    devices: int
    since: datetime | None
    held: Sequence[MandateLine] = ()
    given: Sequence[MandateLine] = ()
