"""General faults: one page for the file at the head of one, and the link from the queue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from shubbak.cases.queries.incidents import incident_led_by
from shubbak.cases.rules import Refused
from shubbak.desk import incidents
from shubbak.desk.access import DeskRequest, writers_only
from shubbak.desk.chrome import show
from shubbak.desk.shown.incidents import fault_shown, members_shown
from shubbak.desk.shown.language import tongue
from shubbak.desk.trail import trail_of
from shubbak.desk.views.acts import given_of
from shubbak.desk.views.many import ids_in
from shubbak.desk.words import refusal_words


@writers_only
@require_http_methods(["GET", "POST"])
def page(request: DeskRequest, case_id: UUID) -> HttpResponse:
    """Opens a general fault, tells how it goes, links files to it."""
    given, posted = given_of(request, case_id), request.POST if request.method == "POST" else None
    forms = incidents.forms_of(given, posted)
    name = posted.get("act", "") if posted else ""
    form = forms.get(name)
    if form is not None and form.is_valid():
        try:
            done, lines = incidents.run(name, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            say(request, done, lines)
            return redirect(reverse("desk_incident", args=[case_id]) + trail_of(request.GET).query)
    led = incident_led_by(given.case)
    context = {
        "case": given.case,
        "fault": fault_shown(given.case, tongue()),
        "members": members_shown(led, tongue()) if led else [],
        "forms": forms,
    }
    refused_one = any(shown.errors or shown.refusal for shown in forms.values())
    return show(request, "desk/incident.html", context, here="work", status=409 if refused_one else 200)


@writers_only
@require_http_methods(["GET", "POST"])
def link_many(request: DeskRequest) -> HttpResponse:
    """Links the files that were ticked in the queue."""
    files = ids_in(request.POST.getlist("file"))
    if request.method == "POST" and not files:
        messages.warning(request, gettext("Choose at least one file."))
    elif request.method == "POST":
        try:
            outcome = incidents.link_ticked(request.visit, files, request.POST.get("incident", ""))
        except Refused as refused:
            messages.warning(request, str(refusal_words(refused)))
        else:
            say(request, incidents.linked_words(outcome.done), list(outcome.lines()))
    return redirect(reverse("desk_queue") + trail_of(request.GET).of_list)


def say(request: DeskRequest, done: str, lines: list[str]) -> None:
    """What was done, then what was not."""
    if done:
        messages.success(request, done)
    for line in lines:
        messages.warning(request, line)
