"""Letters on their way: sent, delivered with the proof, come back, sent again."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.catalogue.papers import policy_of
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.registry.departure.access import here, letter_senders, the_addressee
from shubbak.desk.registry.departure.forms import AgainForm, DeliveredForm, SentForm
from shubbak.desk.registry.forms import ReasonForm
from shubbak.documents.actions import store_upload
from shubbak.registry.actions import mark_delivered, mark_returned, mark_sent, send_again


@letter_senders
@require_http_methods(["GET", "POST"])
def sent(request: DeskRequest, addressee_id: int) -> HttpResponse:
    return _deed(request, SENT, addressee_id)


@letter_senders
@require_http_methods(["GET", "POST"])
def delivered(request: DeskRequest, addressee_id: int) -> HttpResponse:
    return _deed(request, DELIVERED, addressee_id)


@letter_senders
@require_http_methods(["GET", "POST"])
def returned(request: DeskRequest, addressee_id: int) -> HttpResponse:
    return _deed(request, RETURNED, addressee_id)


@letter_senders
@require_http_methods(["GET", "POST"])
def again(request: DeskRequest, addressee_id: int) -> HttpResponse:
    return _deed(request, AGAIN, addressee_id)


def _deed(request: DeskRequest, deed: Deed, addressee_id: int) -> HttpResponse:
    addressee = the_addressee(addressee_id)
    back, named = reverse("registry_draft", args=[addressee.draft_id]), addressee.correspondent.name
    return carry_out(request, deed, addressee, back=back, named=named, here=here(request.visit))


def _sent(visit: Visit, form: SentForm) -> None:
    tracking = form.cleaned_data["tracking"]
    mark_sent(addressee=form.about, staff=visit.staff, tracking=tracking, at=visit.at)


def _delivered(visit: Visit, form: DeliveredForm) -> None:
    proof = _proof(visit, form)
    mark_delivered(addressee=form.about, staff=visit.staff, proof=proof, at=visit.at)


def _proof(visit: Visit, form: DeliveredForm) -> UUID | None:
    upload = form.cleaned_data["proof"]
    if not upload:
        return None
    kept = store_upload(stream=upload, name=upload.name, allowed=policy_of(None), at=visit.at, origin="desk")
    return kept.pk


def _returned(visit: Visit, form: ReasonForm) -> None:
    mark_returned(addressee=form.about, staff=visit.staff, reason=form.cleaned_data["reason"], at=visit.at)


def _again(visit: Visit, form: AgainForm) -> None:
    typed = form.cleaned_data
    send_again(
        addressee=form.about,
        way=typed["way"],
        staff=visit.staff,
        email=typed["email"],
        postal=typed["address"],
        at=visit.at,
    )


SENT = Deed(_("Note that it is sent"), _("Note it"), SentForm, _sent, _("It is noted that the letter left."))
DELIVERED = Deed(
    _("Note that it is delivered"),
    _("Note it"),
    DeliveredForm,
    _delivered,
    _("It is noted that the letter was delivered."),
)
RETURNED = Deed(
    _("Note that it came back"),
    _("Note it"),
    ReasonForm,
    _returned,
    _("It is noted that the letter came back."),
)
AGAIN = Deed(_("Send it again"), _("Send it again"), AgainForm, _again, _("The letter goes out again."))
