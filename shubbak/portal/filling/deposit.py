"""The pages on which a deposit is written: one question each, the review, coming back later."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, in_its_zone
from shubbak.cases.models import Draft
from shubbak.catalogue.forms import PageForm, ShownAnswer, answers_shown, classes_shown
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Page
from shubbak.documents.queries import unfinished_uploads
from shubbak.foundation.localized import pick
from shubbak.foundation.text import file_size
from shubbak.people.queries import unit_in_charge
from shubbak.portal import pages
from shubbak.portal.depositing import Writing
from shubbak.portal.filling.guide import spoken

REVIEW = "?from=review"


def question_url(code: str, page: str, mark: str = "") -> str:
    return reverse("question", args=[code, page]) + mark


def title_of_page(page: Page) -> str:
    return pick(page.title or page.questions[0].label, spoken())


def question_page(writing: Writing, page: Page, form: PageForm) -> pages.QuestionPage:
    before, shown, draft = writing.before(page), writing.pages, writing.draft
    first = reverse("service", args=[writing.code])
    return pages.QuestionPage(
        service=pick(writing.spec.title, spoken()),
        title=title_of_page(page),
        intro=pick(page.intro, spoken()),
        position=[other.id for other in shown].index(page.id) + 1,
        total=len(shown),
        form=form,
        answers=[_row(writing, answer) for answer in _shown(writing) if answer.page != page.id],
        phone=_phone(writing),
        previous_url=question_url(writing.code, before.id) if before else first,
        saved_at=draft.updated_at if draft and _holds_something(draft) else None,
        kept_until=last_day(draft) if draft else None,
        laid=list(_laid(writing, page)),
        for_other=_for_other(writing, page),
        uploads_url=reverse("uploads", args=[writing.code]),
        unfinished=list(_unfinished(writing, page)),
    )


def review_page(writing: Writing, problems: dict[str, str]) -> pages.ReviewPage:
    draft, last = writing.draft, writing.pages[-1]
    receives = unit_in_charge(writing.spec.unit_for(writing.answers))
    return pages.ReviewPage(
        service=pick(writing.spec.title, spoken()),
        sections=[*_sections(writing), *_on_behalf(writing)],
        submission_id=str(draft.submission_id) if draft else "",
        previous_url=question_url(writing.code, last.id),
        phone=_phone(writing),
        problems=[
            pages.Link(words, question_url(writing.code, writing.page_of(name).id, REVIEW))
            for name, words in problems.items()
        ],
        receives=pick(receives.name, spoken()),
        other_url="" if draft and draft.on_behalf_of else reverse("on_behalf", args=[writing.code]),
    )


def offer_page(writing: Writing, draft: Draft) -> pages.OfferPage:
    return pages.OfferPage(pick(writing.spec.title, spoken()), draft_of(draft))


def later_page(writing: Writing, draft: Draft) -> pages.LaterPage:
    return pages.LaterPage(
        service=pick(writing.spec.title, spoken()),
        link=address_of(writing.agency, reverse("come_back", args=[writing.token])),
        kept_until=last_day(draft),
        on_url=where_it_stands(draft),
    )


def draft_of(draft: Draft, *, titled: bool = False) -> pages.Draft:
    """An open draft; `titled` with the name of its service, where several may stand together."""
    title = pick(spec_of(draft.service_version).title, spoken()) if titled else ""
    return pages.Draft(title, where_it_stands(draft), draft.updated_at, last_day(draft))


def last_day(draft: Draft) -> date:
    """On the body's own clock, as its people read it."""
    return in_its_zone(draft.expires_at).date()


def where_it_stands(draft: Draft) -> str:
    code = draft.service_version.service
    return question_url(code, draft.page) if draft.page else reverse("start", args=[code])


def _shown(writing: Writing) -> list[ShownAnswer]:
    agency = writing.agency
    shown = {page.id for page in writing.pages}
    answers = answers_shown(writing.spec, writing.answers, spoken(), agency.country, agency.digits)
    return [answer for answer in answers if answer.page in shown]


