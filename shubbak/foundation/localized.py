"""Words held in several languages at once."""

from collections.abc import Mapping

Localized = Mapping[str, str]

_FALLBACKS = ("ar", "fr", "en")


def pick(localized: Localized, language: str) -> str:
    """The words in `language`, else in Arabic, French or English, else nothing at all."""
    for candidate in (language, *_FALLBACKS):
        if words := localized.get(candidate):
            return words
    return ""
