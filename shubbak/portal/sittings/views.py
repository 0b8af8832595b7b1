"""A member without account: the files of the sitting to which they are called, one page each."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.catalogue.forms.shown import answers_shown
from shubbak.catalogue.queries import spec_of
from shubbak.documents.rules import NotServed
from shubbak.documents.serving import as_attachment
from shubbak.journal.rules import Actor
from shubbak.planning.sittings.actions import give_opinion, note_member_came
from shubbak.planning.sittings.models import AgendaItem, Convocation
from shubbak.planning.sittings.queries import called_by_link, items_for_seat, standing_opinions
from shubbak.planning.sittings.rules import SittingRefused
from shubbak.planning.sittings.wording import VALUES
from shubbak.portal.limits import limited, spend
from shubbak.portal.pages import MessagePage, Row
from shubbak.portal.sittings.forms import OpinionForm

_PERSONAL = frozenset({"person", "phone", "email"})
_REACHING = frozenset({"phone", "email", "address", "preferred_channel"})


@never_cache
@require_safe
@limited
def sitting(request: HttpRequest, token: str) -> HttpResponse:
    """The files on which the member sits."""
    at = timezone.now()
    spend(request, "look_up", at)
    called = called_by_link(token, at)
    if called is None:
        return _gone(request)
    note_member_came(called=called, at=at)
    lines = [(item, _given(item, called)) for item in items_for_seat(called)]
    context = {"called": called, "lines": lines, "token": token}
    return render(request, "portal/sitting.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited
def item(request: HttpRequest, token: str, item_id: UUID) -> HttpResponse:
    """One file with its papers; a post signs the opinion."""
    at, is_sent = timezone.now(), request.method == "POST"
    spend(request, "answer" if is_sent else "look_up", at)
    called = called_by_link(token, at)
    if called is None:
        return _gone(request)
    found = _item(called, item_id)
    form = OpinionForm(request.POST if is_sent else None)
    if is_sent and _sign(called, found, form, at):
        return redirect("member_sitting", token)
    context = {
        "item": found,
        "token": token,
        "form": form,
        "given": _given(found, called),
        "rows": _rows(found.case),
        "papers": found.case.papers.select_related("document"),
    }
    return render(request, "portal/sitting_item.html", context, status=422 if is_sent else 200)


@never_cache
@require_safe
@limited
def paper(request: HttpRequest, token: str, item_id: UUID, paper_id: int) -> HttpResponseBase:
    """A paper of a file on which the member sits."""
    at = timezone.now()
    spend(request, "look_up", at)
    called = called_by_link(token, at)
    found = _item(called, item_id).case.papers.filter(pk=paper_id).first() if called else None
    if found is None:
        raise Http404
    try:
        return as_attachment(found.document)
    except NotServed:
        raise Http404 from None


def _sign(called: Convocation, item: AgendaItem, form: OpinionForm, at: datetime) -> bool:
    if not form.is_valid():
        return False
    actor = Actor("partner", f"guest/{called.link_id}")
    try:
        give_opinion(item=item, seat=called.seat, facts=form.facts(), actor=actor, at=at)
    except SittingRefused as refused:
        form.refuse(refused)
        return False
    return True


def _item(called: Convocation, item_id: UUID) -> AgendaItem:
    found = next((each for each in items_for_seat(called) if each.pk == item_id), None)
    if found is None:
        raise Http404
    return found


def _given(item: AgendaItem, called: Convocation) -> str:
    opinion = standing_opinions(item).filter(body=called.seat.body_id).first()
    return str(VALUES[opinion.value]) if opinion else ""


def _rows(case: Case) -> list[Row]:
    """What the project is. How its person is reached, and their identity number, concern no other body."""
    agency, language, spec = current_agency(), get_language() or "ar", spec_of(case.service_version)
    personal = {each.id for each in spec.questions() if each.type in _PERSONAL or each.binds in _REACHING}
    shown = answers_shown(spec, case.answers, language, agency.country, agency.digits)
    return [Row(answer.label, answer.text) for answer in shown if answer.question not in personal]


def _gone(request: HttpRequest) -> HttpResponse:
    page = MessagePage(
        gettext("This link does not open a sitting any more"),
        gettext("The sitting is over, or was cancelled. The secretariat of the committee knows more."),
        [],
        is_done=False,
    )
    return render(request, "portal/message.html", {"page": page}, status=404)
