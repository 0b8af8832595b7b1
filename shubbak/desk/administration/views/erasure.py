"""What the law lets go: lists with two visas, requests of people, and holds."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import AdministrationForm, ConfirmForm
from shubbak.desk.administration.forms.erasure import FileForm, VisaForm
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import Words, word
from shubbak.privacy.actions import drop_list, give_visa, lift_hold, list_request, place_hold
from shubbak.privacy.models import ErasureList, LegalHold
from shubbak.privacy.queries import holds_in_force, lines_of, lists_made
from shubbak.privacy.rules import VISAS

_SHOWN = 30
GROUNDS: Words = {
    "schedule": _("Time of keeping over"),
    "request": _("Asked for by the person"),
}
STATES: Words = {
    "open": pgettext_lazy("erasure list", "waits for visas"),
    "approved": pgettext_lazy("erasure list", "being erased"),
    "done": pgettext_lazy("erasure list", "erased"),
    "dropped": pgettext_lazy("erasure list", "dropped"),
}


@administration
@require_safe
def erasure(request: DeskRequest) -> HttpResponse:
    """The newest lists, and what is held."""
    context = {
        "lists": [_line(listed, request.visit) for listed in lists_made()[:_SHOWN]],
        "holds": [
            {"hold": hold, "placed": tongue().moment(hold.placed_at, request.visit.at)}
            for hold in holds_in_force()
        ],
    }
    return show(request, "desk/administration/erasure.html", context, here="administration")


@administration
@require_safe
def erasure_list(request: DeskRequest, list_id: int) -> HttpResponse:
    """Every file of a list, before two let it go and after."""
    listed = the_list(list_id)
    context = {
        **_line(listed, request.visit),
        "lines": lines_of(listed),
        "is_open": listed.state == ErasureList.State.OPEN,
        "mine": any(visa.by == request.visit.actor.id for visa in listed.visas.all()),
    }
    return show(request, "desk/administration/erasure_list.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def erasure_deed(request: DeskRequest, list_id: int, deed: str) -> HttpResponse:
    listed, chosen = the_list(list_id), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    return carry_out(request, chosen, listed, back=reverse("administration_erasure_list", args=[list_id]))


@administration
@require_http_methods(["GET", "POST"])
def new_erasure(request: DeskRequest) -> HttpResponse:
    return carry_out(request, REQUEST, None, back=reverse("administration_erasure"))


@administration
@require_http_methods(["GET", "POST"])
def new_hold(request: DeskRequest) -> HttpResponse:
    return carry_out(request, HOLD, None, back=reverse("administration_erasure"))


@administration
@require_http_methods(["GET", "POST"])
def end_of_hold(request: DeskRequest, hold_id: int) -> HttpResponse:
    about = holds_in_force().filter(pk=hold_id).first()
    if about is None:
        raise Http404
    return carry_out(request, LIFT, about, back=reverse("administration_erasure"), named=about.case.number)


def the_list(number: int) -> Any:
    """:raises Http404: if there is none."""
    found = lists_made().filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _line(listed: Any, visit: Visit) -> dict[str, Any]:
    visas = list(listed.visas.all())
    return {
        "listed": listed,
        "made": tongue().moment(listed.made_at, visit.at),
        "ground": word(GROUNDS, listed.ground),
        "state": word(STATES, listed.state),
        "visas": [{"by": visa.by_name, "moment": tongue().moment(visa.at, visit.at)} for visa in visas],
        "wanted": VISAS - len(visas),
    }


def _ask(visit: Visit, form: AdministrationForm) -> None:
    list_request(**form.cleaned_data, actor=visit.actor, at=visit.at)


def _give(visit: Visit, form: AdministrationForm) -> None:
    give_visa(listed=form.about, reference=form.cleaned_data["reference"], actor=visit.actor, at=visit.at)


def _drop(visit: Visit, form: AdministrationForm) -> None:
    drop_list(listed=form.about, actor=visit.actor, at=visit.at)


def _hold(visit: Visit, form: AdministrationForm) -> None:
    place_hold(**form.cleaned_data, actor=visit.actor, at=visit.at)


def _lift(visit: Visit, form: AdministrationForm) -> None:
    hold: LegalHold = form.about
    lift_hold(hold=hold, actor=visit.actor, at=visit.at)


REQUEST = Deed(
    _("Erase a file at the person's request"),
    _("Lay it in"),
    FileForm,
    _ask,
    _("The erasure waits for two visas."),
    _("Write the number of their request and why it is granted. The person is answered in that file."),
)
HOLD = Deed(
    _("Hold a file"),
    _("Hold it"),
    FileForm,
    _hold,
    _("The file is held: nothing of it is erased."),
    _("A dispute, an inspection: the file stays until you lift the hold, whatever its time of keeping says."),
)
LIFT = Deed(_("Lift the hold"), _("Lift it"), ConfirmForm, _lift, _("The hold is lifted."))
DEEDS = {
    "visa": Deed(
        _("Give your visa"),
        _("Let these files go"),
        VisaForm,
        _give,
        _("Your visa is given."),
        _(
            "With the second visa the contents of these files are erased for good;"
            " numbers, dates and receipts stay."
        ),
    ),
    "drop": Deed(_("Drop the list"), _("Drop it"), ConfirmForm, _drop, _("The list is dropped.")),
}
