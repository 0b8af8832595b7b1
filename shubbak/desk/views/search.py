"""The search: files and persons; a number leads straight to its file, a person to theirs."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from shubbak.cases.queries import FileFound, Found, files_of_person, find, labels_of
from shubbak.desk.access import DeskRequest, Visit, staff_only
from shubbak.desk.chrome import show
from shubbak.desk.shown.found import persons_shown
from shubbak.desk.shown.language import tongue
from shubbak.desk.shown.queue import Beside, group_of_found

_LONGEST = 200


@staff_only
@require_safe
def search(request: DeskRequest) -> HttpResponse:
    words, visit = request.GET.get("words", "").strip()[:_LONGEST], request.visit
    if request.GET.get("person"):
        return show(request, "desk/search.html", _of_person(visit, request.GET["person"]), here="search")
    found = find(visit.staff, words, visit.at, visit.roles) if words else Found()
    named = [file.case for file in found.files if file.case.number == words]
    if len(named) == 1:  # even where other texts hold the same figures
        return redirect("desk_case", named[0].pk)
    context = _files(visit, found) | {"words": words, "persons": persons_shown(found.persons, tongue())}
    return show(request, "desk/search.html", context, here="search")


def _of_person(visit: Visit, person: str) -> dict[str, object]:
    """:raises Http404: whether there is no such person, or none of their files is the asker's to see."""
    found = files_of_person(visit.staff, int(person), visit.at) if person.isdecimal() else None
    if found is None:
        raise Http404
    return _files(visit, Found([FileFound(case) for case in found[1]])) | {"of_person": found[0].name}


def _files(visit: Visit, found: Found) -> dict[str, object]:
    cases = [file.case for file in found.files]
    group = group_of_found(found.files, visit.at, tongue(), Beside(labels=labels_of(cases)))
    return {"groups": [group], "rows": group.rows}
