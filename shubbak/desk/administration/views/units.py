"""Units in their tree, and the positions in each."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.desk import words
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import week_typed
from shubbak.desk.administration.forms.units import (
    DescribeUnitForm,
    MoveUnitForm,
    OpenPositionForm,
    OpenUnitForm,
)
from shubbak.desk.administration.words import UNIT_KINDS
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.people.actions import describe_unit, move_unit, open_position, open_unit
from shubbak.people.models import Unit
from shubbak.people.queries import positions_of, unit_in_charge, units_listed

Typed = dict[str, Any]


@administration
@require_safe
def units(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/administration/units.html", {"tree": _tree()}, here="administration")


@administration
@require_safe
def unit(request: DeskRequest, unit_code: str) -> HttpResponse:
    shown = the_unit(unit_code)
    context = {
        "unit": shown,
        "name": tongue().pick(shown.name),
        "phones": [tongue().phone(phone["number"]) for phone in shown.phones],
        "kind": words.word(UNIT_KINDS, shown.kind),
        "positions": _positions(shown, request.visit.at),
        "under": [_line(child) for child in units_listed().filter(parent=shown)],
    }
    return show(request, "desk/administration/unit.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def new_unit(request: DeskRequest) -> HttpResponse:
    return carry_out(request, OPEN, None, back=reverse("administration_units"))


@administration
@require_http_methods(["GET", "POST"])
def unit_deed(request: DeskRequest, unit_code: str, deed: str) -> HttpResponse:
    about, chosen = the_unit(unit_code), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    back = reverse("administration_unit", args=[unit_code])
    return carry_out(request, chosen, about, back=back, named=tongue().pick(about.name))


def the_unit(code: str) -> Unit:
    """:raises Http404: if there is none."""
    try:
        return unit_in_charge(code)
    except Unit.DoesNotExist:
        raise Http404 from None


def _tree() -> list[dict[str, Any]]:
    """The units at the top, each with those under it."""
    listed = list(units_listed())
    nodes = {unit.pk: {**_line(unit), "under": []} for unit in listed}
    top: list[dict[str, Any]] = []
    for unit in listed:
        (nodes[unit.parent_id]["under"] if unit.parent_id else top).append(nodes[unit.pk])
    return top


def _line(unit: Unit) -> dict[str, Any]:
    return {
        "name": tongue().pick(unit.name),
        "url": reverse("administration_unit", args=[unit.code]),
        "code": unit.code,
        "is_counter": unit.is_counter,
    }


def _positions(unit: Unit, at: datetime) -> list[dict[str, Any]]:
    speech = tongue()
    return [
        {
            "title": speech.pick(position.title),
            "is_head": position.is_head,
            "holders": [(held.staff.pk, speech.name(held.staff)) for held in holders],
        }
        for position, holders in positions_of(unit, at)
    ]


def _described(form: DescribeUnitForm) -> Typed:
    typed = form.cleaned_data
    return {
        "phones": [{"label": {}, "number": number} for number in typed["phones"]],
        "email": typed["email"],
        "place": form.named("place"),
        "hours": week_typed(typed),
    }


def _open(visit: Visit, form: OpenUnitForm) -> None:
    typed = form.cleaned_data
    more = {**_described(form), "kind": typed["kind"], "is_counter": typed["is_counter"]}
    parent = unit_in_charge(typed["parent"]) if typed["parent"] else None
    open_unit(
        code=typed["code"],
        name=form.named("name"),
        parent=parent,
        description=more,
        actor=visit.actor,
        at=visit.at,
    )


def _describe(visit: Visit, form: DescribeUnitForm) -> None:
    told = _described(form)
    describe_unit(unit=form.about, name=form.named("name"), actor=visit.actor, at=visit.at, **told)


def _move(visit: Visit, form: MoveUnitForm) -> None:
    above = form.cleaned_data["parent"]
    parent = unit_in_charge(above) if above else None
    move_unit(unit=form.about, parent=parent, actor=visit.actor, at=visit.at)


def _position(visit: Visit, form: OpenPositionForm) -> None:
    typed = form.cleaned_data
    open_position(
        code=typed["code"],
        title=form.named("title"),
        unit=form.about,
        is_head=typed["is_head"],
        actor=visit.actor,
        at=visit.at,
    )


OPEN = Deed(_("New unit"), _("Open the unit"), OpenUnitForm, _open, _("The unit is open."))
DEEDS = {
    "describe": Deed(
        _("What people are shown of the unit"),
        pgettext_lazy("administration", "Keep"),
        DescribeUnitForm,
        _describe,
        _("The unit is described anew."),
    ),
    "move": Deed(
        _("Put the unit elsewhere"),
        _("Put it there"),
        MoveUnitForm,
        _move,
        _("The unit stands elsewhere now."),
        _("Roles that are given for a unit hold in all units under it: they change with the tree."),
    ),
    "position": Deed(
        _("New position"), _("Open the position"), OpenPositionForm, _position, _("The position is open.")
    ),
}
