"""The head's page, and the hand-over of a colleague's files."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.cases.actions import HandedOver, hand_over
from shubbak.cases.permissions import units_overseen
from shubbak.cases.queries.workload import files_to_hand_over, loads_of
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.desk.unit.access import heads, overseers
from shubbak.desk.unit.forms import Handing, HandOverForm
from shubbak.desk.unit.shown import unit_shown
from shubbak.foundation.text import isolate_ltr
from shubbak.people.models import Staff
from shubbak.people.queries import away_at, members_of, staff_numbered

_LISTED = 100


@overseers
@require_safe
def unit(request: DeskRequest) -> HttpResponse:
    """Who has what: one unit, or all that the reader oversees."""
    try:
        shown = unit_shown(request.visit, request.GET.get("unit", ""), tongue())
    except LookupError:
        raise Http404 from None
    context = {"page": shown, "at": request.visit.at, "makes_labels": request.visit.makes_labels}
    return show(request, "desk/unit.html", context, here="unit")


@heads
@require_http_methods(["GET", "POST"])
def handing_over(request: DeskRequest, staff_id: int) -> HttpResponse:
    colleague = staff_numbered(staff_id)
    about = _handing(request.visit, colleague) if colleague else None
    if about is None:
        raise Http404
    named = tongue().name(colleague)
    return carry_out(request, HAND_OVER, about, back=reverse("desk_unit"), named=named, here="unit")


def _handing(visit: Visit, colleague: Staff) -> Handing | None:
    """None where the colleague has no open file in a unit that the reader heads."""
    files = files_to_hand_over(colleague, visit.roles)
    count = files.count()
    if not count:
        return None
    away = {absence.staff_id for absence in away_at(visit.at)}
    members = members_of(units_overseen(visit.roles), visit.at)
    receivers = [staff for staff in members if staff.pk not in away | {colleague.pk}]
    loads = loads_of(staff.pk for staff in receivers)
    return Handing(colleague, list(files[:_LISTED]), count, receivers, loads)


def _hand_over(visit: Visit, form: HandOverForm) -> HandedOver:
    return hand_over(
        colleague=form.about.colleague,
        receivers=form.chosen(),
        reason=form.cleaned_data["reason"],
        only=form.only(),
        actor=visit.actor,
        at=visit.at,
    )


def _said(done: HandedOver) -> str:
    count = sum(done.given.values())
    said = ngettext("%(count)s file was handed over.", "%(count)s files were handed over.", count)
    if not done.left:
        return said % {"count": count}
    numbers = gettext(", ").join(map(isolate_ltr, done.left))
    left = gettext("Nobody chosen works where these lie: %(numbers)s") % {"numbers": numbers}
    return f"{said % {'count': count}} {left}"


HAND_OVER = Deed(
    _("Hand over the files of a colleague"),
    _("Hand the files over"),
    HandOverForm,
    _hand_over,
    _said,
    _("Each file keeps in its history from whom, to whom and why. Each receiver gets one notice."),
)
