"""Where rooms above say how their messages read: registration downward, so this room knows none of them."""

from collections.abc import Callable

from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered

Loader = Callable[[Message], Rendered]
ReplyAddress = Callable[[Message], str]
_sources: dict[str, Loader] = {}
_reply_addresses: list[ReplyAddress] = []


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


def register_reply_address(find: ReplyAddress) -> None:
    """Let a room above say where the answer to a message goes; an empty string leaves it to the sender's
    address.
    """
    _reply_addresses.append(find)


def reply_address_of(message: Message) -> str:
    """Where the answer to a message goes, where that is not the address that it leaves from."""
    return next((address for find in _reply_addresses if (address := find(message))), "")
