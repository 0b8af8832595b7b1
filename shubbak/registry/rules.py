"""Words of the registry: registers, what an entry needs, what may befall it. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shubbak.foundation.localized import Localized
from shubbak.foundation.working_time.length import Length


class LetterInvalid(Exception):
    """A letter as it was typed cannot be entered; `problems` has a code by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(problems)))
        self.problems = problems


class RegistryRefused(Exception):
    """An act that the register does not allow; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Kind(StrEnum):
    """Who writes to a public body (registry-office §4.1; the law on unions and social partners: S1.23)."""

    CITIZEN = "citizen"
    COMPANY = "company"
    ASSOCIATION = "association"
    UNION = "union"
    SOCIAL_PARTNER = "social_partner"
    ADMINISTRATION = "administration"
    AUTHORITY = "authority"
    MINISTRY = "ministry"
    COURT = "court"
    OTHER = "other"


class Channel(StrEnum):
    """On which way a letter came or left."""

    HAND = "hand"
    POST = "post"
    REGISTERED_POST = "registered_post"
    FAX = "fax"
    EMAIL = "email"
    NATIONAL_PORTAL = "national_portal"
    SOCIAL = "social"
    PORTAL = "portal"
    INTERNAL = "internal"
    EXCHANGE = "exchange"


class Priority(StrEnum):
    """عادي، مستعجل، مستعجل جدا."""

    NORMAL = "normal"
    URGENT = "urgent"
    VERY_URGENT = "very_urgent"


class Secrecy(StrEnum):
    """Open to whom it concerns; confidential: read by few; sealed: an envelope registered unopened."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"
    SEALED = "sealed"


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


@dataclass(frozen=True)
class RegisterFacts:
    """A register as a pack or an agency declares it. `pattern` prints a number: ``{n}/{year}``.

    `direction` (in, out, internal) opens it to the letters of the registry office.
    """

    code: str
    kind: str
    pattern: str
    title: Localized
    direction: str = ""
    is_confidential: bool = False


SLIPS = RegisterFacts(
    "slips",
    "slips",
    "إ {n}/{year}",
    {"ar": "سجل أوراق الإرسال", "fr": "Registre des bordereaux d’envoi", "en": "Register of dispatch slips"},
)
"""The book of dispatch slips: it begins with the first of them, and takes no letters."""


@dataclass(frozen=True)
class NatureFacts:
    """A nature of letters as an agency declares it. `answer_within` is a length, "10 working_days", or
    nothing.

    :raises LengthError: for a length that is none.
    """

    code: str
    title: Localized
    answer_within: str = ""
    remind_days: int = 2
    is_legal: bool = False
    stays_sealed: bool = False

    def __post_init__(self) -> None:
        if self.answer_within:
            Length.parse(self.answer_within)


@dataclass(frozen=True)
class Sender:
    """With whom a letter is exchanged, as the clerk typed it."""

    kind: Kind
    name: str
    city: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class LetterFacts:
    """What a clerk reads on a letter.

    `nature` is the code of one; `papers` are the ids of stored documents, scans first. `found_at`: when it
    really arrived, if it was found late. `due_on`: a day that the letter itself sets (a hearing).
    `in_reply_to`: the entry that it answers. `others` are further addressees, and `body` the words of a
    letter that the body writes itself: its receipt commits to them.
    """

    sender: Sender
    subject: str
    channel: Channel
    nature: str = ""
    reference: str = ""
    written_on: date | None = None
    language: str = "ar"
    priority: Priority = Priority.NORMAL
    secrecy: Secrecy = Secrecy.OPEN
    pieces: int = 0
    enclosures: Sequence[str] = ()
    national_portal: str = ""
    national_reference: str = ""
    found_at: datetime | None = None
    due_on: date | None = None
    in_reply_to: UUID | None = None
    others: Sequence[Sender] = ()
    body: str = ""
    papers: Sequence[UUID] = ()

    def told(self) -> Mapping[str, Any]:
        """What the manifest of the entry commits to, beside the papers."""
        plain = asdict(self)
        del plain["papers"]
        plain["enclosures"] = list(self.enclosures)
        return {
            name: str(value) if isinstance(value, date | UUID) else value for name, value in plain.items()
        }

    def problems(self, at: datetime) -> Mapping[str, str]:
        """What a clerk must mend, as codes by field; empty if nothing."""
        found = {}
        if not self.sender.name.strip():
            found["name"] = "missing"
        if not self.subject.strip() and self.secrecy != Secrecy.SEALED:
            found["subject"] = "missing"
        if self.written_on is not None and self.written_on > at.date():
            found["written_on"] = "in_the_future"
        if self.found_at is not None and self.found_at > at:
            found["found_at"] = "in_the_future"
        if self.secrecy == Secrecy.SEALED and self.papers:
            found["papers"] = "sealed"
        if bool(self.national_portal) != bool(self.national_reference):
            found["national_reference"] = "portal_and_reference_go_together"
        return found


@dataclass(frozen=True)
class PartyFacts:
    """Who sent an entry, or to whom it goes. Erasable, and apart from the entry for that reason."""

    role: str
    name: str
    contact: str = ""


@dataclass(frozen=True)
class EntryFacts:
    """What an entry needs before its number is taken.

    `at`: when it arrived, aware. `manifest_sha256`: 32 bytes over the deposit's manifest. `id` and
    `receipt_id` (8 random bytes) are drawn by the caller so that other rows may name the entry before
    it exists.
    """

    id: UUID
    register: str
    submission_id: UUID
    channel: str
    manifest_sha256: bytes
    receipt_id: bytes
    at: datetime
    subject: str = ""
    parties: Sequence[PartyFacts] = field(default_factory=tuple)


@dataclass(frozen=True)
class DayCount:
    """How a day of a register stands: so many entries, from one number to another; none without entries."""

    count: int
    first: int | None = None
    last: int | None = None


LOST = "registry.lost"
"""The act of a line about a number whose entry went with a lost database."""
LOST_CHANNEL = "lost"


def to_whole_second(instant: datetime) -> datetime:
    """The second in which something arrived, as registers write it."""
    return instant.replace(microsecond=0)


OUTAGE_CHANNEL = "outage"
"""Of a number that was printed on a sheet of paper before anything was entered under it."""
MOST_SHEETS = 60
"""At once: a day without the house's machines."""


def check_sheets(count: int) -> None:
    """:raises RegistryRefused: ``count_of_sheets``."""
    if not 1 <= count <= MOST_SHEETS:
        raise RegistryRefused("count_of_sheets")


def check_arrival(arrived_at: datetime, *, printed_at: datetime, at: datetime) -> None:
    """A letter on a sheet came after the sheet was printed, and before it is typed in.

    :raises RegistryRefused: ``before_the_sheet``, ``arrival_in_the_future``.
    """
    if arrived_at < to_whole_second(printed_at).replace(second=0):
        raise RegistryRefused("before_the_sheet")
    if arrived_at > at:
        raise RegistryRefused("arrival_in_the_future")


LONGEST_LIST = 500
"""Letters that one looks at in one list."""
MOST_YEARS = 100


@dataclass(frozen=True)
class ClassFacts:
    """A class of the classification plan: its years at hand and in the intermediate archive, and its fate
    (keep, eliminate, sample). Letters of `natures`, by their codes, lie in it by themselves.
    """

    code: str
    title: Localized
    current_years: int
    intermediate_years: int
    fate: str
    natures: Sequence[str] = ()


def kept_until(day: date, years: int) -> date:
    """The last day of keeping: years count from the end of the one in which a letter was entered."""
    return date(day.year + years, 12, 31)
