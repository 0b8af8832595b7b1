"""Words of letters: who writes, on which way, how urgent and how secret, what a clerk reads. No Django."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
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
        """What a clerk must mend, as codes by field; empty if nothing. `at` is on the body's clock, whose
        day a letter may bear.
        """
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
