"""Ways on which a letter leaves: those of the registry office, and those that rooms above register."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.departure.models import Addressee
from shubbak.registry.letters.rules import Channel, Sender

Send = Callable[[Addressee, datetime], UUID | None]
"""Sends a letter to one addressee, inside the action under way: its number, paper and draft are there.

It gives the id of the message of the outbox, if there is one: the letter is then sent when the message is.
Without one it is sent as soon as this returns.
"""

Check = Callable[[Sender], str]


@dataclass(frozen=True)
class Way:
    """`needs`: what must be known of an addressee on this way. Without `send` a clerk carries it out. `check`
    says why somebody is not reached on it.
    """

    code: str
    channel: Channel
    send: Send | None = None
    needs: Sequence[str] = ()
    wants_tracking: bool = False
    wants_proof: bool = False
    check: Check | None = None


PORTAL = "national_portal"
"""A clerk writes the answer there, under the reference that the portal gave."""
_ways: dict[str, Way] = {}


def register_way(
    code: str,
    send: Send | None,
    *,
    channel: Channel = Channel.INTERNAL,
    needs: Sequence[str] = (),
    check: Check | None = None,
) -> None:
    """Let letters leave on a way that the registry does not know by itself.

    :param channel: how the register names it.
    :param needs: fields of the correspondent without which nobody is reached on it.
    :param check: the code of a refusal for whoever is not reached on it, nothing for all others.
    """
    _ways[code] = Way(code, channel, send, needs, check=check)


def ways() -> Mapping[str, Way]:
    """Every way, the usual ones first."""
    return _ways


def way_of(code: str) -> Way:
    """:raises RegistryRefused: ``no_such_way``."""
    try:
        return _ways[code]
    except KeyError:
        raise RegistryRefused("no_such_way") from None


def check_reach(way: Way, who: Sender) -> None:
    """:raises RegistryRefused: ``no_email``, ``no_address``: nobody is reached like this."""
    for needed in way.needs:
        if not str(getattr(who, needed, "")).strip():
            raise RegistryRefused(f"no_{needed}")
    if way.check is not None and (why := way.check(who)):
        raise RegistryRefused(why)


def _register_the_usual() -> None:
    for way in (
        Way("post", Channel.POST, needs=("address",)),
        Way("registered_post", Channel.REGISTERED_POST, needs=("address",), wants_tracking=True),
        Way("hand", Channel.HAND, wants_proof=True),
        Way(PORTAL, Channel.NATIONAL_PORTAL),
    ):
        _ways[way.code] = way


_register_the_usual()
