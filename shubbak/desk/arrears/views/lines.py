"""What the body has set about arrears, and on which text each line rests."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.arrears.access import arrears_leaders, arrears_people, leads
from shubbak.desk.arrears.forms import LinesForm
from shubbak.desk.arrears.shown import lines_shown
from shubbak.desk.chrome import show
from shubbak.utility.arrears.actions import set_practice


@arrears_people
@require_safe
def lines(request: DeskRequest) -> HttpResponse:
    context = {"lines": lines_shown(in_its_zone(request.visit.at).date()), "leads": leads(request.visit)}
    return show(request, "desk/arrears/lines.html", context, here="billing")


@arrears_leaders
@require_http_methods(["GET", "POST"])
def change(request: DeskRequest) -> HttpResponse:
    return carry_out(request, CHANGE, None, back=reverse("arrears_lines"), here="billing")


def _change(visit: Visit, form: LinesForm) -> None:
    settings, text = form.settings, form.named("text")
    set_practice(
        starts=form.cleaned_data["starts"],
        settings=settings,
        texts=dict.fromkeys(settings, text),
        actor=visit.actor,
        at=visit.at,
    )


CHANGE = Deed(
    _("What follows a bill that is not paid"),
    _("Set the lines"),
    LinesForm,
    _change,
    _("The lines are set."),
    _("They hold from the day on; what was done before stands."),
)
