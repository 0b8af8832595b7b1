"""Where rooms above say how their messages read: registration downward, so this room knows none of them."""

from collections.abc import Callable

from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered

Loader = Callable[[Message], Rendered]
_sources: dict[str, Loader] = {}


def register_template_source(kind: str, loader: Loader) -> None:
    """Let `loader` render every message whose `about_kind` is `kind`, at the moment it is sent.

    The loader runs inside the agency's schema with the message's language active. It may raise `Withdrawn`.
    """
    _sources[kind] = loader


def source_of(kind: str) -> Loader:
    """:raises LookupError: when no room registered the kind."""
    try:
        return _sources[kind]
    except KeyError:
        raise LookupError(f"nobody renders messages about {kind!r}") from None