def _holds_something(draft: Draft) -> bool:
    return bool(draft.answers or draft.on_behalf_of or draft.papers.all())


def _row(writing: Writing, answer: ShownAnswer, mark: str = "") -> pages.Row:
    return pages.Row(
        answer.label, answer.text, question_url(writing.code, answer.page, mark), gettext("Change")
    )


def _laid(writing: Writing, page: Page) -> Iterator[pages.LaidPaper]:
    asked = {question.document: question for question in page.questions if question.document}
    several = len(asked) > 1
    for paper in writing.draft.papers.all() if writing.draft else ():
        if paper.requirement in asked:
            document = paper.document
            size = file_size(document.file.size, spoken(), writing.agency.country, writing.agency.digits)
            title = pick(writing.spec.documents[paper.requirement].title, spoken()) if several else ""
            yield pages.LaidPaper(paper.pk, document.name, size, title)


def _unfinished(writing: Writing, page: Page) -> Iterator[pages.UnfinishedFile]:
    asked = {question.document for question in page.questions if question.document}
    if not asked or writing.draft is None:
        return
    country, digits = writing.agency.country, writing.agency.digits
    for upload in unfinished_uploads(writing.draft.pk, writing.at):
        if upload.requirement in asked:
            yield pages.UnfinishedFile(
                url=reverse("upload", args=[writing.code, upload.pk]),
                requirement=upload.requirement,
                name=upload.name,
                mark=upload.mark,
                length=upload.length,
                arrived=file_size(upload.offset, spoken(), country, digits),
                size=file_size(upload.length, spoken(), country, digits),
            )


def _sections(writing: Writing) -> Iterator[pages.ReviewSection]:
    """Every question in the order of the form, answered or not, and among them the files laid beside it."""
    answers = {answer.question: answer for answer in _shown(writing)}
    rows: list[pages.Row] = []
    for page in writing.pages:
        rows += _answers_of(writing, page, answers)
        rows += _papers_of(writing, page)
    if not writing.problems():
        made = classes_shown(writing.spec, writing.answers, spoken())
        rows += [pages.Row(answer.label, answer.text) for answer in made]
    yield pages.ReviewSection(gettext("Your answers"), rows)


def _answers_of(writing: Writing, page: Page, answers: Mapping[str, ShownAnswer]) -> Iterator[pages.Row]:
    for question in page.shown_questions(writing.answers):
        if question.id in answers:
            yield _row(writing, answers[question.id], REVIEW)
        elif question.type != "files":
            label = pick(question.short or question.label, spoken())
            url = question_url(writing.code, page.id, REVIEW)
            yield pages.Row(label, gettext("You did not answer"), url, gettext("Change"))


def _papers_of(writing: Writing, page: Page) -> Iterator[pages.Row]:
    laid = list(writing.draft.papers.all()) if writing.draft else []
    for question in page.questions:
        names = [paper.document.name for paper in laid if paper.requirement == question.document]
        if question.document:
            label = pick(question.short or question.label, spoken())
            url = question_url(writing.code, page.id, REVIEW)
            yield pages.Row(
                label,
                "\n".join(names)
                or gettext(
                    "None",
                ),
                url,
                gettext("Change"),
            )


def _on_behalf(writing: Writing) -> Iterator[pages.ReviewSection]:
    facts = writing.draft.on_behalf_of if writing.draft else None
    if facts:
        row = pages.Row(
            gettext("Name"), facts["name"], reverse("on_behalf", args=[writing.code]), gettext("Change")
        )
        yield pages.ReviewSection(gettext("You deposit for"), [row])


def _for_other(writing: Writing, page: Page) -> str:
    """Only where the form asks who deposits."""
    asks_who = any(question.binds == "name" or question.type == "person" for question in page.questions)
    if not asks_who:
        return ""
    facts = writing.draft.on_behalf_of if writing.draft else None
    if facts:
        return gettext("You deposit for %(name)s. Change it") % {"name": facts["name"]}
    return gettext("I deposit for somebody else")


def _phone(writing: Writing) -> str:
    return next((str(line["number"]) for line in writing.agency.phones), "")
