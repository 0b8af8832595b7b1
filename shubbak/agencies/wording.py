"""Arabic as the country of the body in view writes it: `معاملة` and `إيصال` in the Gulf for `ملف` and `وصل`.

A catalogue ``locale/ar_OM`` of a room holds only what differs from ``locale/ar``; all else is found there.
The language of a page stays ``ar``: only fixed words change, not the keys of anybody's words by language.
"""

from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils.translation import trans_real

LANGUAGE = "ar"
LOCALES = dict.fromkeys(("ae", "bh", "kw", "om", "qa", "sa"), "ar_OM")
"""The catalogue of each country whose administrations do not write as Morocco's do."""


class ArabicOfCountries:
    """In place of Django's Arabic: asks, with each text, which body is in view."""

    def __init__(self, usual: Any) -> None:
        self._usual = usual
        self._locales = {locale: _differing(locale, usual) for locale in set(LOCALES.values())}

    def gettext(self, message: str) -> str:
        words: str = self._chosen().gettext(message)
        return words

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        words: str = self._chosen().ngettext(singular, plural, number)
        return words

    def __getattr__(self, name: str) -> Any:
        return getattr(self._usual, name)

    def _chosen(self) -> Any:
        country = getattr(getattr(connection, "tenant", None), "country", "")
        return self._locales.get(LOCALES.get(country, ""), self._usual)


def install() -> None:
    """Django offers no place for words by country, so its own table of translations takes ours."""
    trans_real._translations[LANGUAGE] = ArabicOfCountries(trans_real.translation(LANGUAGE))  # type: ignore[attr-defined]


def _differing(locale: str, usual: Any) -> Any:
    """What the rooms write otherwise, and the usual words behind it."""
    words = usual
    for room in apps.get_app_configs():
        compiled = Path(room.path) / "locale" / locale / "LC_MESSAGES" / "django.mo"
        if compiled.exists():
            with compiled.open("rb") as file:
                room_words = GNUTranslations(file)
            room_words.add_fallback(words)
            words = room_words
    return words
