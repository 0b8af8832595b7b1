"""Words of the place are no passwords (ASVS 5.0, 6.2.11): the body's, the software's, the person's own."""

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shubbak.agencies.queries import current_agency
from shubbak.people.models import Staff

_OURS = ("shubbak", "شباك")
_SHORTEST_WORD = 4
_REST = 5
"""So many letters and figures beside such a word make it no longer the password."""


def bare(words: str) -> str:
    """Small letters and figures alone, without accents and vowels."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


def leans_on(password: str, words: Iterable[str]) -> bool:
    """Whether little is left of a password without these words: of ``Miyah-2026`` the year."""
    whole = rest = bare(password)
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != whole and len(rest) < _REST


def words_of_place(staff: Staff | None) -> frozenset[str]:
    """Names of the body in each language, its code, ours, name and address of the person; in bare letters."""
    body = current_agency()
    said = [*_OURS, body.code, *body.name.values()]
    if staff is not None:
        said += [staff.name, staff.name_fr, *re.split(r"[@.]", staff.email)]
    folded = (bare(word) for words in said for word in re.split(r"[\W_]+", words))
    return frozenset(word for word in folded if len(word) >= _SHORTEST_WORD)


class WordsOfPlaceValidator:
    """Refuses a password that is hardly more than such a word."""

    def validate(self, password: str, user: Staff | None = None) -> None:
        if leans_on(password, words_of_place(user)):
            raise ValidationError(self.get_help_text(), code="word_of_place")

    def get_help_text(self) -> str:
        return _("A name of the body or of yours with a few figures is guessed first: take other words.")
