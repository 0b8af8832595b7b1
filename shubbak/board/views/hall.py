"""The hall screen: a whole page without a script, a part of it for the script, 304 for what stands."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from shubbak.announcements.queries import screen_at
from shubbak.board.hall import SECONDS_A_PAGE, hall_turn, seconds_of_day


@require_safe
def hall(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """A turn of the screen. `part` asks for the turn alone; the script reckons the hour itself."""
    screen, at = screen_at(code, token), timezone.now()
    if screen is None:
        raise Http404
    asked, is_part = request.GET.get("turn", "")[:6], "part" in request.GET
    turn = hall_turn(screen, int(asked) if asked.isascii() and asked.isdigit() else 0, at)
    minute = "" if is_part else f"-{seconds_of_day(at) // 60}"
    tag = f'"{turn.tag}{minute}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    else:
        with override(turn.language):
            template = "board/turn.html" if is_part else "board/hall.html"
            context = {"turn": turn, "seconds": SECONDS_A_PAGE, "now": seconds_of_day(at)}
            response = render(request, template, context)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Seconds-Of-Day"] = str(seconds_of_day(at))
    return response
