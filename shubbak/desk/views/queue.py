"""The work of the day."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from shubbak.cases.models import Case
from shubbak.cases.queries import (
    EVERY_FILE,
    QueueFilter,
    QueuePage,
    counted,
    labels_of,
    labels_to_choose,
    queue,
    saved_filters,
)
from shubbak.cases.queries.desk_page import deciding_clocks
from shubbak.cases.queries.incidents import incidents_to_choose
from shubbak.catalogue.queries import services_listed
from shubbak.desk.access import DeskRequest, Visit, staff_only
from shubbak.desk.bulk import assignable
from shubbak.desk.chrome import show
from shubbak.desk.forms.filters import FilterForm
from shubbak.desk.shown.incidents import incident_words
from shubbak.desk.shown.labels import labels_shown
from shubbak.desk.shown.language import tongue
from shubbak.desk.shown.queue import Beside, Kept, Stretch, queue_shown

_PAGE, _LONG_PAGE = 25, 100
"""A page is longer than a screen; who deals out many files asks for as many as one act takes."""
_FAULTS = 20


@staff_only
@require_safe
def work(request: DeskRequest) -> HttpResponse:
    visit, speech = request.visit, tongue()
    stretch = Stretch(request.GET.get("after", ""), bool(request.GET.get("long")))
    labels = labels_to_choose()
    filters = FilterForm(list(services_listed()), labels, visit, speech, data=request.GET)
    only = filters.chosen()
    page = _page(request, stretch, only)
    beside, kept = _beside([row.case for row in page.rows], visit), _kept(visit)
    context = {
        "page": queue_shown(page, only, visit.at, speech, beside=beside, kept=kept, stretch=stretch),
        "long_page": _LONG_PAGE,
        "filters": filters,
        "at": visit.at,
        "has_filter": only != EVERY_FILE,
        "assignable": [(staff.pk, speech.name(staff)) for staff in assignable(visit)],
        "labels": labels_shown(labels, speech),
        "incidents": [(found.pk, incident_words(found)) for found in incidents_to_choose(_FAULTS)],
    }
    return show(request, "desk/queue.html", context, here="work")


def _page(request: DeskRequest, stretch: Stretch, only: QueueFilter) -> QueuePage:
    """:raises Http404: if there is no such tab, or the key is none."""
    visit, limit = request.visit, _LONG_PAGE if stretch.long else _PAGE
    try:
        return queue(
            visit.staff,
            request.GET.get("tab", "all"),
            at=visit.at,
            after_key=stretch.after,
            limit=limit,
            only=only,
            roles=visit.roles,
        )
    except ValueError:
        raise Http404 from None


def _beside(cases: Sequence[Case], visit: Visit) -> Beside:
    return Beside(deciding_clocks(cases, visit.at), labels_of(cases), visit.roles.stands_in_for)


def _kept(visit: Visit) -> Sequence[Kept]:
    lists = saved_filters(visit.staff, visit.roles)
    counts = counted(visit.staff, lists, visit.at, visit.roles)
    return [Kept(line, counts[line.pk], line.owner_id == visit.staff.pk) for line in lists]
