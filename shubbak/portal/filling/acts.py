"""The pages on which a person acts on their file: an opinion, a message, a paper, a withdrawal, a claim."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.queries import TrackingView, tracking_view
from shubbak.catalogue.spec import Step
from shubbak.feedback.queries import may_rate
from shubbak.foundation.localized import pick
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.portal.forms import ReopenForm
from shubbak.portal.opinion import OpinionForm


def back_to(case: Case) -> pages.Link:
    return pages.Link(gettext("Back to the file"), reverse("file", args=[case.pk]))


def opinion_page(
    case: Case, at: datetime, opinion: OpinionForm | None = None, reopening: ReopenForm | None = None
) -> pages.RatePage | None:
    """The survey, and the way to open the file again; None where neither is open."""
    view = tracking_view(case, spoken(), at)
    survey = view.spec.survey
    form = opinion
    if form is None and survey is not None and view.survey_open and may_rate(case):
        form = OpinionForm(survey)
    if form is None and view.reopen_until is None:
        return None
    first = survey.questions[0].label if survey and form else {}
    return pages.RatePage(
        number=case.number,
        service=view.service,
        title=pick(first, spoken()) if first else gettext("Open the file again"),
        form=form,
        back_url=reverse("file", args=[case.pk]),
        rate_url=reverse("opinion", args=[case.pk]),
        reopen_form=(reopening or ReopenForm(prefix="again")) if view.reopen_until else None,
        reopen_url=reverse("reopen", args=[case.pk]),
        reopen_until=_day(view.reopen_until) if view.reopen_until else None,
    )


def message_page(case: Case, form: BaseForm) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Write a message"),
        intro=gettext("It goes to whoever has your file now, and stays on it. The answer comes here too."),
        form=form,
        submit=gettext("Send the message"),
        back=back_to(case),
    )


def paper_page(case: Case, form: BaseForm) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Add a paper"),
        intro=gettext("Nothing more is asked of you. Add what may help with your file."),
        form=form,
        submit=gettext("Send the paper"),
        back=back_to(case),
    )


def withdrawal_page(case: Case, form: BaseForm) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Withdraw file no. %(number)s?") % {"number": case.number},
        intro=gettext(
            "We stop working on it. It cannot be taken up again; you may deposit anew at any time."
        ),
        form=form,
        submit=gettext("Yes, withdraw it"),
        back=back_to(case),
        is_grave=True,
    )


def silence_page(view: TrackingView, form: BaseForm) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Claim the effect of silence"),
        intro=pick(view.spec.card.silence, spoken()),
        form=form,
        submit=gettext("I claim it"),
        back=back_to(view.case),
    )


def step_page(case: Case, step: Step, form: BaseForm) -> pages.FormPage:
    return pages.FormPage(
        title=pick(step.title, spoken()),
        intro=pick(step.invites, spoken()),
        form=form,
        submit=gettext("Send it"),
        back=back_to(case),
    )


def delay_page(view: TrackingView, form: BaseForm) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Complain that no answer came in time"),
        intro=gettext("It goes to whoever has your file and to those above. It changes none of your rights."),
        form=form,
        submit=gettext("Send the complaint"),
        back=back_to(view.case),
    )


def done_page(case: Case, title: str, text: str = "") -> pages.MessagePage:
    return pages.MessagePage(title, text, [back_to(case)])


def _day(instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(current_agency().zone))
