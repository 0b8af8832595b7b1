"""Words of the case engine: refusals, and the shapes of what comes in. Pure; no Django, no clock."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from shubbak.foundation.localized import Localized


class Refused(Exception):
    """An act that the case does not allow now. `code` names why; doors have the words for it.

    Codes: ``step_closed``, ``changed_meanwhile``, ``not_yours``, ``guard:<name>``, ``asked_before``,
    ``information_paper``, ``nothing_asked``, ``closed``, ``only_the_counter``, ``window_over``; of a file to
    join to: ``no_such_file``, ``same_file``, ``file_answered``, ``file_elsewhere``; of labels:
    ``labelled_before``, ``not_labelled``, ``label_withdrawn``; of kept lists: ``not_of_this_unit``,
    ``enough_filters``; of a hand-over: ``nothing_to_hand_over``, ``receiver_away``, ``to_themselves``.
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class SubmissionConflict(Exception):
    """The same submission key came with another body (HTTP 422)."""


class TooManyTries(Exception):
    """Too many wrong codes for this number; `until` says when it opens again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class DepositInvalid(Exception):
    """The answers or papers do not satisfy the service. `problems`: question id → message for the person."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(sorted(problems)))
        self.problems = problems


def spread(able: Mapping[UUID, Sequence[int]], loads: Mapping[int, int]) -> dict[UUID, int]:
    """Who gets which file: each goes to whoever has the least at hand, among those who may have it.

    :param able: for each file, in the order in which they are dealt, the ids of those who may have it.
    :param loads: how many files each has before.
    :return: without the files that nobody may have.
    """
    held, given = dict(loads), {}
    for file, receivers in able.items():
        if receivers:
            least = min(receivers, key=lambda staff: held.get(staff, 0))
            given[file] = least
            held[least] = held.get(least, 0) + 1
    return given


@dataclass(frozen=True)
class PersonFacts:
    """How a person describes themselves at a deposit."""

    name: str
    kind: str = "natural"
    identity_kind: str = ""
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "ar"
    preferred_channel: str = ""


@dataclass(frozen=True)
class Lent:
    """How a file stands open, during one request, to somebody who acts for its applicant.

    `has_code`: they deposited it, and know its code as long as they may act.
    """

    name: str
    id: str
    may_act: bool
    has_code: bool


@dataclass(frozen=True)
class PaperFacts:
    """A document handed in, for a paper that the pack names (`requirement`, empty for any other)."""

    document_id: UUID
    requirement: str = ""


@dataclass(frozen=True)
class AskedItem:
    """One thing asked of the person: a paper of the pack, or anything named by `title`."""

    requirement: str = ""
    title: Localized = field(default_factory=dict)
    words: str = ""


@dataclass(frozen=True)
class AnswerItem:
    """What the person gives for one asked item."""

    item_id: int
    words: str = ""
    papers: Sequence[UUID] = ()


def body_digest(parts: Mapping[str, Any]) -> bytes:
    """SHA-256 of all that a deposit hands in, in one canonical writing: tells a retry from another
    deposit.
    """
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).digest()


@dataclass(frozen=True)
class OtherBody:
    """The competent body to which a file is sent on: by e-mail where it has one, else by post."""

    name: str
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class StepFacts:
    """What whoever takes a step gives with it; each guard looks at its own part.

    `incident` is the one that the file enters; `alongside` the lead with which a file of an incident goes;
    `amount` what is asked for, in minor units, `amounts` the same of fees by their names; `details` what
    guards of rooms above ask for (`extension.Detail`).
    """

    reason: str = ""
    result: str = ""
    answer: str = ""
    unit: str = ""
    assignee: int | None = None
    items: Sequence[AskedItem] = ()
    answers: Sequence[AnswerItem] = ()
    papers: Sequence[PaperFacts] = ()
    body: OtherBody | None = None
    other_file: str = ""
    incident: int | None = None
    alongside: UUID | None = None
    amount: int = 0
    amounts: Mapping[str, int] = field(default_factory=dict)
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tried:
    """One try to tell somebody: the civil day where the body is; None for `reached` while it is not known
    yet.
    """

    day: date
    reached: bool | None


TRIES_THAT_SUFFICE, DAYS_THAT_SUFFICE = 3, 2


def is_told(tries: Iterable[Tried]) -> bool:
    """Whether the outcome counts as told: one try reached the person, or three failed on at least two
    days.
    """
    known = [tried for tried in tries if tried.reached is not None]
    if any(tried.reached for tried in known):
        return True
    return len(known) >= TRIES_THAT_SUFFICE and len({tried.day for tried in known}) >= DAYS_THAT_SUFFICE


FREE_TRIES = 5
TRY_WINDOW = timedelta(hours=1)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)


def wait_after(tries: int) -> timedelta:
    """How long a number stays shut after so many wrong codes: nothing for five, then a growing time."""
    extra = tries - FREE_TRIES
    if extra < 0:
        return timedelta()
    return min(_FIRST_WAIT * (1 << min(extra, 20)), _LONGEST_WAIT)
