"""Two ways that need no clerk: to another body of the installation, and by a link for all others."""

from datetime import datetime
from uuid import UUID

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import other_bodies
from shubbak.journal.rules import SYSTEM
from shubbak.registry.books.rules import RegistryRefused
from shubbak.registry.departure.models import Addressee
from shubbak.registry.departure.ways import register_way
from shubbak.registry.exchange.actions.guests import invite_guest
from shubbak.registry.exchange.actions.parcels import send_parcel
from shubbak.registry.letters.rules import Channel, Sender
from shubbak.search.arabic import fold

EXCHANGE, LINK = "exchange", "guest_link"


def body_named(name: str) -> Agency | None:
    """The body of the installation that bears this name in one of its languages."""
    wanted = fold(name)
    return next((body for body in other_bodies() if wanted in map(fold, body.name.values())), None)


def unreached(who: Sender) -> str:
    """Why nobody is reached by exchange; nothing where a body bears the name."""
    return "" if body_named(who.name) else "no_such_body"


def send_by_exchange(addressee: Addressee, at: datetime) -> UUID | None:
    """The letter goes into the register of the other body; what is there already goes once.

    :raises RegistryRefused: ``no_such_body``, and what keeps a letter in the house.
    """
    body, letter = body_named(addressee.correspondent.name), addressee.letter
    if body is None or letter is None:
        raise RegistryRefused("no_such_body")
    try:
        send_parcel(letter=letter, to_agency=body, actor=SYSTEM, at=at)
    except RegistryRefused as refused:
        if refused.code != "sent_already":
            raise
    return None


def send_by_link(addressee: Addressee, at: datetime) -> UUID | None:
    """The link goes out in the name of whoever signed.

    :raises RegistryRefused: what keeps a letter in the house.
    """
    draft, known = addressee.draft, addressee.correspondent
    if draft.letter is None or draft.signed_by is None:
        raise RegistryRefused("words_erased")
    told = {"name": known.name, "email": known.email, "language": draft.language}
    invite_guest(letter=draft.letter, staff=draft.signed_by, at=at, **told)
    return None


register_way(EXCHANGE, send_by_exchange, channel=Channel.EXCHANGE, check=unreached)
register_way(LINK, send_by_link, channel=Channel.PORTAL, needs=("email",))
