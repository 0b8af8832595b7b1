"""What lies with the units of whoever asks: to accept, in hand, done."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from shubbak.desk.access import DeskRequest
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import reads, unit_people
from shubbak.desk.registry.held import held_shown
from shubbak.registry.queries import letters_held


@unit_people
@require_safe
def letters(request: DeskRequest) -> HttpResponse:
    """What is to accept, then what is in hand; or what is done, with `?done=1`."""
    visit, is_done = request.visit, "done" in request.GET
    lines = held_shown(letters_held(visit.roles, done=is_done), visit.at)
    context = {
        "done": is_done,
        "to_accept": [] if is_done else [line for line in lines if line.held.is_to_accept],
        "in_hand": lines if is_done else [line for line in lines if not line.held.is_to_accept],
        "late": 0 if is_done else sum(line.is_late for line in lines),
    }
    here = "registry" if reads(visit) else "letters"
    return show(request, "desk/registry/unit.html", context, here=here)
