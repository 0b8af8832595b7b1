"""The page of a file: what is asked, when the answer comes, where the file is, what was said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.queries import TrackingView, tracking_view
from shubbak.cases.queries.bundle import Row
from shubbak.cases.queries.completing import send_until
from shubbak.cases.rules import Lent
from shubbak.catalogue.spec import Stage
from shubbak.documents.rules import FORMATS
from shubbak.documents.wording import scan_words
from shubbak.feedback.queries import may_rate
from shubbak.foundation.localized import pick
from shubbak.foundation.text import count, file_size
from shubbak.portal import pages
from shubbak.portal.answering import AskedForm
from shubbak.portal.filling.fees import fees_of
from shubbak.portal.filling.guide import spoken, unit_place
from shubbak.portal.filling.notices import notices
from shubbak.portal.filling.opinions import opinions_said
from shubbak.portal.filling.receipt import due_of

_NAMES = {known.media_type: code.upper() for code, known in FORMATS.items()}


def tracking_page(case: Case, at: datetime, asked: AskedForm | None = None) -> pages.TrackingPage:
    """The page of a file; `asked` is the form of what is asked, as it came back with something wrong."""
    agency, view = current_agency(), tracking_view(case, spoken(), at)
    form = asked or AskedForm(view)
    page = pages.TrackingPage(
        service=view.service,
        number=view.number,
        deposited_at=case.opened_at,
        tag=tag_of(view),
        stages=[_stage(stage, reached) for stage, reached in view.stages],
        where=unit_place(view.unit, gettext("The file is now with"), agency, at),
        due=due_of(view, agency),
        asked=_asked(view, form) if view.may_answer else None,
        notices=list(notices(view, agency, at)),
        papers=[*_receipt(case), *issued(view, agency)],
        sent=[_paper(row, case, agency) for row in _in_order(view) if row["direction"] == "in"],
        messages=[_message(row) for row in view.correspondence],
        acts=list(_acts(view)),
        outcome=_outcome(view) if view.is_out else None,
        write_url=reverse("write", args=[case.pk]) if view.may_write else "",
        fees=fees_of(view, agency),
        opinions=opinions_said(case),
    )
    return page if case.lent is None else _lent(page, case.lent)


def _lent(page: pages.TrackingPage, lent: Lent) -> pages.TrackingPage:
    """What whoever acts for the applicant may do: some only look, and a code goes to whoever deposited."""
    if not lent.has_code:
        page = replace(page, papers=page.papers[1:])
    if lent.may_act:
        return page
    outcome = replace(page.outcome, opinion=None, reopen=None) if page.outcome else None
    return replace(page, asked=None, notices=(), acts=(), outcome=outcome, write_url="")


def decision_page(case: Case, at: datetime) -> pages.DecisionPage | None:
    """The answer with its reasons and ways of appeal; None before it is out."""
    agency, view = current_agency(), tracking_view(case, spoken(), at)
    if not view.is_out:
        return None
    rates = view.survey_open and may_rate(case)
    return pages.DecisionPage(
        service=view.service,
        number=view.number,
        at=_decided_at(view),
        tag=tag_of(view),
        sentence=view.result,
        reasons=[view.reasons] if view.reasons else [],
        appeal=view.appeal,
        papers=list(issued(view, agency)),
        where=unit_place(view.unit, gettext("The file is now with"), agency, at),
        back_url=reverse("file", args=[case.pk]),
        rate_url=reverse("opinion", args=[case.pk]) if rates else "",
        reopen=_reopening(view),
    )


def _outcome(view: TrackingView) -> pages.Outcome:
    url = reverse("decision", args=[view.case.pk])
    return pages.Outcome(view.result, _decided_at(view), view.reasons, url, _opinion(view), _reopening(view))


def _decided_at(view: TrackingView) -> datetime:
    told = [row["at"] for row in view.events if row["what"] in ("step", "told")]
    at: datetime = view.case.closed_at or (told[-1] if told else view.case.state_since)
    return at


def _opinion(view: TrackingView) -> pages.Link | None:
    """To the survey while it is open and nothing was said in it."""
    if not (view.survey_open and may_rate(view.case)):
        return None
    return pages.Link(gettext("Tell us how it went"), reverse("opinion", args=[view.case.pk]))


def _reopening(view: TrackingView) -> pages.Link | None:
    """To saying that it is not settled, whether an opinion was given or not."""
    if view.reopen_until is None:
        return None
    url = reverse("opinion", args=[view.case.pk])
    return pages.Link(gettext("Open the file again"), f"{url}#reopen")


def tag_of(view: TrackingView) -> pages.Tag:
    """The stage in the words of the pack; waiting, lateness and the end have their own sign and tint."""
    now = next((stage for stage, _ in view.stages if stage.mark == "now"), None)
    word = pick((now.note or now.title) if now else {}, spoken())
    if view.is_out:
        return pages.Tag(view.result, "check", "done")
    if view.held or view.may_answer:
        return pages.Tag(word, "pause", "risk")
    if view.promise and view.promise.late:
        return pages.Tag(gettext("Late – %(stage)s") % {"stage": word}, "alert", "late")
    return pages.Tag(word, "clock")


def issued(view: TrackingView, agency: Agency) -> Iterator[pages.Paper]:
    """What the body wrote: its printed letters, and papers that it laid into the file for the person."""
    for row in view.letters:
        if row["paper"] and not (row["paper"] == "decision" and not view.is_out):
            url = reverse("letter", args=[view.case.pk, row["id"]])
            yield pages.Paper(row["title"], url, row["at"], "PDF")
    for row in view.papers:
        if row["direction"] == "out":
            yield _paper(row, view.case, agency)


def _stage(stage: Stage, reached: datetime | None) -> pages.Stage:
    title, note = pick(stage.title, spoken()), pick(stage.note, spoken())
    return pages.Stage(
        title=" – ".join(filter(None, (title, note))),
        state=_state(stage.mark),
        at=reached if stage.mark != "next" else None,
        detail=pick(stage.hint, spoken()),
    )


def _state(mark: str) -> Literal["done", "now", "next"]:
    return "done" if mark == "done" else "now" if mark == "now" else "next"


def _asked(view: TrackingView, form: AskedForm) -> pages.AskedPapers:
    number = count(len(view.asked), "document", spoken(), current_agency().digits)
    items = [
        pages.Asked(
            title=item.title or item.words,
            reason=" ".join(filter(None, (item.words if item.title else "", item.hint, item.issued_by))),
            field=form[form.file_of(item.id)],
            words=form[form.words_of(item.id)] if form.words_of(item.id) in form.fields else None,
        )
        for item in view.asked
    ]
    return pages.AskedPapers(
        title=gettext("The file waits for you: %(documents)s") % {"documents": number},
        items=items,
        form=form,
        url=reverse("answer", args=[view.case.pk]),
        once=gettext("This is the only request: the administration may not ask twice (law 55-19).")
        if current_agency().country == "ma"
        else gettext("This is the only request."),
        until=send_until(view.case, view.spec),
    )


def _receipt(case: Case) -> Iterator[pages.Paper]:
    yield pages.Paper(
        gettext("Receipt of the deposit"), reverse("receipt_pdf", args=[case.pk]), case.opened_at, "PDF"
    )


def _in_order(view: TrackingView) -> list[Row]:
    """Papers that came together stand by their names, as on the telephone they came from."""
    return sorted(view.papers, key=lambda row: (row["added_at"], row["name"]))


def _paper(row: Row, case: Case, agency: Agency) -> pages.Paper:
    """What the person sent goes by its own name: several may answer one question."""
    title = "" if row["direction"] == "in" or not row["title"] else pick(row["title"], spoken())
    return pages.Paper(
        title=title or row["name"],
        url=reverse("paper", args=[case.pk, row["document"]]),
        at=row["added_at"],
        form=_NAMES.get(str(row["media_type"]), ""),
        size=file_size(row["size"], spoken(), agency.country, agency.digits),
        warning=scan_words("infected") if row["scan"] == "infected" else "",
    )


def _message(row: Row) -> pages.Message:
    is_mine = row["direction"] == "in"
    author = gettext("You") if is_mine else current_agency().localized_name(spoken())
    return pages.Message(author, str(row["words"]), row["at"], is_mine)


def _acts(view: TrackingView) -> Iterator[pages.Link]:
    case = view.case
    if not view.is_out:
        yield from filter(None, (_opinion(view), _reopening(view)))
    if view.may_write:
        yield pages.Link(gettext("Add a paper"), reverse("add_paper", args=[case.pk]))
    if view.may_withdraw:
        yield pages.Link(gettext("Withdraw"), reverse("withdraw", args=[case.pk]))
    yield pages.Link(gettext("What is kept about me"), reverse("kept", args=[case.pk]))
