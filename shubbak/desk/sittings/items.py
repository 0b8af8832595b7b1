"""One file of an agenda: what each body says of it, and what a member does."""

from uuid import UUID

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
from shubbak.desk.sittings.access import secretaries, sitting_people, the_item
from shubbak.desk.sittings.forms import ConflictForm, DesignerForm, LiftForm, OpinionForm
from shubbak.desk.sittings.shown import file_rows, item_shown
from shubbak.planning.sittings.actions import (
    declare_conflict,
    give_opinion,
    hear_designer,
    lift_reservation,
    withdraw_designer,
)
from shubbak.planning.sittings.models import AgendaItem, Reservation, Seat
from shubbak.planning.sittings.permissions import keeps_sittings
from shubbak.planning.sittings.queries import has_conflict

OF_MEMBERS = ("opinion", "conflict")


@sitting_people
@require_safe
def item(request: DeskRequest, item_id: UUID) -> HttpResponse:
    visit, (found, seat) = request.visit, the_item(request.visit, item_id)
    keeps = visit.may_write and keeps_sittings(visit.roles)
    context = {
        "item": found,
        "shown": item_shown(found, keeps=keeps),
        "seat": seat,
        "aside": seat is not None and has_conflict(found, seat),
        "deeds": [(name, DEEDS[name]) for name in _offered(found, seat, keeps=keeps)],
    }
    return show(request, "desk/sittings/item.html", context, here="sittings")


@sitting_people
@require_http_methods(["GET", "POST"])
def deed(request: DeskRequest, item_id: UUID, deed: str) -> HttpResponse:
    visit, (found, seat) = request.visit, the_item(request.visit, item_id)
    keeps = visit.may_write and keeps_sittings(visit.roles)
    if deed not in _offered(found, seat, keeps=keeps):
        raise Http404
    about = (found, seat) if deed in OF_MEMBERS else found
    return carry_out(
        request,
        DEEDS[deed],
        about,
        back=reverse("desk_sitting_item", args=[item_id]),
        named=found.case.number,
        rows=file_rows(found),
        here="sittings",
    )


@secretaries
@require_http_methods(["GET", "POST"])
def lift(request: DeskRequest, reservation_id: int) -> HttpResponse:
    found = get_object_or_404(Reservation.objects.select_related("opinion__item__case"), pk=reservation_id)
    back = reverse("desk_sitting_item", args=[found.opinion.item_id])
    return carry_out(request, LIFT, found, back=back, named=found.words, here="sittings")


def _offered(item: AgendaItem, seat: Seat | None, *, keeps: bool) -> list[str]:
    """What may be done now, first what is expected."""
    if not item.is_open or not item.sitting.is_open:
        return []
    offered: list[str] = []
    if seat is not None and not has_conflict(item, seat) and item.sitting.state == "convoked":
        offered += OF_MEMBERS
    if keeps:
        offered.append("withdraw" if item.designer_present else "hear")
    return offered


def _opine(visit: Visit, form: OpinionForm) -> None:
    item, seat = form.about
    give_opinion(item=item, seat=seat, facts=form.facts(), actor=visit.actor, at=visit.at)


def _stand_aside(visit: Visit, form: ConflictForm) -> None:
    item, seat = form.about
    words = form.cleaned_data["words"]
    declare_conflict(item=item, seat=seat, words=words, actor=visit.actor, at=visit.at)


def _hear(visit: Visit, form: DesignerForm) -> None:
    hear_designer(item=form.about, name=form.cleaned_data["name"], staff=visit.staff, at=visit.at)


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_designer(item=form.about, staff=visit.staff, at=visit.at)


def _lift(visit: Visit, form: LiftForm) -> None:
    typed = form.cleaned_data
    lift_reservation(
        reservation=form.about,
        words=typed["words"],
        paper=form.papers.get(typed["paper"]),
        staff=visit.staff,
        at=visit.at,
    )


LIFT = Deed(
    _("Lift the reservation"),
    pgettext_lazy("reservation", "Lift it"),
    LiftForm,
    _lift,
    _("The reservation is lifted."),
    _("Say what lifted it, or name the paper of the file that proves it. The person sees it."),
)
DEEDS = {
    "opinion": Deed(
        _("Give the opinion of your body"),
        _("Sign the opinion"),
        OpinionForm,
        _opine,
        _("The opinion is signed."),
        _("It is never changed. Until the sitting is closed you may replace it by another one."),
    ),
    "conflict": Deed(
        _("Take no part in this file"),
        _("I take no part"),
        ConflictForm,
        _stand_aside,
        _("It is noted. Your substitute may give the opinion."),
        _("For whoever has an interest in the project. It cannot be taken back for this file."),
    ),
    "hear": Deed(
        _("The designer comes in"),
        pgettext_lazy("designer", "Note it"),
        DesignerForm,
        _hear,
        _("It is noted. Nobody gives an opinion until the designer has withdrawn."),
    ),
    "withdraw": Deed(
        _("The designer has withdrawn"),
        pgettext_lazy("designer", "Note it"),
        ConfirmForm,
        _withdraw,
        _("It is noted. The deliberation may begin."),
    ),
}
