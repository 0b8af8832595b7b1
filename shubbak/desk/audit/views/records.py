"""Where the audit begins; identity numbers that were read; numbers of the registers; exports."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from shubbak.desk.access import DeskRequest
from shubbak.desk.audit.access import auditors_only
from shubbak.desk.audit.shown import identities_shown, lines_shown, series_shown
from shubbak.desk.chrome import show
from shubbak.desk.parts import Part
from shubbak.insights.readings import files_of_persons
from shubbak.journal.queries import LinesWanted, PlacedLine, browse
from shubbak.registry.queries import series_states

_PAGE = 50


PARTS = (
    Part("audit_journal", _("The journal"), _("Every act: by period, act, subject, actor; with its proof.")),
    Part(
        "audit_samples", _("Random samples"), _("Files or entries drawn by a seed that anybody can repeat.")
    ),
    Part("audit_rights", _("Rights on a day"), _("Who held which position, role or stand-in on a day.")),
    Part("audit_identities", _("Identity numbers read"), _("Who read whose, when, and for what reason.")),
    Part("audit_numbering", _("Numbers of the registers"), _("Each series: how far, how many, what misses.")),
    Part("audit_exports", _("Exports made"), _("Who took which list away, how many rows, why.")),
)


@auditors_only
def home(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/audit/home.html", {"parts": PARTS}, here="audit")


@auditors_only
def identities(request: DeskRequest) -> HttpResponse:
    found, older = _newest(request, "person.identity_revealed")
    files = files_of_persons(placed.line.about for placed in found)
    context = {"lines": identities_shown(found, files), "older_url": older}
    return show(request, "desk/audit/identities.html", context, here="audit")


@auditors_only
def numbering(request: DeskRequest) -> HttpResponse:
    return show(request, "desk/audit/numbering.html", {"series": series_shown(series_states())}, here="audit")


@auditors_only
def exports(request: DeskRequest) -> HttpResponse:
    found, older = _newest(request, "export.")
    context: dict[str, Any] = {"lines": lines_shown(found, request.visit), "older_url": older}
    return show(request, "desk/audit/exports.html", context, here="audit")


def _newest(request: DeskRequest, what: str) -> tuple[list[PlacedLine], str]:
    """A page of the lines of an act, the newest first, and the address of the next page, if any.

    :raises Http404: for a place that is none.
    """
    before = request.GET.get("before", "")
    if before and not before.isdecimal():
        raise Http404
    after = int(before) if before else None
    found = browse(LinesWanted(what=what), before=after, limit=_PAGE + 1)
    older = f"?before={found[_PAGE - 1].line.index}" if len(found) > _PAGE else ""
    return found[:_PAGE], older
