"""The whole form of a service on one page, for whoever types what another person says.

The portal asks one question a page; a clerk on the telephone wants them all. The same page forms are drawn
one under the other. Pages that the answers bring up appear when the form is sent. Papers are never required:
what comes by telephone or by post is registered as it is, and what is missing is asked for afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict

from shubbak.agencies.models import Agency
from shubbak.cases.models import Draft
from shubbak.catalogue import forms
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Page
from shubbak.foundation.form_parts import ErrorLine, error_lines, top_fields

PAGES = "shown_pages"
"""Name of the field that says which pages stood on the page that was sent."""


@dataclass(frozen=True)
class Sent:
    """What the browser sent."""

    data: Mapping[str, Any]
    files: "MultiValueDict[str, UploadedFile[Any]]"
    pages: frozenset[str]


@dataclass(frozen=True)
class Part:
    """One page of the service with its form."""

    page: Page
    form: forms.PageForm

    @property
    def top_fields(self) -> list[BoundField]:
        return top_fields(self.form)

    @property
    def error_lines(self) -> Sequence[ErrorLine]:
        return error_lines(self.form)


class WholeForm:
    """All pages of a draft. `answers` grow page by page, so that a condition sees what stands above it."""

    def __init__(
        self, draft: Draft, agency: Agency, language: str, at: datetime, sent: Sent | None = None
    ) -> None:
        self.spec, self.draft, self.sent = spec_of(draft.service_version), draft, sent
        today = at.astimezone(ZoneInfo(agency.zone)).date()
        self.reading = forms.Reading(language, agency.country, today)
        self.answers: dict[str, Any] = dict(draft.answers)
        self.parts: Sequence[Part] = list(self._parts())

    @property
    def is_complete(self) -> bool:
        """Whether every page was sent and nothing in it is wrong."""
        return all(part.form.is_bound and part.form.is_valid() for part in self.parts)

    @property
    def has_errors(self) -> bool:
        return any(part.form.errors for part in self.parts)

    @property
    def has_new_pages(self) -> bool:
        return self.sent is not None and any(not part.form.is_bound for part in self.parts)

    def given_answers(self) -> dict[str, Any]:
        """Answers of the pages that were sent, None where one was taken back; wrong ones are left out."""
        given: dict[str, Any] = {}
        for part in self.parts:
            if part.form.is_bound:
                given |= part.form.answers
        return given

    def given_files(self) -> "Iterator[tuple[str, UploadedFile[Any], forms.PageForm]]":
        """Each file with the paper that it is and the form that it came in."""
        for part in self.parts:
            for requirement, files in part.form.given_files.items():
                for file in files:
                    yield requirement, file, part.form

    def field_of_paper(self, requirement: str) -> str:
        """The box in which this paper is handed in."""
        return next(question.id for question in self.spec.questions() if question.document == requirement)

    def _parts(self) -> Iterator[Part]:
        laid: dict[str, int] = {}
        for paper in self.draft.papers.all():
            laid[paper.requirement] = laid.get(paper.requirement, 0) + 1
        for page in map(without_required_papers, self.spec.pages):
            if page.when is not None and not page.when.holds(self.answers):
                continue
            sent = self.sent if self.sent and page.id in self.sent.pages else None
            form = forms.page_form(
                self.spec,
                page,
                self.answers,
                self.reading,
                data=sent.data if sent else None,
                files=sent.files if sent else None,
                papers=laid,
            )
            if sent:
                form.full_clean()
                self.answers |= form.answers
            yield Part(page, form)


def without_required_papers(page: Page) -> Page:
    loose = (replace(asked, required=False) if asked.type == "files" else asked for asked in page.questions)
    return replace(page, questions=tuple(loose))
