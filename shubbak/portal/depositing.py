"""A deposit that is being written in the portal: finding it, keeping its pages and files, registering it.

Whatever fails on the way of a deposit ends in one of two sentences: registered as N, or not registered and
the draft is kept (promises §2). So nothing here lets an exception through once the deposit has begun.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import get_language

from shubbak.accounts.actions import deposit_under
from shubbak.accounts.models import Account
from shubbak.accounts.rules import MandateRefused
from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.cases import actions
from shubbak.cases.models import Case, Draft
from shubbak.cases.queries import case_of_submission, draft_by_token
from shubbak.cases.rules import DepositInvalid
from shubbak.catalogue.forms import PageForm, Reading, page_form, read_answers
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.papers import policy_of
from shubbak.catalogue.queries import service_for_people, spec_of
from shubbak.catalogue.spec import Page, ServiceSpec
from shubbak.documents.actions import store_upload
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.journal.rules import Actor

VISITOR = Actor(kind="applicant", id="portal")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Writing:
    """A deposit of one service as it stands in this browser; without a draft before its first answer."""

    code: str
    version: ServiceVersion
    spec: ServiceSpec
    agency: Agency
    at: datetime
    draft: Draft | None = None
    token: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    """What the account that is signed in says of the applicant, by the fact that a question binds."""

    @property
    def answers(self) -> dict[str, Any]:
        return self.draft.answers if self.draft else {}

    @property
    def papers(self) -> Counter[str]:
        """How many files lie beside the draft for each paper."""
        return Counter(paper.requirement for paper in self.draft.papers.all()) if self.draft else Counter()

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.spec.shown_pages(self.answers)

    @property
    def reading(self) -> Reading:
        today = calendar_of(self.agency).local_day(self.at)
        return Reading(get_language() or "ar", self.agency.country, today)

    def page(self, name: str) -> Page | None:
        return next((page for page in self.pages if page.id == name), None)

    def form(self, page: Page, request: HttpRequest | None = None) -> PageForm:
        data, files = (request.POST, request.FILES) if request else (None, None)
        answers = self.answers if request else {**self._known_of(page), **self.answers}
        return page_form(self.spec, page, answers, self.reading, data, files, self.papers)

    def _known_of(self, page: Page) -> dict[str, Any]:
        """Answers that are known before they are given: boxes are filled with them, nothing is kept."""
        told: dict[str, Any] = {
            question.id: self.known[question.binds]
            for question in page.questions
            if question.binds in self.known and question.type != "person"
        }
        if "name" in self.known:
            people = (question.id for question in page.questions if question.type == "person")
            told |= {person: {"name": self.known["name"]} for person in people}
        return told

    def after(self, page: Page) -> Page | None:
        """The page that follows; None where the review does."""
        pages = self.pages
        place = next((rank for rank, shown in enumerate(pages) if shown.id == page.id), len(pages))
        return pages[place + 1] if place + 1 < len(pages) else None

    def before(self, page: Page) -> Page | None:
        pages = self.pages
        place = next((rank for rank, shown in enumerate(pages) if shown.id == page.id), 0)
        return pages[place - 1] if place else None

    def problems(self) -> dict[str, str]:
        """What still keeps it from being deposited, by question or paper."""
        problems = read_answers(self.spec, self.answers, self.reading).problems
        for wanted in self.spec.required_documents(self.answers):
            if not self.papers[wanted.name]:
                problems[wanted.name] = self._missing(wanted.name)
        return problems

    def page_of(self, problem: str) -> Page:
        """Where a problem is mended: the page that asks the question, or for the paper."""
        asked = problem.partition(".")[0]
        for page in self.pages:
            if any(asked in (question.id, question.document) for question in page.questions):
                return page
        return self.pages[0]

    def _missing(self, document: str) -> str:
        question = next((q for q in self.spec.questions() if q.document == document), None)
        language = self.reading.language
        words = question.missing if question and question.missing else self.spec.documents[document].title
        return words.get(language) or words.get("ar", document)


def writing_of(code: str, token: str, at: datetime) -> Writing:
    """The deposit of a service that this token opens; a fresh one if it opens none.

    :raises UnknownService: if the agency does not offer the service.
    """
    draft = draft_by_token(token, at) if token else None
    if draft is not None and draft.service_version.service == code:
        version = draft.service_version
        return Writing(code, version, spec_of(version), current_agency(), at, draft, token)
    version = service_for_people(code)
    return Writing(code, version, spec_of(version), current_agency(), at)


def begun(writing: Writing) -> Writing:
    """The same with a draft to keep answers in."""
    if writing.draft is not None:
        return writing
    language = get_language() or "ar"
    _, token = actions.begin_draft(service_version=writing.version, language=language, at=writing.at)
    return writing_of(writing.code, token, writing.at)


@dataclass(frozen=True)
class Kept:
    """A page as it was kept: `form` holds what was wrong with it, if anything was."""

    writing: Writing
    form: PageForm


def keep_page(writing: Writing, page: Page, request: HttpRequest) -> Kept:
    """Keep every answer of a page that can be kept, and every file that is what it says."""
    writing = begun(writing)
    form = writing.form(page, request)
    form.is_valid()
    draft = draft_in(writing)
    language = get_language() or "ar"
    actions.save_draft(draft=draft, answers=form.answers, page=page.id, language=language, at=writing.at)
    sent = [(question, form.given_files.get(question.document, ())) for question in page.questions]
    for question, files in sent:
        for given in files:
            _keep_file(writing, form, question.id, question.document, given)
    if any(files for _, files in sent):
        writing = writing_of(writing.code, writing.token, writing.at)
    return Kept(writing, form)


def _keep_file(
    writing: Writing, form: PageForm, question: str, requirement: str, given: "UploadedFile[Any]"
) -> None:
    draft, at = draft_in(writing), writing.at
    try:
        document = store_upload(
            stream=given,
            name=given.name or "",
            allowed=policy_of(writing.spec.documents.get(requirement)),
            at=at,
            language=draft.language,
        )
    except FileRefused as refused:
        form.add_error(question, refusal_words(refused))
        return
    laid = {(paper.requirement, paper.document.file_id) for paper in draft.papers.all()}
    if (requirement, document.file_id) not in laid:
        actions.lay_paper(draft=draft, requirement=requirement, document=document, at=at)


def take_away(writing: Writing, paper_id: str) -> None:
    """Take a file away from the draft; an id that is none, or another's, takes nothing."""
    if writing.draft is not None and paper_id.isdecimal():
        actions.take_paper_away(draft=writing.draft, paper_id=int(paper_id))


