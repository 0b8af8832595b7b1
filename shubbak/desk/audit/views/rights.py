"""Who was what on a day."""

from django.http import HttpResponse

from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.forms.base import end_of
from shubbak.desk.audit.access import auditors_only
from shubbak.desk.audit.forms import DayForm, start_of
from shubbak.desk.audit.shown import rights_shown
from shubbak.desk.chrome import show
from shubbak.insights.actions import note_consulted
from shubbak.people.rights import rights_between


@auditors_only
def rights(request: DeskRequest) -> HttpResponse:
    """Everybody who held anything during some of the day, from the rows that bear their dates."""
    visit, form, held = request.visit, DayForm(request.visit.at, request.GET), []
    if form.is_valid():
        day = form.cleaned_data["day"]
        held = rights_between(start_of(day), end_of(day) or visit.at)
        if form.was_asked:
            note_consulted(part="rights", wanted=form.facts(), actor=visit.actor, at=visit.at)
    return show(request, "desk/audit/rights.html", {"form": form, "held": rights_shown(held)}, here="audit")
