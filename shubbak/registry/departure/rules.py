"""What a letter of the body needs before it may leave. No Django."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shubbak.foundation.localized import Localized
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.letters.rules import Secrecy, Sender

UNIT_HEAD = "unit_head"
VISA_ROLES = (UNIT_HEAD, "general_secretary", "director")
"""Of whom a visa is asked by what they are: the head of the unit that writes, those who lead the body."""
MOST_VISAS, MOST_ADDRESSEES = 12, 60
_GAP = re.compile(r"\[[^\[\]\n]+\]")


@dataclass(frozen=True)
class ModelFacts:
    """The words with which a letter begins, in one language."""

    code: str
    title: Localized
    language: str
    subject: str
    body: str


@dataclass(frozen=True)
class DraftFacts:
    """A letter as it is written. Paragraphs of `body` are parted by empty lines."""

    subject: str
    body: str
    language: str = "ar"
    secrecy: Secrecy = Secrecy.OPEN
    enclosures: Sequence[str] = ()

    def problems(self) -> Mapping[str, str]:
        """What its author must mend, as codes by field; empty if nothing."""
        found = {name: "missing" for name in ("subject", "body") if not getattr(self, name).strip()}
        if self.secrecy == Secrecy.SEALED:
            found["secrecy"] = "sealed"
        return found


def is_filled_in(*texts: str) -> bool:
    """Whether none of them holds words in brackets, with which a model says what is to be written there."""
    return not any(_GAP.search(text) for text in texts)


@dataclass(frozen=True)
class Destination:
    """To whom a letter goes, and on which way."""

    who: Sender
    way: str
    is_copy: bool = False


@dataclass(frozen=True)
class AskedVisa:
    """Whose visa is asked: of an account, by its id, or of whoever has a role then (`VISA_ROLES`); those of
    one rank are asked together.
    """

    staff: int | None = None
    rank: int = 1
    role: str = ""


def check_visas(visas: Sequence[AskedVisa], author: int, signatory: int) -> None:
    """Each is asked once, neither its author nor whoever signs.

    :raises RegistryRefused: ``visa_twice``, ``visa_of_author``, ``visa_of_signatory``, ``too_many_visas``.
    """
    asked = [visa.staff or visa.role for visa in visas]
    if len(set(asked)) < len(asked):
        raise RegistryRefused("visa_twice")
    if author in asked:
        raise RegistryRefused("visa_of_author")
    if signatory in asked:
        raise RegistryRefused("visa_of_signatory")
    if len(asked) > MOST_VISAS:
        raise RegistryRefused("too_many_visas")


def rank_in_turn(open_ranks: Collection[int]) -> int | None:
    """Which rank is asked now: the lowest in which a visa is missing; none when all are given."""
    return min(open_ranks, default=None)


def paragraphs_of(body: str) -> list[str]:
    """Each paragraph on one line."""
    blocks = body.replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]
