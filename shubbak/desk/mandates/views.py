"""Checking the paper of a mandate, accepting or refusing it, ending it at the word of either side."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.accounts.actions import accept_mandate, put_under, refuse_mandate, revoke_at_desk, take_mandate
from shubbak.accounts.models import Mandate
from shubbak.accounts.queries import in_force_among, mandates_for_desk, today_at
from shubbak.cases.queries import visible_to
from shubbak.catalogue.papers import policy_of
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.chrome import show
from shubbak.desk.mandates.access import mandate_checkers
from shubbak.desk.mandates.forms import CheckedForm, NumberForm, ReasonForm, TakenForm
from shubbak.desk.mandates.shown import mandates_shown, state_of
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.serving import as_attachment

_SHOWN = 100
_OPEN_DEEDS = {"asked": ("accept", "refuse"), "in_force": ("file", "end"), "invited": ("end",)}


@mandate_checkers
@require_safe
def mandates(request: DeskRequest) -> HttpResponse:
    """What waits for the desk first, then the latest; by name, if one is looked for."""
    at, name = request.visit.at, request.GET.get("name", "")[:200]
    lines = mandates_shown(mandates_for_desk(name)[:_SHOWN], at)
    context = {"lines": lines, "name": name}
    return show(request, "desk/mandates/list.html", context, here="contacts")


@mandate_checkers
@require_safe
def mandate(request: DeskRequest, mandate_id: UUID) -> HttpResponse:
    """Who acts for whom, with what paper, and what the desk may do about it."""
    found, visit = the_mandate(mandate_id), request.visit
    deeds = _OPEN_DEEDS.get(state_of(found, in_force_among([found], visit.at)), ())
    context = {
        "shown": mandates_shown([found], visit.at)[0],
        "deeds": [(name, DEEDS[name]) for name in deeds],
        "files": visible_to(visit.staff, visit.at).filter(under_mandate__mandate=found)[:_SHOWN],
    }
    return show(request, "desk/mandates/mandate.html", context, here="contacts")


@mandate_checkers
@require_http_methods(["GET", "POST"])
def take(request: DeskRequest) -> HttpResponse:
    """Somebody brings a mandate to the desk, who never asked for it in “My files”."""
    return carry_out(request, TAKE, None, back=reverse("desk_mandates"), here="contacts")


@mandate_checkers
@require_safe
def paper(request: DeskRequest, mandate_id: UUID) -> FileResponse:  # noqa: ARG001 (a view's shape)
    found = the_mandate(mandate_id)
    if found.paper is None:
        raise Http404
    return as_attachment(found.paper)


@mandate_checkers
@require_http_methods(["GET", "POST"])
def deed(request: DeskRequest, mandate_id: UUID, deed: str) -> HttpResponse:
    found, chosen = the_mandate(mandate_id), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    back = reverse("desk_mandate", args=[mandate_id])
    return carry_out(request, chosen, found, back=back, named=found.principal.name, here="contacts")


def the_mandate(mandate_id: UUID) -> Mandate:
    """:raises Http404: if there is none."""
    found = mandates_for_desk().filter(pk=mandate_id).first()
    if found is None:
        raise Http404
    return found


def _take(visit: Visit, form: TakenForm) -> None:
    upload = form.cleaned_data["paper"]
    paper = store_upload(
        stream=upload,
        name=upload.name,
        allowed=policy_of(None),
        at=visit.at,
        direction=Document.Direction.INTERNAL,
        origin="desk",
    )
    take_mandate(
        principal=form.principal(),
        holder=form.taker(),
        terms=form.terms(today_at(visit.at)),
        paper=paper,
        checked=form.cleaned_data["checked"],
        staff=visit.staff,
        at=visit.at,
    )


def _accept(visit: Visit, form: CheckedForm) -> None:
    checked = form.cleaned_data["checked"]
    accept_mandate(mandate=form.about, checked=checked, staff=visit.staff, at=visit.at)


def _refuse(visit: Visit, form: ReasonForm) -> None:
    refuse_mandate(mandate=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _end(visit: Visit, form: ReasonForm) -> None:
    revoke_at_desk(mandate=form.about, reason=form.cleaned_data["reason"], staff=visit.staff, at=visit.at)


def _put(visit: Visit, form: NumberForm) -> None:
    put_under(mandate=form.about, number=form.cleaned_data["number"], staff=visit.staff, at=visit.at)


TAKE = Deed(
    _("Take a mandate in"),
    _("Take it in"),
    TakenForm,
    _take,
    _("The mandate is in force. Both sides are told."),
    _("You have the original paper and the identity card of whoever brings it before you."),
)
DEEDS = {
    "accept": Deed(
        _("Accept the mandate"),
        _("Accept it"),
        CheckedForm,
        _accept,
        _("The mandate is in force. Both sides are told."),
        _("You have the original paper and the identity card of whoever brings it before you."),
    ),
    "refuse": Deed(
        _("Refuse the mandate"),
        _("Refuse it"),
        ReasonForm,
        _refuse,
        _("The mandate is refused. Whoever asked is told why."),
    ),
    "end": Deed(
        _("End the mandate"),
        _("End it at once"),
        ReasonForm,
        _end,
        _("The mandate has ended. It opens nothing any more; both sides are told."),
        _("At the word of either side. The codes of the files deposited under it are drawn anew."),
    ),
    "file": Deed(
        _("Put a file under the mandate"),
        _("Put it under"),
        NumberForm,
        _put,
        _("Whoever holds the mandate sees this file now."),
        _("A file of the same person that was there before. Check that it is theirs."),
    ),
}
