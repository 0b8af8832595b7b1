"""Accounts of staff: positions, roles, the link to a password, the second factor, the end."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import address_of, current_agency
from shubbak.desk import words
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import REFUSED, Deed, ask, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm, beginning_of, end_of
from shubbak.desk.administration.forms.staff import AppointForm, EnlistForm, GrantForm
from shubbak.desk.administration.shown import appointment_line, grant_line, staff_lines
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.notifications.invitations import invite_staff
from shubbak.people.actions import (
    appoint,
    close_account,
    end_appointment,
    enlist_staff,
    grant_role,
    reset_second_factor,
    sign_out_everywhere,
    withdraw_role,
)
from shubbak.people.models import Appointment, RoleGrant, Staff
from shubbak.people.queries import (
    appointments_of,
    grants_of,
    has_second_factor,
    position_named,
    staff_numbered,
    unit_in_charge,
)
from shubbak.people.welcome import welcome_path


@administration
@require_safe
def staff(request: DeskRequest) -> HttpResponse:
    """Everybody who has an account; those that are closed come last."""
    context = {"lines": staff_lines(request.visit.at)}
    return show(request, "desk/administration/staff.html", context, here="administration")


@administration
@require_safe
def member(request: DeskRequest, staff_id: int) -> HttpResponse:
    shown, at = the_staff(staff_id), request.visit.at
    context = {
        "member": shown,
        "name": tongue().name(shown),
        "language_word": words.word(words.LANGUAGES, shown.language),
        "has_factor": has_second_factor(shown),
        "may_sign_in": shown.has_usable_password(),
        "appointments": [appointment_line(held, at) for held in appointments_of(shown)],
        "grants": [grant_line(grant, at, get_language() or "ar") for grant in grants_of(shown)],
    }
    return show(request, "desk/administration/member.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def new_member(request: DeskRequest) -> HttpResponse:
    """Open an account and show, this once, the link that was sent too."""
    form = EnlistForm(request.visit, None, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            enlisted = enlist_staff(**form.cleaned_data, actor=request.visit.actor, at=request.visit.at)
        except REFUSED as refused:
            form.refusal = refusal_words(refused)
        else:
            return _invited(request, enlisted)
    return ask(request, ENLIST, form, back=reverse("administration_staff"))


@administration
@require_http_methods(["GET", "POST"])
def member_deed(request: DeskRequest, staff_id: int, deed: str) -> HttpResponse:
    about, chosen = the_staff(staff_id), DEEDS.get(deed)
    if chosen is None or not about.is_active:
        raise Http404
    if deed == "link" and request.method == "POST":
        return _invited(request, about)
    back = reverse("administration_member", args=[staff_id])
    return carry_out(request, chosen, about, back=back, named=tongue().name(about))


@administration
@require_http_methods(["GET", "POST"])
def end_of_appointment(request: DeskRequest, appointment_id: int) -> HttpResponse:
    return _end(request, END, Appointment.objects.select_related("staff", "position"), appointment_id)


@administration
@require_http_methods(["GET", "POST"])
def withdrawal(request: DeskRequest, grant_id: int) -> HttpResponse:
    return _end(request, WITHDRAW, RoleGrant.objects.select_related("staff", "unit"), grant_id)


def the_staff(staff_id: int) -> Staff:
    """:raises Http404: if there is none."""
    found = staff_numbered(staff_id)
    if found is None:
        raise Http404
    return found


def _end(request: DeskRequest, deed: Deed, among: Any, number: int) -> HttpResponse:
    about = among.filter(pk=number).first()
    if about is None:
        raise Http404
    at, language = request.visit.at, get_language() or "ar"
    line = grant_line(about, at, language) if deed is WITHDRAW else appointment_line(about, at)
    named = gettext("%(what)s – %(who)s") % {"what": line["title"], "who": tongue().name(about.staff)}
    back = reverse("administration_member", args=[about.staff_id])
    return carry_out(request, deed, about, back=back, named=named)


def _invited(request: DeskRequest, member: Staff) -> HttpResponse:
    """Send the link, and show it once."""
    invite_staff(staff=member, actor=request.visit.actor, at=request.visit.at)
    link = address_of(current_agency(), welcome_path(member))
    context = {"member": member, "name": tongue().name(member), "link": link}
    return show(request, "desk/administration/link.html", context, here="administration")


def _period(typed: dict[str, Any], at: datetime) -> dict[str, Any]:
    return {"starts": beginning_of(typed["starts"], at), "ends": end_of(typed["ends"])}


def _appoint(visit: Visit, form: AppointForm) -> None:
    place = position_named(form.cleaned_data["position"])
    period = _period(form.cleaned_data, visit.at)
    appoint(staff=form.about, position=place, actor=visit.actor, at=visit.at, **period)


def _grant(visit: Visit, form: GrantForm) -> None:
    typed = form.cleaned_data
    grant_role(
        staff=form.about,
        role=typed["role"],
        service=typed["service"],
        unit=unit_in_charge(typed["unit"]) if typed["unit"] else None,
        actor=visit.actor,
        at=visit.at,
        **_period(typed, visit.at),
    )


def _close(visit: Visit, form: ConfirmForm) -> None:
    close_account(staff=form.about, actor=visit.actor, at=visit.at)


def _factor(visit: Visit, form: ConfirmForm) -> None:
    reset_second_factor(staff=form.about, actor=visit.actor, at=visit.at)


def _sign_out(visit: Visit, form: ConfirmForm) -> None:
    sign_out_everywhere(staff=form.about, actor=visit.actor, at=visit.at)


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_role(grant=form.about, actor=visit.actor, at=visit.at)


def _end_appointment(visit: Visit, form: ConfirmForm) -> None:
    end_appointment(appointment=form.about, actor=visit.actor, at=visit.at)


def _nothing(visit: Visit, form: ConfirmForm) -> None:
    """The link is sent and shown by `_invited`, on a page of its own."""


ENLIST = Deed(
    _("New account"), _("Open the account and send the link"), EnlistForm, _nothing, _("The account is open.")
)
WITHDRAW = Deed(
    _("Withdraw the role"),
    _("Withdraw it now"),
    ConfirmForm,
    _withdraw,
    _("The role is withdrawn."),
    _("It ends at once: the colleague is signed out everywhere and signs in again without it."),
)
END = Deed(
    _("End the position"),
    _("End it now"),
    ConfirmForm,
    _end_appointment,
    _("The position has ended."),
    _("It ends at once, and the colleague is signed out everywhere."),
)
DEEDS = {
    "appoint": Deed(
        _("Give a position"), _("Give the position"), AppointForm, _appoint, _("The position is given.")
    ),
    "grant": Deed(_("Give a role"), _("Give the role"), GrantForm, _grant, _("The role is given.")),
    "link": Deed(
        _("New link to a password"),
        _("Make the link and send it"),
        ConfirmForm,
        _nothing,
        _("The link is sent."),
        _("For whoever never signed in, or forgot the password. The present password holds until then."),
    ),
    "factor": Deed(
        _("Reset the second step"),
        _("Reset it now"),
        ConfirmForm,
        _factor,
        _("The second step is reset."),
        _("See the colleague first. The next sign-in asks to set up another second step."),
    ),
    "sessions": Deed(
        _("End all sessions"),
        _("End them now"),
        ConfirmForm,
        _sign_out,
        _("The colleague is signed out everywhere."),
        _("For a lost telephone or computer. The colleague signs in again with the same password."),
    ),
    "close": Deed(
        _("Close the account"),
        pgettext_lazy("administration", "Close it now"),
        ConfirmForm,
        _close,
        _("The account is closed."),
        _("Nobody signs in with it any more. What the colleague did stays written under this name."),
    ),
}
