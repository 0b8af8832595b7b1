"""Who sits: bodies and their members, and how the committee works here."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.desk.sittings.access import body_keepers
from shubbak.desk.sittings.forms import BodyForm, EndForm, PracticeForm, SeatForm
from shubbak.desk.sittings.shown import bodies_shown
from shubbak.planning.sittings.actions import describe_body, end_seat, open_seat, retire_body, set_practice
from shubbak.planning.sittings.models import Body, Seat
from shubbak.planning.sittings.queries import practice


@body_keepers
@require_safe
def bodies(request: DeskRequest) -> HttpResponse:
    context = {"lines": bodies_shown(request.visit.at), "practice": practice()}
    return show(request, "desk/sittings/bodies.html", context, here="sittings")


@body_keepers
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    return carry_out(request, NEW, None, back=reverse("desk_bodies"), here="sittings")


@body_keepers
@require_http_methods(["GET", "POST"])
def settle(request: DeskRequest) -> HttpResponse:
    return carry_out(request, PRACTICE, None, back=reverse("desk_bodies"), here="sittings")


@body_keepers
@require_http_methods(["GET", "POST"])
def deed(request: DeskRequest, body_code: str, deed: str) -> HttpResponse:
    found, chosen = get_object_or_404(Body, code=body_code, retired_at=None), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    named = tongue().pick(found.name)
    return carry_out(request, chosen, found, back=reverse("desk_bodies"), named=named, here="sittings")


@body_keepers
@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, seat_id: int) -> HttpResponse:
    found = get_object_or_404(Seat.objects.select_related("body"), pk=seat_id)
    return carry_out(request, END, found, back=reverse("desk_bodies"), named=found.name, here="sittings")


def _describe(visit: Visit, form: BodyForm) -> None:
    describe_body(facts=form.facts(), actor=visit.actor, at=visit.at)


def _retire(visit: Visit, form: ConfirmForm) -> None:
    retire_body(body=form.about, actor=visit.actor, at=visit.at)


def _seat(visit: Visit, form: SeatForm) -> None:
    open_seat(body=form.about, facts=form.facts(), actor=visit.actor, at=visit.at)


def _end(visit: Visit, form: EndForm) -> None:
    end_seat(seat=form.about, last=form.cleaned_data["last"], actor=visit.actor, at=visit.at)


def _settle(visit: Visit, form: PracticeForm) -> None:
    typed = form.cleaned_data
    set_practice(
        secretariat=form.secretariat(),
        quorum=typed["quorum"],
        sign_days=typed["sign_days"],
        actor=visit.actor,
        at=visit.at,
    )


NEW = Deed(
    _("New body"),
    _("Add the body"),
    BodyForm,
    _describe,
    _("The body is consulted on files that are laid before the committee from now on."),
)
PRACTICE = Deed(
    _("How the committee works"),
    pgettext_lazy("administration", "Keep"),
    PracticeForm,
    _settle,
    _("It holds for sittings that are planned from now on."),
)
END = Deed(
    _("End the seat"), _("End it on that day"), EndForm, _end, _("The last day of the member is noted.")
)
DEEDS = {
    "change": Deed(
        _("Change the body"),
        pgettext_lazy("administration", "Keep"),
        BodyForm,
        _describe,
        _("The body is changed. Files that lie before it keep what held then."),
    ),
    "seat": Deed(_("New member"), _("Name the member"), SeatForm, _seat, _("The member is named.")),
    "retire": Deed(
        _("Consult the body no more"),
        _("Consult it no more"),
        ConfirmForm,
        _retire,
        _("The body is consulted no more. Files that lie before it go on."),
    ),
}
