"""Every address is behind a permission, or on the short list of what the public may reach."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# First words of addresses that strangers may ask for; whatever else there is wants a sign-in.
PUBLIC = ("api/", "staff/")
PUBLIC_ROOMS = ("shubbak.portal.", "shubbak.board.")
SAMPLES = {
    "IntConverter": "1",
    "UUIDConverter": "00000000-0000-0000-0000-000000000000",
    "PathConverter": "x/y",
}
REFUSALS = {401, 403}
REDIRECT = 302


def open_to_strangers(client: Any, host: str, urlconf: str) -> list[str]:
    """Addresses that answer somebody who is not signed in, though nobody declared them public."""
    found = []
    for address, callback in addresses(get_resolver(urlconf)):
        if address.startswith(PUBLIC) or callback.__module__.startswith(PUBLIC_ROOMS):
            continue
        for ask in (client.get, client.post):
            if not _is_refused(ask(f"/{address}", HTTP_HOST=host)):
                found.append(f"/{address} ({ask.__name__})")
    return found


def addresses(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, Any]]:
    """Each address with a sample in the place of its parameters, and its view."""
    for entry in resolver.url_patterns:
        here = before + _sample(entry)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, here)
        else:
            yield here, entry.callback


def _sample(entry: URLPattern | URLResolver) -> str:
    words = str(entry.pattern)
    for name, converter in entry.pattern.converters.items():
        kind = type(converter).__name__
        for written in (f"<{_short(kind)}:{name}>", f"<{name}>"):
            words = words.replace(written, SAMPLES.get(kind, "x"))
    return words


def _short(kind: str) -> str:
    return kind.removesuffix("Converter").lower().replace("string", "str")


def _is_refused(answer: Any) -> bool:
    if answer.status_code == REDIRECT:
        return "/staff/" in answer["Location"]
    return answer.status_code in REFUSALS
