"""The pages of a deposit: its questions, its review, its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BaseForm, BoundField

from shubbak.foundation.form_parts import top_fields
from shubbak.portal.pages.parts import Draft, Due, Link, Notice, Row


@dataclass(frozen=True, slots=True)
class LaidPaper:
    """A file that lies beside a draft already."""

    id: int
    name: str
    size: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class UnfinishedFile:
    """A file of which a part has come; `mark` and `length` tell whether another one is the same."""

    url: str
    requirement: str
    name: str
    mark: str
    length: int
    arrived: str
    size: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question of the form. `position` counts from 1; `saved_at` is empty before anything is kept.

    `for_other` asks whether the deposit is on behalf of somebody else, on the page that asks who deposits.
    """

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
    laid: Sequence[LaidPaper] = ()
    for_other: str = ""
    uploads_url: str = ""
    unfinished: Sequence[UnfinishedFile] = ()

    @property
    def parts(self) -> list[str]:
        """The state of each part of the progress bar."""
        return ["done"] * (self.position - 1) + ["now"] + ["next"] * (self.total - self.position)

    @property
    def fields(self) -> list[BoundField]:
        return top_fields(self.form)

    @property
    def is_optional(self) -> bool:
        """Whether the question that is the title of the page may be left out: its own label is not shown."""
        return any(
            getattr(bound.field, "titled", False) and not bound.field.required for bound in self.fields
        )

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
    other_url: str = ""


@dataclass(frozen=True, slots=True)
class OfferPage:
    """A deposit begun before is offered first; another may be begun instead."""

    service: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class LaterPage:
    """How to come back to a draft, and until when."""

    service: str
    link: str
    kept_until: date
    on_url: str


@dataclass(frozen=True, slots=True)
class NextStep:
    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """`qr_address` and `letters` are empty until the signature has come: the page then says so."""

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
    letters: str = ""
    sent_to: str = ""
    appeal: Notice | None = None
