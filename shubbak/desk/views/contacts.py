"""Somebody asks about a file, on whatever way: find it, check who asks, answer, keep it."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.queries import search_cases
from shubbak.contact import actions
from shubbak.contact.queries import check_in_force, contacts_of, may_be_sent, read_by_mail, to_ask
from shubbak.contact.rules import CHANNELS, OUTCOMES, SENT, ContactRefused
from shubbak.contact.script import Script, script_of
from shubbak.desk.access import DeskRequest, staff_only, the_case, writers_only
from shubbak.desk.chrome import show
from shubbak.desk.contact_words import refusal_words
from shubbak.desk.forms.contact import CodeForm, EnquiryForm, GeneralForm, IdentityForm, SaidForm
from shubbak.desk.shown.contact import contact_lines
from shubbak.desk.shown.language import tongue
from shubbak.desk.taking_in import expect_deposit
from shubbak.desk.views.case import say_done
from shubbak.foundation.codes import format_code

_AT_MOST = 20


@staff_only
@require_safe
def contacts(request: DeskRequest) -> HttpResponse:
    """One's own contacts, the latest first."""
    visit = request.visit
    try:
        found, next_key = contacts_of(visit.staff, visit.at, request.GET.get("before", ""))
    except ValueError:
        raise Http404 from None
    lines = contact_lines(found, visit.at, tongue())
    return show(
        request,
        "desk/contact/list.html",
        {"lines": lines, "older_url": f"?before={quote(next_key)}" if next_key else ""},
        here="contacts",
    )


@writers_only
@require_safe
def enquiry(request: DeskRequest) -> HttpResponse:
    """Which file is asked about."""
    asked = request.GET if "words" in request.GET else None
    form = EnquiryForm(data=asked)
    found, words = [], ""
    if asked is not None and form.is_valid():
        words = form.cleaned_data["words"]
        found = search_cases(request.visit.staff, words, request.visit.at, _AT_MOST) if words else []
    context = {"form": form, "found": found, "looked_for": words, "channel": channel_of(request)}
    return show(request, "desk/contact/enquiry.html", context, here="contacts")


@writers_only
@require_http_methods(["GET", "POST"])
def general(request: DeskRequest) -> HttpResponse:
    """A question about no file is kept, or becomes a deposit."""
    visit, posted = request.visit, request.POST if request.method == "POST" else None
    form = GeneralForm(data=posted, initial={"channel": channel_of(request)})
    if posted is None or not form.is_valid():
        return show(request, "desk/contact/general.html", {"form": form}, here="contacts")
    facts = form.facts(form.cleaned_data["channel"])
    kept = actions.keep_general_contact(facts=facts, staff=visit.staff, at=visit.at)
    say_done(request, gettext("The contact is kept."))
    if facts.outcome != "deposit":
        return redirect("desk_contacts")
    expect_deposit(request, kept.pk)
    return redirect(reverse("desk_deposit") + f"?channel={facts.channel}")


