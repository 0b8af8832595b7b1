"""One draft: written, shown, given up; its preview and its sealed paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.registry.departure.access import here, letter_writers, seal_notice, the_draft
from shubbak.desk.registry.departure.forms import AddresseeForm, DraftForm
from shubbak.desk.registry.departure.shown import draft_shown
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.registry.words import LANGUAGES
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import not_served_words
from shubbak.registry.actions import address, begin_draft, change_draft, unaddress, withdraw_draft
from shubbak.registry.departure.papers import departure_sheet
from shubbak.registry.departure.ways import PORTAL, Way, check_reach, ways
from shubbak.registry.models import Draft, Letter
from shubbak.registry.permissions import opens_letters
from shubbak.registry.queries import held_by, letter_models, letter_visible
from shubbak.registry.rules import Destination, Kind, LetterInvalid, RegistryRefused, Sender


@letter_writers
@require_safe
def page(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    draft = the_draft(request.visit, draft_id)
    seal = seal_notice(request.visit) if draft.paper is None else ""
    context = {"shown": draft_shown(draft, request.visit), "draft": draft, "seal": seal}
    return show(request, "desk/registry/departure/draft.html", context, here=here(request.visit))


@letter_writers
@require_http_methods(["GET", "POST"])
def begin(request: DeskRequest) -> HttpResponse:
    """A new letter, perhaps the answer to one, perhaps from a model."""
    answered = _answered(request)
    form = _form(request, None, _initial(request))
    if form.is_bound and form.is_valid():
        try:
            draft = _begun(request.visit, form, answered)
        except LetterInvalid as invalid:
            form.refuse(invalid)
        except RegistryRefused as refused:
            form.refusal = refusal_words(refused)
        else:
            return redirect("registry_draft", draft.pk)
    context = {
        "form": form,
        "answered": answered,
        "models": _models(),
        "model": request.GET.get("model", ""),
    }
    return _show_form(request, form, context)


@letter_writers
@require_http_methods(["GET", "POST"])
def edit(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    visit, draft = request.visit, the_draft(request.visit, draft_id)
    form = _form(request, draft, _written(draft))
    if form.is_bound and form.is_valid():
        try:
            change_draft(draft=draft, facts=form.facts(), staff=visit.staff, at=visit.at)
        except LetterInvalid as invalid:
            form.refuse(invalid)
        except RegistryRefused as refused:
            form.refusal = refusal_words(refused)
        else:
            messages.success(request, gettext("The draft is kept."))
            return redirect("registry_draft", draft.pk)
    return _show_form(request, form, {"form": form, "draft": draft})


@letter_writers
@require_safe
def preview(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    """The letter as it will be printed, without number and seal."""
    return as_pdf(departure_sheet(the_draft(request.visit, draft_id), current_agency()))


@letter_writers
@require_safe
def paper(request: DeskRequest, draft_id: UUID) -> HttpResponseBase:
    """The sealed letter."""
    draft = the_draft(request.visit, draft_id)
    if draft.paper is None:
        raise Http404
    try:
        return as_attachment(draft.paper)
    except NotServed as refused:
        messages.error(request, not_served_words(refused))
        return redirect("registry_draft", draft_id)


@letter_writers
@require_http_methods(["GET", "POST"])
def add_addressee(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    return on_draft(request, ADDRESS, draft_id)


@letter_writers
@require_http_methods(["GET", "POST"])
def remove_addressee(request: DeskRequest, draft_id: UUID, addressee_id: int) -> HttpResponse:
    draft = the_draft(request.visit, draft_id)
    addressee = draft.addressees.select_related("correspondent", "draft").filter(pk=addressee_id).first()
    if addressee is None:
        raise Http404
    back = reverse("registry_draft", args=[draft_id])
    return carry_out(
        request, UNADDRESS, addressee, back=back, named=addressee.correspondent.name, here=here(request.visit)
    )


@letter_writers
@require_http_methods(["GET", "POST"])
def withdraw(request: DeskRequest, draft_id: UUID) -> HttpResponse:
    return on_draft(request, WITHDRAW, draft_id)


def on_draft(request: DeskRequest, deed: Deed, draft_id: UUID) -> HttpResponse:
    """A deed about a draft that the asker sees."""
    draft = the_draft(request.visit, draft_id)
    back = reverse("registry_draft", args=[draft_id])
    return carry_out(request, deed, draft, back=back, named=draft.subject, here=here(request.visit))


def _form(request: DeskRequest, draft: Draft | None, initial: dict[str, Any]) -> DraftForm:
    return DraftForm(
        request.visit, draft, request.POST if request.method == "POST" else None, initial=initial
    )


def _show_form(request: DeskRequest, form: DraftForm, context: dict[str, Any]) -> HttpResponse:
    status = 409 if form.refusal else 200
    return show(
        request, "desk/registry/departure/edit.html", context, here=here(request.visit), status=status
    )


def _answered(request: DeskRequest) -> Letter | None:
    """The letter that is answered, if the asker may open it."""
    typed = request.GET.get("reply", "")
    try:
        letter = letter_visible(UUID(typed), request.visit.roles) if typed else None
    except ValueError:
        raise Http404 from None
    if typed and (letter is None or not _opens(request.visit, letter)):
        raise Http404
    return letter


def _opens(visit: Visit, letter: Letter) -> bool:
    return opens_letters(visit.roles, letter, letter.entry.series.register, held_by(letter.pk))


def _initial(request: DeskRequest) -> dict[str, Any]:
    """The words of the model that was asked for; else the language of the reader."""
    model = letter_models().filter(code=request.GET.get("model", "")).first()
    if model is None:
        return {"language": tongue().language}
    return {"language": model.language, "subject": model.subject, "body": model.body}


def _models() -> list[tuple[str, str, str]]:
    speech = tongue()
    return [(one.code, speech.pick(one.title), word(LANGUAGES, one.language)) for one in letter_models()]


def _written(draft: Draft) -> dict[str, Any]:
    words = {name: getattr(draft, name) for name in ("subject", "body", "language", "secrecy")}
    return words | {"enclosures": "\n".join(draft.enclosures)}


def _begun(visit: Visit, form: DraftForm, answered: Letter | None) -> Draft:
    """A reply goes to whoever wrote, on the way that reaches them."""
    return begin_draft(
        facts=form.facts(),
        author=visit.staff,
        at=visit.at,
        unit=form.unit,
        in_reply_to=answered.entry if answered else None,
        to=_back_to(answered),
    )


def _back_to(answered: Letter | None) -> Destination | None:
    """What came by a national portal is answered there; another body of the installation by exchange, all
    others where they may be reached.
    """
    if answered is None or answered.correspondent is None:
        return None
    known = answered.correspondent
    told = {name: getattr(known, name) for name in ("name", "city", "phone", "email", "address")}
    who = Sender(kind=Kind(known.kind), **told)
    if answered.national_portal:
        return Destination(who, PORTAL)
    sure = sorted((way for way in ways().values() if way.check or way.needs), key=lambda way: not way.check)
    return Destination(who, next((way.code for way in sure if _reaches(way, who)), "hand"))


def _reaches(way: Way, who: Sender) -> bool:
    try:
        check_reach(way, who)
    except RegistryRefused:
        return False
    return True


def _address(visit: Visit, form: AddresseeForm) -> None:
    address(draft=form.about, to=form.destination(), staff=visit.staff, at=visit.at)


def _unaddress(visit: Visit, form: ConfirmForm) -> None:
    unaddress(addressee=form.about, staff=visit.staff, at=visit.at)


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_draft(draft=form.about, staff=visit.staff, at=visit.at)


ADDRESS = Deed(
    _("Add an addressee"), _("Add"), AddresseeForm, _address, _("The letter goes to one more addressee.")
)
UNADDRESS = Deed(
    _("Remove the addressee"), _("Remove"), ConfirmForm, _unaddress, _("The letter no longer goes there.")
)
WITHDRAW = Deed(
    _("Withdraw the draft"),
    _("Withdraw it"),
    ConfirmForm,
    _withdraw,
    _("The draft is withdrawn. No number was taken."),
    _("Nobody is asked about it any more. It gets no number."),
)
