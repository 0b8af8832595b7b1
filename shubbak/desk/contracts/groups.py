"""Groups of an institution's contracts: opened, joined, left; its bills of each month on one paper."""

import re
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.contracts.access import contract_readers, contract_servers, the_contract, the_group
from shubbak.desk.contracts.group_forms import JoinForm, LeaveForm, OpenGroupForm
from shubbak.desk.contracts.groups_shown import group_shown
from shubbak.documents.paper import render as printed
from shubbak.foundation.tables import FORMATS
from shubbak.people.models import Person
from shubbak.utility.bills.grouped import grouped_bill
from shubbak.utility.bills.grouped_paper import grouped_sheet, grouped_table
from shubbak.utility.subscriptions.actions import end_group, join_group, leave_group, open_group
from shubbak.utility.subscriptions.models import Group
from shubbak.utility.subscriptions.queries import holding_on, membership_of
from shubbak.utility.subscriptions.rules import print_contract_number

_BOTH, _HERE = ["GET", "POST"], "contracts"


@contract_readers
@require_safe
def group(request: DeskRequest, group_number: str) -> HttpResponse:
    shown = group_shown(the_group(request.visit, group_number), request.visit)
    return show(request, "desk/contracts/group.html", {"shown": shown}, here=_HERE)


@contract_readers
@require_safe
def paper(request: DeskRequest, group_number: str, period: str, form: str) -> HttpResponse:
    """The bills of a month: as the institution has them, or as a table."""
    known = re.fullmatch(r"\d{4}-\d{2}", period) and form in ("pdf", *FORMATS)
    told = grouped_bill(the_group(request.visit, group_number), period) if known else None
    if told is None:
        raise Http404
    if form == "pdf":
        response = HttpResponse(printed(grouped_sheet(told, current_agency()), current_agency()))
        response.headers["Content-Type"] = "application/pdf"
    else:
        kind, rows = FORMATS[form], grouped_table(told, mirrored=get_language() == "ar")
        response = HttpResponse(b"".join(kind.write(rows)), content_type=kind.media_type)
    name = f"{told.group.number}-{period}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@contract_servers
@require_http_methods(_BOTH)
def begin(request: DeskRequest, contract_number: str) -> HttpResponse:
    """A group for the institution that holds a contract, which is the first in it."""
    contract = the_contract(request.visit, contract_number)
    held = holding_on(contract, in_its_zone(request.visit.at).date())
    if held is None or held.person.kind != Person.Kind.LEGAL or membership_of(contract):
        raise Http404
    back = reverse("desk_contract", args=[contract_number])
    named = print_contract_number(contract_number)
    return carry_out(request, OPEN, held, back=back, named=named, here=_HERE)


@contract_servers
@require_http_methods(_BOTH)
def join(request: DeskRequest, group_number: str) -> HttpResponse:
    return _deed(request, JOIN, the_group(request.visit, group_number))


@contract_servers
@require_http_methods(_BOTH)
def leave(request: DeskRequest, group_number: str, contract_number: str) -> HttpResponse:
    about = the_group(request.visit, group_number)
    membership = about.memberships.filter(contract__number=contract_number, ends=None).first()
    if membership is None:
        raise Http404
    back, named = reverse("desk_group", args=[group_number]), print_contract_number(contract_number)
    return carry_out(request, LEAVE, membership, back=back, named=named, here=_HERE)


@contract_servers
@require_http_methods(_BOTH)
def end(request: DeskRequest, group_number: str) -> HttpResponse:
    return _deed(request, END, the_group(request.visit, group_number))


def _deed(request: DeskRequest, deed: Deed, about: Group) -> HttpResponse:
    back = reverse("desk_group", args=[about.number])
    named = f"{about.number} · {about.name}"
    return carry_out(request, deed, about, back=back, named=named, here=_HERE)


def _open(visit: Visit, form: OpenGroupForm) -> None:
    held, name = form.about, form.cleaned_data["name"]
    made = open_group(name=name, person=held.person, actor=visit.actor, at=visit.at)
    join_group(group=made, contract=held.contract, on=_today(visit), actor=visit.actor, at=visit.at)


def _join(visit: Visit, form: JoinForm) -> None:
    on, contract = form.cleaned_data["on"], form.cleaned_data["contract"]
    join_group(group=form.about, contract=contract, on=on, actor=visit.actor, at=visit.at)


def _leave(visit: Visit, form: LeaveForm) -> None:
    on = form.cleaned_data["on"]
    leave_group(membership=form.about, on=on, actor=visit.actor, at=visit.at)


def _end(visit: Visit, form: ConfirmForm) -> None:
    end_group(group=form.about, actor=visit.actor, at=visit.at)


def _today(visit: Visit) -> date:
    return in_its_zone(visit.at).date()


OPEN = Deed(
    _("Open a group of bills"),
    _("Open it"),
    OpenGroupForm,
    _open,
    _("The group is open, with this contract. Add the others of the institution from its page."),
    _("All bills of an institution on one paper each month, and one payment for all of them."),
)
JOIN = Deed(
    _("Add a contract to the group"),
    _("Add it"),
    JoinForm,
    _join,
    _("The contract is in the group."),
    _("What is owed of it already is paid with the rest."),
)
LEAVE = Deed(
    _("Take the contract out of the group"),
    _("Take it out"),
    LeaveForm,
    _leave,
    _("The contract is in no group any more."),
    _("It is billed by itself again, and what is still owed of it is paid by itself."),
)
END = Deed(
    _("End the group"),
    _("End it"),
    ConfirmForm,
    _end,
    _("The group has ended."),
    _("Each of its contracts is billed and paid by itself again."),
)