@writers_only
@require_http_methods(["GET", "POST"])
def identify(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Who asks? Two facts of the file, or the card at the window."""
    case, channel = the_case(request.visit, case_id), channel_of(request)
    try:
        form = identity_form(request, case, channel)
        if form.is_bound and form.is_valid():
            return checked(request, case, form)
    except ContactRefused as refused:
        context = {"case": case, "refusal": why(refused), "channel": channel}
        return show(request, "desk/contact/identify.html", context, here="contacts", status=409)
    context = {"case": case, "form": form, "channel": channel}
    return show(request, "desk/contact/identify.html", context, here="contacts")


def identity_form(request: DeskRequest, case: Case, channel: str) -> IdentityForm:
    """:raises ContactRefused: when nothing may be asked now."""
    visit, posted = request.visit, request.POST if request.method == "POST" else None
    typed = str(posted.get("round", "")) if posted else ""
    seen = int(typed) if typed.isdecimal() else None
    return IdentityForm(to_ask(case, visit.staff, channel, visit.at, seen), channel, posted)


def checked(request: DeskRequest, case: Case, form: IdentityForm) -> HttpResponse:
    visit, typed = request.visit, form.cleaned_data
    check = actions.check_identity(
        case=case,
        channel=typed["channel"],
        round_=typed["round"],
        matched=form.matched(),
        staff=visit.staff,
        at=visit.at,
    )
    if check.passed:
        return redirect("desk_enquiry_answer", case.pk)
    context = {"case": case, "failed": True, "channel": check.channel}
    return show(request, "desk/contact/identify.html", context, here="contacts")


@writers_only
@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """What may be said, and what was said. Without a check that passed, back to the check."""
    visit = request.visit
    case = the_case(visit, case_id)
    check = check_in_force(case, visit.staff, visit.at)
    if check is None:
        return redirect("desk_enquiry", case_id)
    scripts = scripts_of(case, visit.at)
    form = SaidForm(
        outcomes_of(case, check.channel, visit.at),
        data=request.POST if request.method == "POST" else None,
        initial={"said": scripts[0].text},
    )
    if form.is_bound and form.is_valid() and is_kept(request, case, check.channel, form):
        return redirect("desk_contacts")
    context = {
        "case": case,
        "check": check,
        "now": next((said for said in scripts if said.language == get_language()), scripts[0]),
        "scripts": scripts,
        "form": form,
        "code_form": CodeForm(may_be_sent=may_be_sent(case, request.visit.at)),
    }
    return show(request, "desk/contact/answer.html", context, here="contacts")


def outcomes_of(case: Case, channel: str, at: datetime) -> Sequence[str]:
    """What may come of it; what was asked by e-mail is answered so first, where the file has an address."""
    if not read_by_mail(case, at):
        return OUTCOMES
    return (SENT, *OUTCOMES) if channel == "email" else (*OUTCOMES, SENT)


def is_kept(request: DeskRequest, case: Case, channel: str, form: SaidForm) -> bool:
    """Keep the contact and say so; False where it is refused, which the form then says."""
    visit, facts = request.visit, form.facts(channel)
    try:
        actions.keep_contact(case=case, facts=facts, staff=visit.staff, at=visit.at)
    except ContactRefused as refused:
        form.refuse(refused)
        return False
    sent = gettext("The answer is about to leave by e-mail, and the contact is kept.")
    say_done(request, sent if facts.outcome == SENT else gettext("The contact is kept."))
    return True


def scripts_of(case: Case, at: datetime) -> list[Script]:
    """In each language of the body, that of the person first."""
    languages = sorted(current_agency().languages, key=lambda name: name != case.applicant.language)
    return [script_of(case, name, at) for name in languages]


@writers_only
@require_POST
def new_code(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """A new code for whoever lost theirs: on the screen once, or to the address on the file."""
    visit = request.visit
    case = the_case(visit, case_id)
    form = CodeForm(may_be_sent=may_be_sent(case, request.visit.at), data=request.POST)
    context = {"case": case, "form": form}
    if not form.is_valid():
        return show(request, "desk/contact/code.html", context, here="contacts")
    send = form.cleaned_data["way"] == "sent"
    try:
        code = actions.give_new_code(case=case, send=send, staff=visit.staff, at=visit.at)
    except ContactRefused as refused:
        context["refusal"] = why(refused)
        return show(request, "desk/contact/code.html", context, here="contacts", status=409)
    context |= {"code": format_code(code) if code else "", "sent": send}
    return show(request, "desk/contact/code.html", context, here="contacts")


def channel_of(request: DeskRequest) -> str:
    """The way that the address or the form names; a call where it names none."""
    named = request.POST.get("channel") or request.GET.get("channel", "")
    return named if named in CHANNELS else CHANNELS[0]


def why(refused: ContactRefused) -> str:
    return refusal_words(refused, tongue().hour(refused.until) if refused.until else "")
