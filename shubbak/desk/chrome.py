"""What stands on every page of the desk: where one may go, who is signed in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from shubbak.desk.access import DeskRequest
from shubbak.desk.shown.language import tongue


@dataclass(frozen=True)
class Chrome:
    """`here` names the part of the desk that is open."""

    here: str
    name: str
    may_write: bool
    administers: bool
    words: str


def show(
    request: DeskRequest, template: str, context: dict[str, Any], *, here: str = "", status: int = 200
) -> HttpResponse:
    visit = request.visit
    chrome = Chrome(
        here=here,
        name=tongue().name(visit.staff),
        may_write=visit.may_write,
        administers=visit.administers,
        words=str(context.get("words", "")),
    )
    return render(request, template, {**context, "desk": chrome}, status=status)
