"""What a text with places may hold: the names of the vocabulary, each between braces. Pure."""

import re
from collections.abc import Collection

from shubbak.catalogue.spec import Letter
from shubbak.catalogue.vocabulary import KNOWN

_FIELD = re.compile(r"\{(\w+)\}")
TELLING = frozenset({"answer", "result", "items", "reason"})
"""Places that carry what the letter is for: whoever words it anew may not lose them."""
OF_BLOCKS = frozenset(
    {
        "agency",
        "service",
        "number",
        "date",
        "person",
        "due",
        "due_reason",
        "unit",
        "unit_phone",
        "result",
        "appeal",
        "until",
        "subject",
        "days_late",
    }
)
"""Places of a text block: what a file knows before its answer is written."""


class WordingRefused(Exception):
    """A text cannot be kept. `code` is ``unknown_place``, ``lost_place``, ``stray_brace`` or ``empty``;
    `names` are the places.
    """

    def __init__(self, code: str, names: Collection[str] = ()) -> None:
        super().__init__(code)
        self.code, self.names = code, tuple(sorted(names))


def places_in(text: str) -> frozenset[str]:
    return frozenset(_FIELD.findall(text))


def check_places(texts: Collection[str], allowed: Collection[str] | None = None) -> None:
    """Every place is known, and no brace stands alone.

    :param allowed: all that letters may hold, if not named.
    :raises WordingRefused: ``unknown_place``, ``stray_brace``.
    """
    known = KNOWN.letter_fields if allowed is None else allowed
    for text in texts:
        unknown = places_in(text) - set(known)
        if unknown:
            raise WordingRefused("unknown_place", unknown)
        if re.search(r"[{}]", _FIELD.sub("", text)):
            raise WordingRefused("stray_brace")


def check_letter(letter: Letter, subject: str, body: str, sms: str) -> None:
    """The agency's own words for a letter: they say what the letter is for.

    :raises WordingRefused: ``empty``, ``unknown_place``, ``stray_brace``, ``lost_place``.
    """
    if not subject.strip() or not body.strip() or (letter.sms and not sms.strip()):
        raise WordingRefused("empty")
    check_places((subject, body, sms))
    lost = (places_in(letter.body.get("ar", "")) & TELLING) - places_in(body)
    if lost:
        raise WordingRefused("lost_place", lost)
