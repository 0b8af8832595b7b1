"""Acts on a file. Each view makes one call of the domain; what it refuses stands beside the form."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from shubbak.cases.actions import Spread, advance, advance_incident, ask_for_papers
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.desk import kept
from shubbak.desk.access import DeskRequest, the_case, writers_only
from shubbak.desk.acts import ACTS
from shubbak.desk.blocks import BUTTON, with_block
from shubbak.desk.chrome import show
from shubbak.desk.forms import ActForm, AskForm, Given, StepForm
from shubbak.desk.incidents import done_for_all, told
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
    if BUTTON in request.POST:
        return put_in(request, chosen.form(given), f"acts/{name}")
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
            return done(request, form, f"acts/{name}", str(chosen.done))
    kept.follow(form, f"acts/{name}")
    return act_page(request, form, str(chosen.title), str(chosen.button))


@writers_only
@require_http_methods(["GET", "POST"])
def step(request: DeskRequest, case_id: UUID, name: str) -> HttpResponse:
    """A step of the pack's workflow."""
    given = given_of(request, case_id)
    chosen = given.spec.steps.get(name)
    if chosen is None:
        raise Http404
    if BUTTON in request.POST:
        return put_in(request, kept.step_form(given, name), f"steps/{name}")
    form = kept.step_form(given, name, request.POST if request.method == "POST" else None)
    title = pick(chosen.title, given.language)
    asks = isinstance(form, AskForm)
    if form.is_bound and form.is_valid():
        try:
            spread = take_step(form, name)
        except Refused as refused:
            form.refuse(refused)
        else:
            say_for_all(request, spread)
            asked = gettext("The person was asked. The clock stands still until the answer.")
            words = asked if asks else gettext("Recorded: %(step)s.") % {"step": title}
            return done(request, form, f"steps/{name}", words)
    kept.follow(form, f"steps/{name}")
    button = gettext("Ask the person") if asks else title
    return act_page(request, form, title, button, pick(chosen.hint, given.language))


def put_in(request: DeskRequest, form: ActForm, act: str) -> HttpResponse:
    """Keep what is typed with a text of the agency after it, and show the form again: nothing is sent."""
    kept.keep(form, act, with_block(form, request.POST))
    return redirect(request.get_full_path())


def take_step(form: AskForm | StepForm, name: str) -> Spread | None:
    """Ask the person, or take the step; what became of the other files where it was for all of an incident.

    :raises Refused: by the domain.
    """
    given, typed = form.given, form.cleaned_data
    if isinstance(form, AskForm):
        reason = typed.get("reason", "")
        ask_for_papers(items=form.items(), words=typed["words"], reason=reason, **given.deed)
        return None
    given.case.state = typed["seen"] or given.case.state
    if form.for_all:
        return advance_incident(step=name, facts=form.facts(), **given.deed)
    advance(step=name, facts=form.facts(), **given.deed)
    return None


def say_for_all(request: DeskRequest, spread: Spread | None) -> None:
    """What became of the other files of the incident."""
    if spread is None:
        return
    if words := done_for_all(spread):
        messages.success(request, words)
    for line in told(spread).lines():
        messages.warning(request, line)


@writers_only
@require_http_methods(["GET", "POST"])
def keep(request: DeskRequest, case_id: UUID, kind: str, name: str) -> HttpResponse:
    """Keep what is typed, while it is typed or by a button; or throw it away."""
    act = f"{kind}/{name}"
    form = kept.form_named(given_of(request, case_id), act)
    if form is None:
        raise Http404
    if request.method != "POST":
        return back_to(request, case_id)
    if "forget" in request.POST:
        kept.forget(form, act)
        say_done(request, gettext("The draft was thrown away."))
        return back_to(request, case_id)
    kept.keep(form, act, request.POST)
    if request.POST.get("go") == "autosave":
        words = kept.kept_words(request.visit.at, request.visit.at)
        return HttpResponse(words, content_type="text/plain; charset=utf-8")
    say_done(request, gettext("The draft is kept. Nothing was sent: you find it on the page of the file."))
    return back_to(request, case_id)


def done(request: DeskRequest, form: ActForm, act: str, words: str) -> HttpResponse:
    """Say what was done, and back to the file; what was kept of it goes."""
    kept.forget(form, act)
    say_done(request, words)
    return back_to(request, form.given.case.pk)


def given_of(request: DeskRequest, case_id: UUID) -> Given:
    case = the_case(request.visit, case_id)
    return Given(request.visit, case, spec_of(case.service_version), get_language() or "ar")


def act_page(request: DeskRequest, form: ActForm, title: str, button: str, intro: str = "") -> HttpResponse:
    context = {"form": form, "case": form.given.case, "title": title, "button": button, "intro": intro}
    return show(request, "desk/act.html", context, here="work", status=409 if form.refusal else 200)
