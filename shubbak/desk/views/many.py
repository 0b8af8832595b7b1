"""One act on the files that were chosen in the queue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from shubbak.cases.queries import labels_offered
from shubbak.desk import bulk
from shubbak.desk.access import DeskRequest, writers_only
from shubbak.desk.trail import trail_of


@writers_only
@require_http_methods(["GET", "POST"])
def many(request: DeskRequest) -> HttpResponse:
    """Take, deal out, label, remind; then back to the list, which says what was done and what was not."""
    act, files = request.POST.get("act", ""), ids_in(request.POST.getlist("file"))
    if request.method == "POST" and not files:
        messages.warning(request, gettext("Choose at least one file."))
    elif act in bulk.RUNS:
        outcome = bulk.do_to_all(request.visit, act, files, chosen_in(request))
        if outcome.done:
            messages.success(request, bulk.done_words(act, outcome.done))
        for line in outcome.lines():
            messages.warning(request, line)
    return redirect(reverse("desk_queue") + trail_of(request.GET).of_list)


def chosen_in(request: DeskRequest) -> bulk.Chosen:
    """What is not offered to the asker is not chosen."""
    whom, label = request.POST.get("assignee", ""), request.POST.get("label", "")
    people = {str(staff.pk): staff for staff in bulk.assignable(request.visit)} if whom else {}
    labels = {str(offered.pk): offered for offered in labels_offered()} if label else {}
    return bulk.Chosen(people.get(whom), labels.get(label))


def ids_in(typed: list[str]) -> list[UUID]:
    """The files that were ticked; what is no identity names no file."""
    found = []
    for word in typed:
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found
