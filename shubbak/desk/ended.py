"""What a stranger is answered: the sign-in. What they had typed when their session ended is not lost."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.csrf import csrf_failure

from shubbak.people.late import fields_sent, held, held_for, typed_words
from shubbak.people.models import Staff


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back. Words that were sent after the end of a session wait for whoever's it was;
    where nobody knows that, they are shown once more and kept nowhere.
    """
    here = request.get_full_path()
    typed = typed_words(fields_sent(request))
    if not typed:
        return redirect_to_login(here)
    waiting = held(request, timezone.now())
    sign_in = f"{reverse('account_login')}?{urlencode({'next': waiting or here})}"
    context = {"typed": [] if waiting else typed, "sign_in": sign_in}
    response = render(request, "desk/session_ended.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def old_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form of this desk from before the last sign-in: whoever is signed in reads it, and sends it again.

    The browser says that the form is ours (Origin); nothing is done before the person has seen it.
    """
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    at_desk = ours and request.path.startswith("/desk/") and typed_words(fields_sent(request))
    waiting = ""
    if at_desk and isinstance(request.user, Staff):
        waiting = held_for(request, request.user, timezone.now())
    return redirect(waiting) if waiting else csrf_failure(request, reason=reason)
