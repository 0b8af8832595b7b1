"""Every address that an agency's doors answer, read from the URL configuration itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import URLResolver, get_resolver

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_GROUP = re.compile(r"\(\?P(<\w+>)[^)]*\)")


@dataclass(frozen=True)
class Route:
    """One address. `template` holds its parameters as `<name>`; `door` is its first word."""

    template: str
    name: str

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(_PARAMETER.findall(self.template))

    @property
    def door(self) -> str:
        first = self.template.partition("/")[0]
        return first if first in ("desk", "api", "staff") else "portal"

    def path(self, values: Mapping[str, object]) -> str:
        return "/" + _PARAMETER.sub(lambda found: quote(str(values[found[1]]), safe="@:"), self.template)


def routes(urlconf: str = "shubbak.config.urls") -> list[Route]:
    """All routes, in the order in which Django tries them."""
    return list(_walk(get_resolver(urlconf), ""))


def _walk(resolver: Any, before: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = before + _plain(str(entry.pattern), entry.pattern.converters or {})
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here)
        else:
            yield Route(here, entry.name or "")


def _plain(pattern: str, converters: Mapping[str, object]) -> str:
    """A template; a regular expression becomes one address that it matches."""
    if converters or not re.search(r"[\^$\\(]", pattern):
        return pattern
    small = _GROUP.sub(r"\1", pattern).replace("[vV]", "v").replace("[bB]", "b").replace("[qQ]", "q")
    plain = re.sub(r"/\?\$$|[\^$\\]", "", small)
    return plain.replace(".*", "x").replace("[sS]*", "x")
