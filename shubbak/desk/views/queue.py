"""The work of the day, and the search."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from shubbak.cases.queries import QueueFilter, queue, search_cases
from shubbak.cases.queries.desk_page import deciding_clocks
from shubbak.catalogue.queries import services_listed
from shubbak.desk.access import DeskRequest, staff_only
from shubbak.desk.bulk import assignable
from shubbak.desk.chrome import show
from shubbak.desk.forms.filters import FilterForm
from shubbak.desk.shown.language import tongue
from shubbak.desk.shown.queue import group_of_found, queue_shown

_LONGEST_SEARCH = 200
_PAGE = 50


@staff_only
@require_safe
def work(request: DeskRequest) -> HttpResponse:
    visit, tab, after = request.visit, request.GET.get("tab", "all"), request.GET.get("after", "")
    filters = FilterForm(list(services_listed()), visit, tongue(), data=request.GET)
    only: QueueFilter = filters.chosen()
    try:
        page = queue(visit.staff, tab, at=visit.at, after_key=after, limit=_PAGE, only=only)
    except ValueError:
        raise Http404 from None
    clocks = deciding_clocks([row.case for row in page.rows], visit.at)
    shown = queue_shown(page, clocks, only, visit.at, tongue(), after_key=after)
    context = {
        "page": shown,
        "filters": filters,
        "at": visit.at,
        "has_filter": only != QueueFilter(),
        "assignable": [(staff.pk, tongue().name(staff)) for staff in assignable(visit)],
    }
    return show(request, "desk/queue.html", context, here="work")


@staff_only
@require_safe
def search(request: DeskRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:_LONGEST_SEARCH]
    visit = request.visit
    found = search_cases(visit.staff, words, visit.at) if words else []
    named = [case for case in found if case.number == words]
    if len(named) == 1:  # a number leads straight to its file, even where other texts hold the same figures
        return redirect("desk_case", named[0].pk)
    group = group_of_found(found, visit.at, tongue())
    context = {"groups": [group], "rows": group.rows, "words": words}
    return show(request, "desk/search.html", context, here="search")
