"""What a stranger is answered: the sign-in, and the words that they had typed when their session ended."""

import re

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

_CHOSEN = re.compile(r"[A-Za-z0-9_:.\-]{0,40}")
"""Ticks, names of choices, dates, keys: what a form sends of itself."""
_FIGURES = re.compile(r"\+?\d{6,20}")
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back. Words that were sent after the session had ended are shown once more first:
    they are kept nowhere.
    """
    here = request.get_full_path()
    typed = typed_words(request.POST)
    if not typed:
        return redirect_to_login(here)
    context = {"typed": typed, "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}"}
    response = render(request, "desk/session_ended.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def typed_words(posted: QueryDict) -> list[str]:
    """What somebody wrote themselves in a form, in its order."""
    sent = (value.strip() for name, values in posted.lists() if name != _TOKEN for value in values)
    return [words for words in sent if _FIGURES.fullmatch(words) or not _CHOSEN.fullmatch(words)]
