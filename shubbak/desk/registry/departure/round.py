"""A draft goes round: visas are asked, given, refused; it is signed."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.registry.departure.access import letter_writers
from shubbak.desk.registry.departure.draft import on_draft
from shubbak.desk.registry.departure.forms import RefusalForm, RoundForm, VisaForm
from shubbak.people.models import Staff
from shubbak.registry.actions import ask_visas, give_visa, refuse_draft, sign_draft


@letter_writers
@require_http_methods(["GET", "POST"])
def ask(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    return on_draft(request, ASK, draft_id)


@letter_writers
@require_http_methods(["GET", "POST"])
def visa(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    return on_draft(request, VISA, draft_id)


@letter_writers
@require_http_methods(["GET", "POST"])
def refuse(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    return on_draft(request, REFUSE, draft_id)


@letter_writers
@require_http_methods(["GET", "POST"])
def sign(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    return on_draft(request, SIGN, draft_id)


def _ask(visit: Visit, form: RoundForm) -> None:
    signatory = Staff.objects.get(pk=int(form.cleaned_data["signatory"]))
    ask_visas(draft=form.about, signatory=signatory, visas=form.visas(), staff=visit.staff, at=visit.at)


def _give(visit: Visit, form: VisaForm) -> None:
    give_visa(draft=form.about, staff=visit.staff, words=form.cleaned_data["words"], at=visit.at)


def _refuse(visit: Visit, form: RefusalForm) -> None:
    refuse_draft(draft=form.about, staff=visit.staff, words=form.cleaned_data["words"], at=visit.at)


def _sign(visit: Visit, form: ConfirmForm) -> None:
    sign_draft(draft=form.about, staff=visit.staff, at=visit.at)


ASK = Deed(
    _("Send the draft round"),
    _("Send it round"),
    RoundForm,
    _ask,
    _("The draft awaits those whom you have named."),
    _("Whoever is asked for a visa agrees or sends the draft back. It is signed when all have agreed."),
)
VISA = Deed(_("Give your visa"), _("Give the visa"), VisaForm, _give, _("Your visa is given."))
REFUSE = Deed(
    _("Send the draft back"),
    _("Send it back"),
    RefusalForm,
    _refuse,
    _("The draft is back with its author."),
    _("Its author reads what you write, mends the draft and sends it round again."),
)
SIGN = Deed(
    _("Sign the letter"),
    _("Sign"),
    ConfirmForm,
    _sign,
    _("The letter is signed and has its number. Its paper is sealed within moments."),
    _("With your signature the letter takes its number in the outgoing register; it cannot be changed."),
)
