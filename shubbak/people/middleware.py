"""Nobody reaches the desk with a password alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from shubbak.people.models import Staff
from shubbak.people.permissions import needs_second_factor
from shubbak.people.queries import has_second_factor

_GUARDED = ("/desk/", "/board/")


class SecondFactorMiddleware:
    """Sends staff without a second factor to set one up before any page of the desk opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_GUARDED) and _still_owes_a_factor(request):
            return redirect("mfa_index")
        return self.get_response(request)


def _still_owes_a_factor(request: HttpRequest) -> bool:
    staff = request.user
    return isinstance(staff, Staff) and needs_second_factor(staff) and not has_second_factor(staff)
