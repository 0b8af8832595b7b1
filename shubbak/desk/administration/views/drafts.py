"""A pack written on the desk: begun from the version in force, changed until nothing keeps it back."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from shubbak.catalogue.actions import propose_pack, redraft_pack
from shubbak.catalogue.differences import pack_text
from shubbak.catalogue.models import Proposal
from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import REFUSED, Deed, ask
from shubbak.desk.administration.forms.packs import DraftForm
from shubbak.desk.administration.views.offered import PROPOSE, the_proposal, the_service
from shubbak.desk.administration.words import refusal_words


@administration
@require_http_methods(["GET", "POST"])
def draft(request: DeskRequest, service_code: str) -> HttpResponse:
    """Begin a draft from the version in force."""
    text = pack_text(the_service(service_code).current.data)
    back = reverse("administration_service", args=[service_code])
    return _written(request, DRAFT, text, service_code, back, propose_pack)


@administration
@require_http_methods(["GET", "POST"])
def redraft(request: DeskRequest, proposal_id: int) -> HttpResponse:
    """Change a draft that waits: the changed one takes its place."""
    waiting = the_proposal(proposal_id)
    if waiting.state != Proposal.State.OPEN:
        raise Http404
    back = reverse("administration_proposal", args=[proposal_id])
    return _written(
        request,
        CHANGE,
        waiting.text,
        str(waiting),
        back,
        lambda **pack: redraft_pack(proposal=waiting, **pack),
    )


def _written(
    request: DeskRequest, deed: Deed, text: str, named: str, back: str, lay_in: Callable[..., Proposal]
) -> HttpResponse:
    visit = request.visit
    form = DraftForm(visit, text, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            laid = lay_in(source=form.source, text=form.text, actor=visit.actor, at=visit.at)
        except REFUSED as refused:
            form.refusal = refusal_words(refused)
        else:
            return redirect("administration_proposal", laid.pk)
    return ask(request, deed, form, back=back, named=named)


DRAFT = Deed(
    _("Draft a new version"),
    PROPOSE.button,
    DraftForm,
    PROPOSE.run,
    PROPOSE.done,
    _("It begins with the version in force. It is kept and checked at once; a colleague publishes it."),
)
CHANGE = Deed(
    _("Change the draft"),
    PROPOSE.button,
    DraftForm,
    PROPOSE.run,
    PROPOSE.done,
    _("Whoever changed it last does not publish it."),
)
