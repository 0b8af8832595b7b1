"""Sittings: the list, one sitting with its agenda, and what is done with them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import REFUSED, Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.sittings.access import secretaries, sitting_people, the_item, the_sitting
from shubbak.desk.sittings.forms import AgendaForm, PlanForm, ReasonForm
from shubbak.desk.sittings.shown import agenda_lines, named_sitting, ready_counts, sittings_shown
from shubbak.planning.sittings.actions import (
    add_files,
    cancel_sitting,
    close_sitting,
    convoke,
    drop_file,
    move_file,
    plan_sitting,
)
from shubbak.planning.sittings.models import Sitting
from shubbak.planning.sittings.permissions import describes_bodies, keeps_sittings


@sitting_people
@require_safe
def sittings(request: DeskRequest) -> HttpResponse:
    visit = request.visit
    keeps = visit.may_write and keeps_sittings(visit.roles)
    context = {
        "lines": sittings_shown(visit),
        "ready": ready_counts() if keeps else [],
        "keeps": keeps,
        "describes": describes_bodies(visit.roles),
    }
    return show(request, "desk/sittings/list.html", context, here="sittings")


@secretaries
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    return carry_out(request, PLAN, None, back=reverse("desk_sittings"), here="sittings")


@sitting_people
@require_safe
def sitting(request: DeskRequest, sitting_id: UUID) -> HttpResponse:
    visit, found = request.visit, the_sitting(request.visit, sitting_id)
    keeps = visit.may_write and keeps_sittings(visit.roles)
    lines = agenda_lines(found)
    context = {
        "sitting": found,
        "shown": named_sitting(found),
        "lines": lines,
        "deeds": [(name, DEEDS[name]) for name in _offered(found, has_files=bool(lines))] if keeps else [],
        "arranges": keeps and found.state == found.State.PLANNED,
    }
    return show(request, "desk/sittings/sitting.html", context, here="sittings")


@secretaries
@require_http_methods(["GET", "POST"])
def deed(request: DeskRequest, sitting_id: UUID, deed: str) -> HttpResponse:
    found, chosen = the_sitting(request.visit, sitting_id), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    back = reverse("desk_sitting", args=[sitting_id])
    return carry_out(request, chosen, found, back=back, named=named_sitting(found).title, here="sittings")


@secretaries
@require_POST
def arrange(request: DeskRequest, item_id: UUID, way: str) -> HttpResponse:
    """One file goes up or down the agenda, or off it."""
    visit, (item, _seat) = request.visit, the_item(request.visit, item_id)
    if way not in ("up", "down", "off"):
        raise Http404
    try:
        if way == "off":
            drop_file(item=item, staff=visit.staff, at=visit.at)
        else:
            move_file(item=item, up=way == "up", staff=visit.staff, at=visit.at)
    except REFUSED as refused:
        messages.error(request, str(refusal_words(refused)))
    return redirect("desk_sitting", item.sitting_id)


def _offered(sitting: Sitting, *, has_files: bool) -> tuple[str, ...]:
    """What may be done with a sitting now, first what is expected."""
    if sitting.state == Sitting.State.PLANNED:
        return ("convoke", "add", "cancel") if has_files else ("add", "cancel")
    return ("close", "cancel") if sitting.is_open else ()


def _plan(visit: Visit, form: PlanForm) -> None:
    plan_sitting(facts=form.facts(), staff=visit.staff, at=visit.at)


def _add(visit: Visit, form: AgendaForm) -> None:
    add_files(sitting=form.about, rounds=form.keys(), staff=visit.staff, at=visit.at)


def _convoke(visit: Visit, form: ConfirmForm) -> int:
    return convoke(sitting=form.about, staff=visit.staff, at=visit.at)


def _close(visit: Visit, form: ConfirmForm) -> None:
    close_sitting(sitting=form.about, staff=visit.staff, at=visit.at)


def _cancel(visit: Visit, form: ReasonForm) -> None:
    reason = form.cleaned_data["reason"]
    cancel_sitting(sitting=form.about, reason=reason, staff=visit.staff, at=visit.at)


def _called(number: int) -> str:
    return gettext("Members called: %(number)s.") % {"number": number}


PLAN = Deed(_("New sitting"), _("Plan the sitting"), PlanForm, _plan, _("The sitting is planned."))
DEEDS = {
    "add": Deed(
        _("Put files on the agenda"),
        _("Put them on the agenda"),
        AgendaForm,
        _add,
        _("The files are on the agenda."),
    ),
    "convoke": Deed(
        _("Call the members"),
        _("Call them now"),
        ConfirmForm,
        _convoke,
        _called,
        _(
            "Every member in office of the bodies consulted gets a message. "
            "Those without an account get a link."
        ),
    ),
    "close": Deed(
        _("Close the sitting"),
        pgettext_lazy("sitting", "Close it"),
        ConfirmForm,
        _close,
        _("The sitting is closed. Each file has its outcome and went on by itself."),
        _("Opinions can no longer be given or corrected. Links end."),
    ),
    "cancel": Deed(
        _("Cancel the sitting"),
        pgettext_lazy("sitting", "Cancel it"),
        ReasonForm,
        _cancel,
        _("The sitting is cancelled. Its files wait for another one."),
    ),
}
