"""The journal, line by line, and the proof of each."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse

from shubbak.desk.access import DeskRequest
from shubbak.desk.audit.access import auditors_only
from shubbak.desk.audit.forms import JournalForm
from shubbak.desk.audit.shown import lines_shown
from shubbak.desk.chrome import show
from shubbak.insights.actions import note_consulted
from shubbak.journal.export import proven_line
from shubbak.journal.queries import browse, latest_checkpoint, line_at

_PAGE = 50


@auditors_only
def journal(request: DeskRequest) -> HttpResponse:
    """The newest lines of a period first."""
    visit, before = request.visit, request.GET.get("before", "")
    if before and not before.isdecimal():
        raise Http404
    form = JournalForm(visit.at, request.GET)
    valid = form.is_valid()
    if valid and form.was_asked and not before:
        note_consulted(part="journal", wanted=form.facts(), actor=visit.actor, at=visit.at)
    after = int(before) if before else None
    found = browse(form.wanted(), before=after, limit=_PAGE + 1) if valid else []
    older = found[_PAGE - 1].line.index if len(found) > _PAGE else None
    context = {
        "form": form,
        "lines": lines_shown(found[:_PAGE], visit),
        "older_url": f"?{urlencode({**form.data, 'before': older})}" if older is not None else "",
    }
    return show(request, "desk/audit/journal.html", context, here="audit")


@auditors_only
def line(request: DeskRequest, index: int) -> HttpResponse:
    """One line, and whether a signed checkpoint covers it."""
    found = line_at(index)
    if found is None:
        raise Http404
    latest = latest_checkpoint()
    covered = latest if latest and latest.size > index else None
    [shown] = lines_shown([found], request.visit)
    return show(request, "desk/audit/line.html", {"line": shown, "checkpoint": covered}, here="audit")


@auditors_only
def proof(request: DeskRequest, index: int) -> JsonResponse:  # noqa: ARG001 (who asks was looked at)
    """The line with its facts opened, the path to the root of the newest checkpoint, and that checkpoint."""
    latest = latest_checkpoint()
    if latest is None or latest.size <= index:
        raise Http404
    return JsonResponse({**proven_line(index, latest), "checkpoint": latest.note})
