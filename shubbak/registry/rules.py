"""Every word of the registry office, for whoever stands above it. No Django."""

from shubbak.registry.books.rules import (
    DayCount,
    EntryFacts,
    PartyFacts,
    RegisterFacts,
    RegistryRefused,
    to_whole_second,
)
from shubbak.registry.circulation.rules import TO_DEAL_WITH, Mention, Recipient
from shubbak.registry.departure.rules import VISA_ROLES, AskedVisa, Destination, DraftFacts, paragraphs_of
from shubbak.registry.filing.rules import MOST_YEARS, SHARE, ClassFacts, kept_until
from shubbak.registry.letters.rules import (
    Channel,
    Kind,
    LetterFacts,
    LetterInvalid,
    Priority,
    Secrecy,
    Sender,
)
from shubbak.registry.outage.rules import MOST_SHEETS

__all__ = [
    "MOST_SHEETS",
    "MOST_YEARS",
    "SHARE",
    "TO_DEAL_WITH",
    "VISA_ROLES",
    "AskedVisa",
    "Channel",
    "ClassFacts",
    "DayCount",
    "Destination",
    "DraftFacts",
    "EntryFacts",
    "Kind",
    "LetterFacts",
    "LetterInvalid",
    "Mention",
    "PartyFacts",
    "Priority",
    "Recipient",
    "RegisterFacts",
    "RegistryRefused",
    "Secrecy",
    "Sender",
    "kept_until",
    "paragraphs_of",
    "to_whole_second",
]
