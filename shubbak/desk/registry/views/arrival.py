"""A letter arrives: it is entered by keyboard, on one page."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.chosen_scan import ChosenScan
from shubbak.desk.registry.forms import ArrivalForm
from shubbak.desk.registry.shown import letter_shown
from shubbak.desk.registry.views.book import the_register
from shubbak.desk.registry.views.letter import the_letter
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words as of_scans
from shubbak.registry.actions import register_letter
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Letter
from shubbak.registry.permissions import opens_letters
from shubbak.registry.queries import (
    correspondents_like,
    entered_before,
    letters_like,
    senders_known,
    subject_of,
)
from shubbak.registry.rules import LetterInvalid, RegistryRefused
from shubbak.registry.scans.actions.parts import register_scanned
from shubbak.registry.scans.queries import came_from_tray


@register_keepers
@require_http_methods(["GET", "POST"])
def arrive(request: DeskRequest) -> HttpResponse:
    """The form; a letter like one that is there already is pointed out before it is entered."""
    visit, is_sent = request.visit, request.method == "POST"
    form = ArrivalForm(
        visit, None, request.POST if is_sent else None, files=request.FILES if is_sent else None
    )
    scan = ChosenScan(request, form)
    alike: list[tuple[Letter, str, str]] = []
    if form.is_bound and form.is_valid():
        alike = [] if request.POST.get("anyway") else _alike(visit, form)
        if earlier := entered_before(form.submission_id):  # asked last: none is like itself
            return redirect("registry_entered", earlier)
        if not alike and (entry_id := _enter(visit, form, scan)):
            return redirect("registry_entered", entry_id)
    scan.keep()
    context = {"form": form, "alike": alike, "senders": senders_known(), "scan": scan.shown}
    context["proposals"] = scan.proposed
    status = 409 if form.refusal or alike else 200
    return show(request, "desk/registry/arrival.html", context, here="registry", status=status)


@register_keepers
@require_safe
def senders(request: DeskRequest) -> HttpResponse:
    """Known senders for what is typed so far."""
    found = correspondents_like(request.GET.get("words", "")[:300])
    told = [{"name": one.name, "kind": one.kind, "city": one.city, "phone": one.phone} for one in found]
    return JsonResponse({"senders": told})


@register_keepers
@require_safe
def entered(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    """The number, to write on the letter."""
    shown = letter_shown(the_letter(request.visit, entry_id), request.visit.roles, request.visit.at)
    context = {"shown": shown, "from_tray": came_from_tray(entry_id)}
    return show(request, "desk/registry/entered.html", context, here="registry")


def _alike(visit: Visit, form: ArrivalForm) -> list[tuple[Letter, str, str]]:
    """Each with its number, and its subject where the clerk may read it."""
    typed = form.cleaned_data
    asked = {name: typed[name] for name in ("name", "reference", "subject")}
    found: QuerySet[Letter] = letters_like(**asked, at=visit.at).select_related(
        "entry__series__register", "entry__subject"
    )
    return [(letter, printed_number(letter.entry), _subject(visit, letter)) for letter in found]


def _subject(visit: Visit, letter: Letter) -> str:
    if not opens_letters(visit.roles, letter, letter.entry.series.register):
        return ""
    return subject_of(letter.entry)


def _enter(visit: Visit, form: ArrivalForm, scan: ChosenScan) -> UUID | None:
    """The id of the entry; none where the form was refused, and then the form says why."""
    try:
        told: dict[str, Any] = {
            "register": the_register(form.cleaned_data["register"]),
            "facts": form.facts(scan.papers()),
            "submission_id": form.submission_id,
            "at": visit.at,
        }
        if part := scan.used:
            return register_scanned(part=part, staff=visit.staff, **told)
        return register_letter(actor=visit.actor, clerk=visit.staff, **told)
    except FileRefused as refused:
        form.add_error("scan", of_scans(refused))
    except LetterInvalid as refused:
        form.refuse(refused)
    except RegistryRefused as refused:
        form.refusal = refusal_words(refused)
    return entered_before(form.submission_id)
