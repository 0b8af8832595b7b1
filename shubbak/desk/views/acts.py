"""Acts on a file. Each view makes one call of the domain; what it refuses stands beside the form."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from shubbak.cases.actions import advance, ask_for_papers
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import Step
from shubbak.desk.access import DeskRequest, the_case, writers_only
from shubbak.desk.acts import ACTS
from shubbak.desk.chrome import show
from shubbak.desk.forms import ActForm, AskForm, Given, StepForm
from shubbak.desk.views.case import back_to, say_done
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.foundation.localized import pick


@writers_only
@require_http_methods(["GET", "POST"])
def act(request: DeskRequest, case_id: UUID, name: str) -> HttpResponse:
    """An act that every file knows, such as a note or a telling."""
    chosen, given = ACTS.get(name), given_of(request, case_id)
    if chosen is None:
        raise Http404
    posted = request.method == "POST"
    form = chosen.form(given, data=request.POST if posted else None, files=request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            chosen.run(given, form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        except FileRefused as refused_file:
            form.add_error("file", refusal_words(refused_file))
        else:
            say_done(request, str(chosen.done))
            return back_to(request, case_id)
    return act_page(request, form, str(chosen.title), str(chosen.button))


@writers_only
@require_http_methods(["GET", "POST"])
def step(request: DeskRequest, case_id: UUID, name: str) -> HttpResponse:
    """A step of the pack's workflow."""
    given = given_of(request, case_id)
    chosen = given.spec.steps.get(name)
    if chosen is None:
        raise Http404
    if chosen.needs_guard("observations"):
        return ask(request, given, chosen)
    form = StepForm(given, chosen, data=request.POST if request.method == "POST" else None)
    title = pick(chosen.title, given.language)
    if form.is_bound and form.is_valid():
        given.case.state = form.cleaned_data["seen"] or given.case.state
        try:
            advance(
                case=given.case, step=name, actor=given.visit.actor, at=given.visit.at, facts=form.facts()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            say_done(request, gettext("Done: %(step)s.") % {"step": title})
            return back_to(request, case_id)
    return act_page(request, form, title, title, pick(chosen.hint, given.language))


def ask(request: DeskRequest, given: Given, chosen: Step) -> HttpResponse:
    """The step that asks the person for what is missing."""
    form = AskForm(given, data=request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            ask_for_papers(
                case=given.case,
                items=form.items(),
                words=form.cleaned_data["words"],
                reason=form.cleaned_data.get("reason", ""),
                actor=given.visit.actor,
                at=given.visit.at,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            say_done(request, gettext("The person was asked. The clock stands still until the answer."))
            return back_to(request, given.case.pk)
    title = pick(chosen.title, given.language)
    return act_page(request, form, title, gettext("Ask the person"), pick(chosen.hint, given.language))


def given_of(request: DeskRequest, case_id: UUID) -> Given:
    case = the_case(request.visit, case_id)
    return Given(request.visit, case, spec_of(case.service_version), get_language() or "ar")


def act_page(request: DeskRequest, form: ActForm, title: str, button: str, intro: str = "") -> HttpResponse:
    context = {"form": form, "case": form.given.case, "title": title, "button": button, "intro": intro}
    return show(request, "desk/act.html", context, here="work", status=409 if form.refusal else 200)
