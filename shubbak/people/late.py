"""Words that arrive after the session of their writer has ended: kept for them, sent again by them alone."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from shubbak.people.actions import hold_form
from shubbak.people.models import SessionStore, Staff
from shubbak.people.signed_in import owner_of_ended

_CHOSEN = re.compile(r"[A-Za-z0-9_:.\-]{0,40}")
"""Ticks, names of choices, dates, keys: what a form sends of itself."""
_FIGURES = re.compile(r"\+?\d{6,20}")
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 (the name of a field)
_LONGEST_PATH = 2000


def fields_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form in their order, its token left out."""
    lists = request.POST.lists()
    return [(name, str(value)) for name, values in lists if name != _TOKEN for value in values]


def typed_words(fields: Iterable[tuple[str, str]]) -> list[str]:
    """What somebody wrote themselves in a form."""
    sent = (value.strip() for _, value in fields)
    return [words for words in sent if _FIGURES.fullmatch(words) or not _CHOSEN.fullmatch(words)]


def held(request: HttpRequest, at: datetime) -> str:
    """The page where whoever's session has ended finds what they sent; empty if nobody knows whose it was.

    What a script keeps while it is typed is no form that was sent.
    """
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    owner = owner_of_ended(cast(SessionStore, request.session), key)
    return held_for(request, owner, at) if owner and request.POST.get("go") != "autosave" else ""


def held_for(request: HttpRequest, staff: Staff, at: datetime) -> str:
    """The page where they find what was sent; empty if its address is too long to be kept."""
    path = request.get_full_path()
    if len(path) > _LONGEST_PATH:
        return ""
    form_id = hold_form(staff=staff, path=path, fields=fields_sent(request), at=at)
    return reverse("staff_late", args=[form_id])
