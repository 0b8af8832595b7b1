"""The pages of a file that was deposited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BaseForm, BoundField

from shubbak.foundation.form_parts import top_fields
from shubbak.portal.pages.parts import (
    Due,
    Link,
    Message,
    Notice,
    OpinionSaid,
    Paper,
    Phone,
    Row,
    Stage,
    Tag,
    Where,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One item that the file waits for: what, why, where it is issued; `words` where an answer may do too."""

    title: str
    reason: str
    field: BoundField
    words: BoundField | None = None


@dataclass(frozen=True, slots=True)
class AskedPapers:
    title: str
    items: Sequence[Asked]
    form: BaseForm
    url: str
    once: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the file came to, once it may be read; `opinion` leads to the survey, `reopen` to opening it."""

    sentence: str
    at: datetime
    reasons: str
    url: str
    opinion: Link | None = None
    reopen: Link | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """Something that the file costs: what, how much, paid or by when."""

    title: str
    rows: Sequence[Row]
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Fees:
    """What the file costs; `pay` leads to the page of cards, where something is left and the body has one."""

    lines: Sequence[Fee]
    total: str
    pay: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class TrackingPage:
    service: str
    number: str
    deposited_at: datetime
    tag: Tag
    stages: Sequence[Stage]
    where: Where
    due: Due | None = None
    asked: AskedPapers | None = None
    notices: Sequence[Notice] = ()
    papers: Sequence[Paper] = ()
    sent: Sequence[Paper] = ()
    messages: Sequence[Message] = ()
    acts: Sequence[Link] = ()
    outcome: Outcome | None = None
    write_url: str = ""
    fees: Fees | None = None
    opinions: Sequence[OpinionSaid] = ()


@dataclass(frozen=True, slots=True)
class TrackingFormPage:
    form: BaseForm
    phones: Sequence[Phone] = ()


@dataclass(frozen=True, slots=True)
class DecisionPage:
    service: str
    number: str
    at: datetime
    tag: Tag
    sentence: str
    reasons: Sequence[str]
    appeal: Sequence[str]
    papers: Sequence[Paper]
    where: Where
    back_url: str
    rate_url: str = ""
    reopen: Link | None = None


@dataclass(frozen=True, slots=True)
class RatePage:
    """The survey of a file; with `reopen_until`, the person may also say that nothing is settled.

    Without a `form` the opinion was given already.
    """

    number: str
    service: str
    title: str
    form: BaseForm | None
    back_url: str
    rate_url: str = ""
    reopen_form: BaseForm | None = None
    reopen_url: str = ""
    reopen_until: date | None = None

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form) if self.form else []