@dataclass(frozen=True)
class Outcome:
    """What became of a deposit: a case, or what keeps it from being one, or neither."""

    case: Case | None = None
    problems: dict[str, str] = field(default_factory=dict)
    mandate_over: bool = False


def register(draft: Draft, account: Account | None, at: datetime) -> Outcome:
    """Deposit a draft. Repeated, it gives the same case; when it fails, it looks again.

    :param account: who is signed in; a deposit under a mandate needs its holder.
    """
    try:
        return Outcome(case=deposit_under(draft=draft, account=account, actor=VISITOR, at=at))
    except DepositInvalid as invalid:
        return Outcome(problems=dict(invalid.problems))
    except MandateRefused:
        return Outcome(mandate_over=True)
    except Exception:
        _log.exception("a deposit failed")
        return Outcome(case=_registered_all_the_same(draft))


def _registered_all_the_same(draft: Draft) -> Case | None:
    """The commit may have come through although its answer did not."""
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return case_of_submission(draft.submission_id)
    except Exception:
        _log.exception("nor could the register be asked")
        return None


def draft_in(writing: Writing) -> Draft:
    """Its draft.

    :raises LookupError: before there is one.
    """
    if writing.draft is None:
        raise LookupError("this deposit has no draft yet")
    return writing.draft
