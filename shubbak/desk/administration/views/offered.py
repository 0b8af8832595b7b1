"""Services: their versions, packs proposed by one colleague and published by another, retirement."""

from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.catalogue.actions import (
    drop_proposal,
    offer_again,
    propose_pack,
    publish_proposal,
    retire_service,
)
from shubbak.catalogue.differences import pack_text
from shubbak.catalogue.loader import read_pack
from shubbak.catalogue.models import Proposal, Service
from shubbak.catalogue.queries import (
    changes_of,
    findings_of,
    open_proposals,
    services_known,
    spec_of,
    versions_of,
)
from shubbak.catalogue.spec.build import spec_from
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import REFUSED, Deed, ask, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.forms.packs import PackForm
from shubbak.desk.administration.words import refusal_words
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue


@administration
@require_safe
def services(request: DeskRequest) -> HttpResponse:
    context = {
        "proposals": [_proposal_line(proposal, request.visit) for proposal in open_proposals()],
        "services": [_line(service, request.visit) for service in services_known()],
    }
    return show(request, "desk/administration/services.html", context, here="administration")


@administration
@require_safe
def service(request: DeskRequest, service_code: str) -> HttpResponse:
    shown, speech = the_service(service_code), tongue()
    versions = [
        {
            "version": version.version,
            "published": speech.moment(version.published_at, request.visit.at),
            "sha256": version.sha256[:12],
            "is_current": version.pk == shown.current_id,
        }
        for version in versions_of(service_code)
    ]
    context = {**_line(shown, request.visit), "versions": versions}
    return show(request, "desk/administration/service.html", context, here="administration")


@administration
@require_safe
def pack(request: DeskRequest, service_code: str) -> HttpResponse:  # noqa: ARG001 (a view's shape)
    """The current version as a pack, to be changed and proposed again."""
    current = the_service(service_code).current
    text = pack_text(current.data)
    named = f'attachment; filename="{service_code}.yaml"'
    headers = {"Content-Disposition": named}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=headers)


@administration
@require_http_methods(["GET", "POST"])
def service_deed(request: DeskRequest, service_code: str, deed: str) -> HttpResponse:
    about, chosen = the_service(service_code), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    back = reverse("administration_service", args=[service_code])
    return carry_out(request, chosen, about, back=back, named=_title(about))


@administration
@require_http_methods(["GET", "POST"])
def new_proposal(request: DeskRequest) -> HttpResponse:
    """Lay a pack in: it is read and kept; its page says what the linter finds."""
    posted = request.method == "POST"
    data, files = (request.POST, request.FILES) if posted else (None, None)
    form = PackForm(request.visit, None, data, files=files)
    if form.is_bound and form.is_valid():
        try:
            proposal = propose_pack(
                source=form.source, text=form.text, actor=request.visit.actor, at=request.visit.at
            )
        except REFUSED as refused:
            form.refusal = refusal_words(refused)
        else:
            return redirect("administration_proposal", proposal.pk)
    return ask(request, PROPOSE, form, back=reverse("administration_services"))


@administration
@require_safe
def proposal(request: DeskRequest, proposal_id: int) -> HttpResponse:
    """What the linter and the pack's own tests say, and who may publish."""
    shown = the_proposal(proposal_id)
    source_name = f"{shown.service}.yaml"
    findings = findings_of(shown.text, source_name, current_agency())
    context = {
        **_proposal_line(shown, request.visit),
        "title": _title_of(shown.service),
        "findings": findings,
        "tests": () if findings else _tests(shown, source_name),
        "changes": changes_of(shown),
        "is_open": shown.state == Proposal.State.OPEN,
    }
    return show(request, "desk/administration/proposal.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def proposal_deed(request: DeskRequest, proposal_id: int, deed: str) -> HttpResponse:
    about, chosen = the_proposal(proposal_id), PROPOSAL_DEEDS.get(deed)
    if chosen is None:
        raise Http404
    back = reverse("administration_services")
    return carry_out(request, chosen, about, back=back, named=str(about))


def the_service(code: str) -> Service:
    """:raises Http404: if the agency never offered it."""
    found = services_known().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def the_proposal(number: int) -> Proposal:
    """:raises Http404: if there is none."""
    found = Proposal.objects.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _tests(shown: Proposal, name: str) -> list[str]:
    return [test.name for test in spec_from(read_pack(shown.text.encode(), Path(name)).data).tests]


def _title(service: Service) -> str:
    return tongue().pick(spec_of(service.current).title)


def _title_of(code: str) -> str:
    """Of a service that the body knows already; nothing of one that is new."""
    known = services_known().filter(code=code).first()
    return _title(known) if known else ""


def _line(service: Service, visit: Visit) -> dict[str, Any]:
    speech = tongue()
    return {
        "code": service.code,
        "title": _title(service),
        "version": service.current.version,
        "published": speech.moment(service.current.published_at, visit.at),
        "retired": speech.moment(service.retired_at, visit.at) if service.retired_at else "",
    }


def _proposal_line(proposal: Proposal, visit: Visit) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "proposed": tongue().moment(proposal.proposed_at, visit.at),
        "is_mine": proposal.proposed_by == visit.actor.id,
    }


def _retire(visit: Visit, form: ConfirmForm) -> None:
    retire_service(code=form.about.code, actor=visit.actor, at=visit.at)


def _offer(visit: Visit, form: ConfirmForm) -> None:
    offer_again(code=form.about.code, actor=visit.actor, at=visit.at)


def _publish(visit: Visit, form: ConfirmForm) -> None:
    publish_proposal(proposal=form.about, actor=visit.actor, at=visit.at)


def _drop(visit: Visit, form: ConfirmForm) -> None:
    drop_proposal(proposal=form.about, actor=visit.actor, at=visit.at)


def _nothing(visit: Visit, form: PackForm) -> None:
    """`new_proposal` keeps the pack itself and leads to its page."""


PROPOSE = Deed(
    _("Propose a pack"),
    _("Check it"),
    PackForm,
    _nothing,
    _("The pack is proposed."),
    _("A pack says everything about a service. It is checked at once; a colleague publishes it."),
)
DEEDS = {
    "retire": Deed(
        _("Retire the service"),
        _("Retire it"),
        ConfirmForm,
        _retire,
        _("The service is retired."),
        _("Nobody begins a deposit any more. Files under way and drafts already begun go on."),
    ),
    "offer": Deed(
        _("Offer the service again"),
        _("Offer it again"),
        ConfirmForm,
        _offer,
        _("The service is offered again."),
    ),
}
PROPOSAL_DEEDS = {
    "publish": Deed(
        _("Publish the version"),
        _("Publish it"),
        ConfirmForm,
        _publish,
        _("The version is published."),
        _("New deposits follow it from now on; files under way keep the version that they began with."),
    ),
    "drop": Deed(_("Drop the proposal"), _("Drop it"), ConfirmForm, _drop, _("The proposal is dropped.")),
}
