"""What describes a service: its sheet, papers, letters, survey, publication, retention and tests."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shubbak.catalogue.spec.conditions import Condition
from shubbak.foundation.localized import Localized


@dataclass(frozen=True, slots=True)
class Setting:
    """A number that a text fixes: it may be changed by the body, and always names its text."""

    name: str
    value: str
    title: Localized
    text: Localized


@dataclass(frozen=True, slots=True)
class Card:
    """The public sheet, with the fields of the national register of administrative acts (law 55-19)."""

    what: Localized
    for_whom: Localized
    conditions: tuple[Localized, ...]
    fee: Localized
    time: Localized
    receives: str
    delivers: str
    texts: tuple[Localized, ...]
    silence: Localized
    appeal: tuple[Localized, ...]
    delivers_what: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper of the file. ``direction``: ``in`` (from the person), ``internal`` or ``out`` (of the body).

    ``role``: ``main``, or ``information`` for one that may follow and never grounds a rejection.
    """

    name: str
    title: Localized
    direction: str
    required: bool
    when: Condition | None
    formats: tuple[str, ...]
    max_bytes: int
    hint: Localized = field(default_factory=dict)
    issued_by: Localized = field(default_factory=dict)
    paper: str = ""
    role: str = "main"


@dataclass(frozen=True, slots=True)
class RoleBinding:
    """A name used by the workflow, bound to a role of people and to a unit or a position.

    ``unit`` is a unit's code, ``case`` for the unit that holds the file, or empty for the whole agency.
    """

    name: str
    role: str
    unit: str
    title: Localized


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter or message. Texts hold ``{field}`` places; ``sms`` is empty where no text message goes out."""

    name: str
    title: Localized
    subject: Localized
    body: Localized
    sms: Localized
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What becomes public after a step: only ``fields`` that name nobody."""

    after: str
    fields: tuple[str, ...]
    title: Localized


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    id: str
    type: str
    label: Localized


@dataclass(frozen=True, slots=True)
class Survey:
    """Asked once the case stands in ``after``; ``reopen_within`` is a length such as ``15 calendar_days``."""

    after: str
    questions: tuple[SurveyQuestion, ...]
    reopen_within: str
    reopen_step: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long the closed file of a result is kept (a length such as ``5 years``), and what follows."""

    result: str
    keep: str
    then: str
    text: Localized = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WalkTest:
    """A path through the workflow and what must come out of it."""

    name: str
    walk: tuple[Mapping[str, str], ...]
    start: str
    calendar: str
    expect: Mapping[str, object]
    refused: bool
    answers: Mapping[str, object] | None = None
