"""Every text of a pack exists in Arabic."""

from collections.abc import Iterator
from typing import Any

from shubbak.catalogue.loader import PackSource, Where

LANGUAGES = frozenset({"ar", "fr", "en", "zgh"})


def findings(source: PackSource) -> Iterator[tuple[int, str]]:
    for where, text in localized_parts(source.data):
        arabic = text.get("ar")
        if not arabic:
            place = " › ".join(map(str, where))
            yield source.line(*where), f"{place}: the Arabic text is missing"


def localized_parts(data: Any, where: Where = ()) -> Iterator[tuple[Where, dict[str, Any]]]:
    """All texts in several languages, with their places."""
    if isinstance(data, dict):
        if data and set(data) <= LANGUAGES:
            yield where, data
            return
        for key, value in data.items():
            yield from localized_parts(value, (*where, key))
    elif isinstance(data, list):
        for rank, value in enumerate(data):
            yield from localized_parts(value, (*where, rank))
