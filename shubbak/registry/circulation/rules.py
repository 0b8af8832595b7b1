"""Words of the way through the house: mentions, and to whom a letter may go. No Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from shubbak.registry.books.rules import RegisterFacts, RegistryRefused


class Mention(StrEnum):
    """For what a letter goes to a unit: the standard mentions of a dispatch slip (registry-office §4.2)."""

    ATTRIBUTION = "attribution"
    FOLLOW_UP = "follow_up"
    COMMUNICATION = "communication"
    INFORMATION = "information"
    ALL_PURPOSES = "all_purposes"


TO_DEAL_WITH = frozenset({Mention.ATTRIBUTION, Mention.FOLLOW_UP})
"""What a unit gets to deal with it; in communication it must come back; the others are copies."""


@dataclass(frozen=True)
class Recipient:
    """A unit to which a letter goes, by its code."""

    unit: str
    mention: Mention
    is_coordinator: bool = False


def check_recipients(recipients: Sequence[Recipient], *, has_coordinator: bool) -> None:
    """A letter has one coordinating unit, which deals with it; each unit gets it once.

    :raises RegistryRefused: ``no_recipient``, ``unit_twice``, ``one_coordinator``, ``coordinator_deals``.
    """
    if not recipients:
        raise RegistryRefused("no_recipient")
    if len({one.unit for one in recipients}) < len(recipients):
        raise RegistryRefused("unit_twice")
    coordinators = [one for one in recipients if one.is_coordinator]
    if len(coordinators) + has_coordinator != 1:
        raise RegistryRefused("one_coordinator")
    if any(one.mention not in TO_DEAL_WITH for one in coordinators):
        raise RegistryRefused("coordinator_deals")


SLIPS = RegisterFacts(
    "slips",
    "slips",
    "إ {n}/{year}",
    {"ar": "سجل أوراق الإرسال", "fr": "Registre des bordereaux d’envoi", "en": "Register of dispatch slips"},
)
"""The book of dispatch slips: it begins with the first of them, and takes no letters."""
