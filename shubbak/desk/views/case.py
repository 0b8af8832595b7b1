"""One file: its page, its papers and letters, the identity of its person."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.cases.letters import rendered_letter
from shubbak.cases.queries import access_code_of, case_page, labels_of, unsent_acts
from shubbak.cases.queries.desk_page import extendable, letter_of_case, paper_of_case, steps_shown
from shubbak.catalogue.queries import spec_of
from shubbak.desk.access import DeskRequest, staff_only, the_case, writers_only
from shubbak.desk.acts import ACTS
from shubbak.desk.chrome import show
from shubbak.desk.forms import Given, ReasonForm
from shubbak.desk.kept import follow, unsent_shown
from shubbak.desk.mandates.shown import mandate_of_file
from shubbak.desk.money.links import difference_address
from shubbak.desk.shown.asides import asides_shown
from shubbak.desk.shown.beside import beside_shown
from shubbak.desk.shown.case import case_shown, person_shown
from shubbak.desk.shown.incidents import fault_shown
from shubbak.desk.shown.labels import labels_shown
from shubbak.desk.shown.language import tongue
from shubbak.desk.shown.mail import mail_shown
from shubbak.desk.shown.rating import ratings_shown
from shubbak.desk.trail import trail_of
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words
from shubbak.people.actions import reveal_identity
from shubbak.people.permissions import may_reveal_identity
from shubbak.privacy.actions import note_look
from shubbak.registry.books.signing import receipt_address

DEPOSITED_HERE = "desk_deposited"
"""Session key: files that this session took in, whose code may be printed on the receipt."""


@staff_only
@require_safe
def page(request: DeskRequest, case_id: UUID) -> HttpResponse:
    visit, speech = request.visit, tongue()
    file = case_page(visit.staff, case_id, visit.at, speech.language)
    if file is None:
        raise Http404
    note_look(case=file.case, staff=visit.staff, at=visit.at)
    steps = steps_shown(file, visit.staff, visit.roles, visit.at)
    shown = case_shown(file, steps, extendable(file, visit.roles), visit.at, speech)
    given = Given(visit, file.case, file.spec, speech.language)
    kept = unsent_acts(visit.staff, file.case)
    inline = {name: ACTS[name].form(given, auto_id=f"{name}_%s") for name in ("tell", "write", "note")}
    context = {
        "page": shown,
        "file": file,
        "case": file.case,
        "at": visit.at,
        "may_write": file.may_write and visit.may_write,
        "may_reveal": may_reveal_identity(visit.staff, visit.at),
        "mandate": mandate_of_file(file.case, visit.at),
        "ratings": ratings_shown(file.case),
        "mail": mail_shown(file.case, visit, speech),
        "fault": fault_shown(file.case, speech),
        "forms": {name: follow(form, f"acts/{name}", kept) for name, form in inline.items()},
        "unsent": unsent_shown(given, kept),
        "difference": difference_address(file.case, visit),
        "labels": labels_shown(labels_of([file.case]).get(file.case.pk, ()), speech),
        "asides": asides_shown(visit, file.case, speech),
        "beside": beside_shown(visit, file.case, trail_of(request.GET)),
    }
    return show(request, "desk/case.html", context, here="work")


@staff_only
@require_safe
def paper(request: DeskRequest, case_id: UUID, paper_id: int) -> HttpResponseBase:
    found = paper_of_case(request.visit.staff, case_id, paper_id, request.visit.at)
    if found is None:
        raise Http404
    try:
        return as_attachment(found.document)
    except NotServed as refused:
        messages.error(request, not_served_words(refused))
        return redirect("desk_case", case_id)


@staff_only
@require_safe
def letter(request: DeskRequest, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """The letter as its person reads it."""
    found = letter_of_case(request.visit.staff, case_id, letter_id, request.visit.at)
    if found is None or found.name not in spec_of(found.case.service_version).letters:
        raise Http404
    words = rendered_letter(found.case, found, found.case.language)
    return show(
        request, "desk/letter.html", {"letter": found, "case": found.case, "text": words}, here="work"
    )


@writers_only
@require_http_methods(["GET", "POST"])
def identity(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The whole identity number, once, against a reason that the journal keeps."""
    visit, speech = request.visit, tongue()
    case = the_case(visit, case_id)
    if not may_reveal_identity(visit.staff, visit.at):
        raise PermissionDenied
    given = Given(visit, case, spec_of(case.service_version), speech.language)
    form = ReasonForm(given, data=request.POST if request.method == "POST" else None)
    number = ""
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        number = reveal_identity(person=case.applicant, actor=visit.actor, at=visit.at, reason=reason)
    person = person_shown(case.applicant, speech)
    context = {"case": case, "form": form, "number": number, "person": person}
    return show(request, "desk/identity.html", context, here="work")


@staff_only
@require_safe
def receipt(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The receipt to print. Its code only for whoever has just taken the deposit in."""
    visit, speech = request.visit, tongue()
    file = case_page(visit.staff, case_id, visit.at, speech.language)
    if file is None:
        raise Http404
    taken_here = str(case_id) in request.session.get(DEPOSITED_HERE, [])
    shown = case_shown(file, (), frozenset(), visit.at, speech)
    context = {
        "page": shown,
        "case": file.case,
        "file": file,
        "code": access_code_of(file.case) if taken_here else "",
        "qr_address": receipt_address(file.receipt) if file.receipt.signature else "",
        "promised": next((clock for clock in shown.clocks if clock.is_promise), None),
    }
    return show(request, "desk/receipt.html", context, here="deposit")


def say_done(request: DeskRequest, words: str) -> None:
    messages.success(request, words)


def back_to(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """The page of the file, or the queue once the file is no longer the asker's to see."""
    try:
        the_case(request.visit, case_id)
    except Http404:
        messages.info(request, gettext("The file is now with another unit."))
        return redirect(reverse("desk_queue") + trail_of(request.GET).of_list)
    return redirect(reverse("desk_case", args=[case_id]) + trail_of(request.GET).query)
