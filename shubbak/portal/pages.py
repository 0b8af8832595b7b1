"""What each page of the portal shows: frozen data that a view fills and a template draws.

Texts are already in the language of the page; days and instants are dates, which the template writes as the
body's country does. A page never holds a model.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.forms import BaseForm, BoundField

from shubbak.foundation.form_parts import top_fields
from shubbak.foundation.working_time.reckoning import Reckoning


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its text; with `url` and `link`, what leads to changing it."""

    label: str
    text: str
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """`kind`: empty, risk, late or done; the sign is an icon's name."""

    title: str
    text: str = ""
    kind: str = ""
    icon: str = "info"
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class LifeEvent:
    icon: str
    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Draft:
    """A deposit begun on this device."""

    title: str
    url: str
    saved_at: datetime
    expires: date


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class OpeningLine:
    days: str
    hours: str
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    example: str
    frequent: Sequence[Link]
    start_url: str
    life_events: Sequence[LifeEvent]
    phones: Sequence[Phone]
    opening: Sequence[OpeningLine]
    address: str
    open_until: datetime | None = None
    drafts: Sequence[Draft] = ()
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class ServiceLine:
    title: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class ServicesPage:
    """The guide to services, and the answers to a search when there are `words`."""

    services: Sequence[ServiceLine]
    words: str = ""


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    title: str
    hint: str
    required: bool


@dataclass(frozen=True, slots=True)
class Where:
    """Where something is: a unit with what one needs to reach it."""

    lead: str
    unit: str
    place: str = ""
    phone: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class ServicePage:
    title: str
    summary: str
    start_url: str
    sheet: Sequence[Row]
    papers: Sequence[RequiredPaper]
    receives: Where | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question of the form. `position` counts from 1; `saved_at` is empty before the first answer."""

    service: str
    title: str
    intro: str
    position: int
    total: int
    form: BaseForm
    answers: Sequence[Row]
    phone: str
    previous_url: str = ""
    later_url: str = ""
    saved_at: datetime | None = None
    kept_until: date | None = None

    @property
    def parts(self) -> list[str]:
        """The state of each part of the progress bar."""
        return ["done"] * (self.position - 1) + ["now"] + ["next"] * (self.total - self.position)

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form)

    @property
    def has_files(self) -> bool:
        return self.form.is_multipart()


@dataclass(frozen=True, slots=True)
class ReviewSection:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All answers before the deposit. `submission_id` makes a double click one deposit."""

    service: str
    sections: Sequence[ReviewSection]
    submission_id: str
    previous_url: str
    phone: str
    problems: Sequence[Link] = ()
    receives: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due date that explains itself: soft question, large answer, reason, calendar."""

    question: str
    answer: str
    explanation: str
    reckoning: Reckoning | None = None
    text: str = ""
    text_url: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """`qr_address` is empty as long as the signature has not come: the page then says so."""

    title: str
    at: datetime
    number: str
    code: str
    track_url: str
    pdf_url: str
    pdf_size: str
    share_text: str
    due: Due | None
    next_steps: Sequence[NextStep]
    deposited: Sequence[Row]
    qr_address: str = ""
    sent_to: str = ""
    appeal: Notice | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """The public stage: glossary word, sign, and a tint: empty, risk, late, done or hold."""

    word: str
    icon: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    state: Literal["done", "now", "next"]
    at: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One item that the file waits for: what, why, where it is issued; its form has one field."""

    title: str
    reason: str
    field: BoundField


@dataclass(frozen=True, slots=True)
class AskedPapers:
    title: str
    items: Sequence[Asked]
    form: BaseForm
    url: str
    once: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to fetch; `form` is its format, such as PDF."""

    title: str
    url: str
    at: date
    form: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    author: str
    text: str
    at: datetime
    is_mine: bool = False


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
    messages: Sequence[Message] = ()
    acts: Sequence[Link] = ()
    decision_url: str = ""
    write_url: str = ""


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


@dataclass(frozen=True, slots=True)
class RatePage:
    """The survey of a file; with `reopen_until`, the person may also say that nothing is settled."""

    number: str
    service: str
    form: BaseForm
    back_url: str
    reopen_form: BaseForm | None = None
    reopen_url: str = ""
    reopen_until: date | None = None

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form)


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one short form: a message, a further paper, a withdrawal."""

    title: str
    intro: str
    form: BaseForm
    submit: str
    back: Link
    is_grave: bool = False

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form)


@dataclass(frozen=True, slots=True)
class MessagePage:
    """One thing to say after an act, and where to go on."""

    title: str
    text: str
    links: Sequence[Link]
    is_done: bool = True


@dataclass(frozen=True, slots=True)
class ContactPage:
    phones: Sequence[Phone]
    opening: Sequence[OpeningLine]
    address: str
    email: str
    units: Sequence[Where] = field(default_factory=tuple)
