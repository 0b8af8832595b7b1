"""The signature folder: what one writes, agrees to, signs, sends."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from shubbak.desk.access import DeskRequest
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import keeps
from shubbak.desk.registry.departure.access import here, letter_writers, seal_notice
from shubbak.desk.registry.departure.shown import addressee_shown, draft_line
from shubbak.registry.books.printing import printed_number
from shubbak.registry.queries import folder_of, letters_to_send


@letter_writers
@require_safe
def folder(request: DeskRequest) -> HttpResponse:
    visit = request.visit
    found = folder_of(visit.staff.pk, visit.roles)
    context = {
        "to_visa": [draft_line(one, visit.at) for one in found.to_visa],
        "to_sign": [draft_line(one, visit.at) for one in found.to_sign],
        "mine": [draft_line(one, visit.at) for one in found.mine],
        "to_send": [
            (addressee_shown(one, visit), printed_number(one.draft.letter.entry))
            for one in (letters_to_send() if keeps(visit) else ())
            if one.draft.letter
        ],
        "keeps": keeps(visit),
        "seal": seal_notice(visit),
    }
    return show(request, "desk/registry/departure/folder.html", context, here=here(request.visit))
