"""By which lines readings are judged and estimated, and what a head changes of them."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.chrome import show
from shubbak.desk.metering.access import reading_heads, reading_people, suspends
from shubbak.desk.metering.lines import COMMODITIES, LinesForm, lines_shown
from shubbak.utility.metering.actions import set_practice


@reading_people
@require_safe
def lines(request: DeskRequest) -> HttpResponse:
    today = in_its_zone(request.visit.at).date()
    context = {"commodities": lines_shown(today), "heads": suspends(request.visit)}
    return show(request, "desk/metering/practice.html", context, here="metering")


@reading_heads
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest, commodity: str) -> HttpResponse:
    if commodity not in COMMODITIES:
        raise Http404
    back, named = reverse("metering_lines"), str(COMMODITIES[commodity])
    return carry_out(request, CHANGE, commodity, back=back, named=named, here="metering")


def _change(visit: Visit, form: LinesForm) -> None:
    set_practice(
        commodity=form.about,
        starts=form.cleaned_data["starts"],
        thresholds=form.thresholds,
        estimating=form.estimating,
        actor=visit.actor,
        at=visit.at,
    )


CHANGE = Deed(
    _("Lines by which readings are judged"),
    _("Set the lines"),
    LinesForm,
    _change,
    _("The lines are set."),
    _("They hold from the day on; what was decided before stands."),
)
