"""A letter goes round the house: what is written on it, to whom it is sent, what its units answer."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.registry.access import dispatchers, letter_readers, reads, unit_people
from shubbak.desk.registry.circulation_forms import DispatchForm, InstructForm, PassOnForm, Sending
from shubbak.desk.registry.forms import ReasonForm
from shubbak.desk.registry.views.letter import the_letter
from shubbak.people.queries import unit_in_charge
from shubbak.registry.actions import accept, dispatch, give_back, instruct, pass_on, settle
from shubbak.registry.books.printing import printed_number
from shubbak.registry.models import Handover
from shubbak.registry.permissions import instructs
from shubbak.registry.queries import handover_of, held_by, way_of, where_among


@letter_readers
@require_http_methods(["GET", "POST"])
def write_instruction(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    letter = the_letter(request.visit, entry_id)
    if not instructs(request.visit.roles, letter, letter.entry.series.register, held_by(entry_id)):
        raise Http404
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(letter.entry)
    return carry_out(request, INSTRUCT, letter, back=back, named=named, here="registry")


@dispatchers
@require_http_methods(["GET", "POST"])
def send_to_units(request: DeskRequest, entry_id: UUID) -> HttpResponse:
    letter = the_letter(request.visit, entry_id)
    handovers = way_of(letter)
    standing = {one.unit.code for one in handovers if one.state in ("sent", "accepted")}
    sending = Sending(letter, where_among(handovers).place != "registry", standing)
    back, named = reverse("registry_letter", args=[entry_id]), printed_number(letter.entry)
    return carry_out(request, DISPATCH, sending, back=back, named=named, here="registry")


@unit_people
@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, handover_id: int) -> HttpResponse:
    return _answer(request, ACCEPT, handover_id)


@unit_people
@require_http_methods(["GET", "POST"])
def send_back(request: DeskRequest, handover_id: int) -> HttpResponse:
    return _answer(request, GIVE_BACK, handover_id)


@unit_people
@require_http_methods(["GET", "POST"])
def hand_on(request: DeskRequest, handover_id: int) -> HttpResponse:
    return _answer(request, PASS_ON, handover_id)


@unit_people
@require_http_methods(["GET", "POST"])
def file_away(request: DeskRequest, handover_id: int) -> HttpResponse:
    return _answer(request, SETTLE, handover_id)


def _answer(request: DeskRequest, deed: Deed, handover_id: int) -> HttpResponse:
    handover = handover_of(handover_id, request.visit.roles)
    if handover is None:
        raise Http404
    is_reader = reads(request.visit)
    back = reverse("registry_letter", args=[handover.letter_id]) if is_reader else reverse("registry_unit")
    here = "registry" if is_reader else "letters"
    return carry_out(
        request, deed, handover, back=back, named=printed_number(handover.letter.entry), here=here
    )


def _instruct(visit: Visit, form: InstructForm) -> None:
    words, due_at = form.cleaned_data["words"], form.due_at()
    instruct(letter=form.about, words=words, staff=visit.staff, at=visit.at, due_at=due_at)


def _dispatch(visit: Visit, form: DispatchForm) -> None:
    dispatch(
        letter=form.about.letter,
        recipients=form.recipients(),
        staff=visit.staff,
        at=visit.at,
        remind_days=form.cleaned_data.get("remind_days"),
    )


def _accept(visit: Visit, form: ConfirmForm) -> None:
    handover: Handover = form.about
    accept(handover=handover, staff=visit.staff, at=visit.at)


def _give_back(visit: Visit, form: ReasonForm) -> None:
    give_back(handover=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _settle(visit: Visit, form: ReasonForm) -> None:
    settle(handover=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _pass_on(visit: Visit, form: PassOnForm) -> None:
    unit = unit_in_charge(form.cleaned_data["unit"])
    pass_on(handover=form.about, unit=unit, staff=visit.staff, at=visit.at)


INSTRUCT = Deed(
    _("Write an instruction"),
    _("Write it on the letter"),
    InstructForm,
    _instruct,
    _("The instruction stands on the letter."),
)
DISPATCH = Deed(
    _("Send the letter to its units"),
    _("Send the letter"),
    DispatchForm,
    _dispatch,
    _("The letter is on its way."),
    _("One unit coordinates and answers; the others get a copy for what you choose."),
)
ACCEPT = Deed(
    _("Accept the letter"),
    _("Accept it"),
    ConfirmForm,
    _accept,
    _("Your unit has accepted the letter."),
    _("From now on your unit answers for it."),
)
GIVE_BACK = Deed(
    _("Send the letter back"),
    _("Send it back"),
    ReasonForm,
    _give_back,
    _("The letter goes back to the registry office."),
    _("It is not for your unit: say why, so that it finds the right one."),
)
PASS_ON = Deed(
    _("Pass the letter on"),
    _("Pass it on"),
    PassOnForm,
    _pass_on,
    _("The letter is passed on."),
    _("The other unit takes over your part, with the same day for the answer."),
)
SETTLE = Deed(
    _("File the letter without an answer"),
    _("File it"),
    ReasonForm,
    _settle,
    _("The letter is filed. It no longer waits for an answer."),
    _("It stays in the register with your reason. Whoever wrote gets no answer."),
)
