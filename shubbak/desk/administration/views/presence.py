"""Who is away and who stands in; who is on duty."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.forms.presence import AbsenceForm, TurnForm
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.people.actions import end_absence, end_turn, give_turn, note_absence
from shubbak.people.models import Absence, DutyTurn
from shubbak.people.queries import absences_from, staff_listed, turns_from, unit_in_charge

_A_MOMENT = timedelta(seconds=1)


@administration
@require_safe
def presence(request: DeskRequest) -> HttpResponse:
    visit = request.visit
    context = {
        "turns": [_line(turn, visit) for turn in turns_from(visit.at)],
        "absences": [_line(absence, visit) for absence in absences_from(visit.at)],
    }
    return show(request, "desk/administration/presence.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def new_absence(request: DeskRequest) -> HttpResponse:
    return carry_out(request, ABSENCE, None, back=reverse("administration_presence"))


@administration
@require_http_methods(["GET", "POST"])
def new_turn(request: DeskRequest) -> HttpResponse:
    return carry_out(request, TURN, None, back=reverse("administration_presence"))


@administration
@require_http_methods(["GET", "POST"])
def end_of_absence(request: DeskRequest, absence_id: int) -> HttpResponse:
    about = absences_from(request.visit.at).filter(pk=absence_id).first()
    return _end(request, END_ABSENCE, about)


@administration
@require_http_methods(["GET", "POST"])
def end_of_turn(request: DeskRequest, turn_id: int) -> HttpResponse:
    about = turns_from(request.visit.at).filter(pk=turn_id).first()
    return _end(request, END_TURN, about)


def _end(request: DeskRequest, deed: Deed, about: Absence | DutyTurn | None) -> HttpResponse:
    if about is None:
        raise Http404
    line = _line(about, request.visit)
    named = gettext("%(what)s – %(who)s") % {"what": line["name"], "who": line["other"]}
    return carry_out(request, deed, about, back=reverse("administration_presence"), named=named)


def _line(row: Absence | DutyTurn, visit: Visit) -> dict[str, Any]:
    speech = tongue()
    if isinstance(row, Absence):
        other = speech.name(row.stand_in)
    else:
        other = speech.pick(row.unit.name) if row.unit else gettext("The whole body")
    return {
        "pk": row.pk,
        "name": speech.name(row.staff),
        "other": other,
        "since": speech.day(row.starts),
        "until": speech.day(row.ends - _A_MOMENT),
        "is_now": row.starts <= visit.at,
    }


def _absent(visit: Visit, form: AbsenceForm) -> None:
    typed = form.cleaned_data
    people = staff_listed().in_bulk([int(typed["staff"]), int(typed["stand_in"])])
    note_absence(
        staff=people[int(typed["staff"])],
        stand_in=people[int(typed["stand_in"])],
        actor=visit.actor,
        at=visit.at,
        **typed["period"],
    )


def _turn(visit: Visit, form: TurnForm) -> None:
    typed = form.cleaned_data
    give_turn(
        staff=staff_listed().get(pk=typed["staff"]),
        unit=unit_in_charge(typed["unit"]) if typed["unit"] else None,
        actor=visit.actor,
        at=visit.at,
        **typed["period"],
    )


def _back(visit: Visit, form: ConfirmForm) -> None:
    end_absence(absence=form.about, actor=visit.actor, at=visit.at)


def _turn_over(visit: Visit, form: ConfirmForm) -> None:
    end_turn(turn=form.about, actor=visit.actor, at=visit.at)


ABSENCE = Deed(
    _("A colleague is away"),
    _("Note the absence"),
    AbsenceForm,
    _absent,
    _("The absence is noted."),
    _(
        "During these days the stand-in has the positions and roles of the work of the one who is away, gets"
        " the files that would be given to them, and the warnings."
    ),
)
TURN = Deed(
    _("A turn of duty"),
    _("Give the turn"),
    TurnForm,
    _turn,
    _("The turn is given."),
    _(
        "Files that arrive in the unit are put in the charge of whoever is on duty,"
        " who also hears of overdue ones."
    ),
)
END_ABSENCE = Deed(
    _("The colleague is back"),
    _("End the absence now"),
    ConfirmForm,
    _back,
    _("The absence has ended."),
    _(
        "What the stand-in took over ends at once: they are signed out"
        " and sign in again with their own roles."
    ),
)
END_TURN = Deed(
    _("End the turn of duty"), _("End the turn now"), ConfirmForm, _turn_over, _("The turn has ended.")
)
