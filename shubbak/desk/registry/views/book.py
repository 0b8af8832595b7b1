"""A book of the registry office, its lines newest first."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import keeps, register_readers
from shubbak.desk.registry.shown import lines_shown
from shubbak.desk.shown.language import tongue
from shubbak.foundation.numbering import parse_number
from shubbak.foundation.text import to_western_digits
from shubbak.registry.books.printing import entry_of
from shubbak.registry.models import Register
from shubbak.registry.queries import (
    MOST_LATE,
    find_letters,
    lines_of,
    registers_of_letters,
    unanswered_late,
    unanswered_lines,
    years_of,
)

PAGE = 25


@register_readers
@require_safe
def book(request: DeskRequest) -> HttpResponse:
    """The lines of a book in a year; one more than shown is read, to know whether the list goes on."""
    visit, chosen = request.visit, the_register(request.GET.get("register", ""))
    years = years_of(chosen) or [visit.at.year]
    year = _number(request.GET.get("year")) or years[0]
    found = lines_of(chosen, year, visit.roles, before=_number(request.GET.get("before")), limit=PAGE + 1)
    kept = {"register": chosen.code, "year": year}
    older = urlencode({**kept, "before": found[PAGE - 1].number}) if len(found) > PAGE else ""
    context = {
        "books": [(one, tongue().pick(one.title)) for one in registers_of_letters()],
        "chosen": chosen,
        "years": years,
        "year": year,
        "lines": lines_shown(found[:PAGE], visit.at),
        "older": older,
        "keeps": keeps(visit),
    }
    return show(request, "desk/registry/book.html", context, here="registry")


@register_readers
@require_safe
def unanswered(request: DeskRequest) -> HttpResponse:
    """Incoming letters to which no answer is linked, the nearest due date first."""
    visit, after = request.visit, _number(request.GET.get("after")) or 0
    found = unanswered_lines(visit.roles, after=after, limit=PAGE + 1)
    late = unanswered_late(visit.roles, visit.at)
    context = {
        "lines": lines_shown(found[:PAGE], visit.at),
        "late": late,
        "or_more": late >= MOST_LATE,
        "next": after + PAGE if len(found) > PAGE else 0,
        "keeps": keeps(visit),
    }
    return show(request, "desk/registry/unanswered.html", context, here="registry")


@register_readers
@require_safe
def find(request: DeskRequest) -> HttpResponse:
    """To the letter of a label, to the line of a number, else to the letters that hold the words."""
    visit, words = request.visit, request.GET.get("words", "")[:200].strip()
    typed = to_western_digits(words)
    entry = entry_of(typed)
    if entry is not None and hasattr(entry, "mail"):
        return redirect("registry_letter", entry.pk)
    numbered = parse_number(typed)
    if numbered is not None or not words:
        return redirect(f"{reverse('registry')}?{urlencode(_place(request, numbered))}")
    lines = lines_shown(find_letters(words, visit.roles), visit.at)
    context = {"lines": lines, "words": words, "keeps": keeps(visit)}
    return show(request, "desk/registry/found.html", context, here="registry")


def _place(request: DeskRequest, numbered: tuple[int, int | None] | None) -> dict[str, str]:
    kept = {"register": the_register(request.GET.get("register", "")).code}
    if numbered is None:
        return kept
    number, year = numbered
    return kept | {"before": str(number + 1), **({"year": str(year)} if year else {})}


def the_register(code: str) -> Register:
    """The book asked for, else the incoming one, else the first.

    :raises Http404: where the body keeps no book of letters.
    """
    books = {one.code: one for one in registers_of_letters()}
    found = books.get(code) or books.get("incoming") or next(iter(books.values()), None)
    if found is None:
        raise Http404(current_agency().code)
    return found


def _number(typed: str | None) -> int | None:
    if typed and typed.isascii() and typed.isdecimal() and len(typed) <= 9:
        return int(typed)
    return None
