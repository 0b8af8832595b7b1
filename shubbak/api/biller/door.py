"""Every message of a bank comes through here: believed or not, and every answer to a bank is signed.

What stands behind it finds in `heard(request)` who speaks.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from shubbak.api.biller.refusals import problem_for
from shubbak.api.door import door
from shubbak.foundation.network import is_own_machine
from shubbak.payments.biller.actions import Heard, hear
from shubbak.payments.biller.keys import answering_key
from shubbak.payments.biller.messages import Answer, MessageRefused, Request, sign_answer
from shubbak.payments.biller.rules import BillerRefused

View = Callable[..., HttpResponse]
_HEARD, _MESSAGE = "_heard_bank", "_bank_message"


def biller_door(view: View) -> View:
    """The view behind the door of banks."""
    behind = door(_heard_first(view))

    @csrf_exempt
    @wraps(view, updated=())
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = behind(request, *args, **kwargs)
        if hasattr(request, _HEARD):
            _sign(request, response)
        return response

    return opened


def heard(request: HttpRequest) -> Heard:
    """Who speaks."""
    return cast(Heard, getattr(request, _HEARD))


def _heard_first(view: View) -> View:
    @wraps(view, updated=())
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        message = Request(request.method or "", _address(request), dict(request.headers))
        setattr(request, _MESSAGE, message)
        try:
            told = hear(request=message, body=request.body, subject=_subject(request), at=timezone.now())
        except (MessageRefused, BillerRefused) as refused:
            raise problem_for(refused) from refused
        setattr(request, _HEARD, told)
        return view(request, *args, **kwargs)

    return answered


def _address(request: HttpRequest) -> str:
    """The whole address as the bank asked for it."""
    return f"{settings.SHUBBAK_SCHEME}://{request.get_host()}{request.get_full_path()}"


def _subject(request: HttpRequest) -> str:
    """Of the certificate that a proxy on this machine has seen; what others say of it counts for nothing."""
    name = settings.SHUBBAK_TLS_SUBJECT
    if not name or not is_own_machine(str(request.META.get("REMOTE_ADDR", ""))):
        return ""
    return str(request.headers.get(name, ""))


def _sign(request: HttpRequest, response: HttpResponse) -> None:
    answer = Answer(response.status_code, {}, getattr(request, _MESSAGE))
    key = answering_key(heard(request).key)
    sign_answer(answer=answer, body=response.content, key=key, now=timezone.now())
    for name, value in answer.headers.items():
        response.headers[name] = value
