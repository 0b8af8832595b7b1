"""How long files took: a body's own page, and one of all bodies on the bare host; CSV and JSON beside."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from shubbak.agencies.queries import current_agency
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.tables import FORMATS
from shubbak.foundation.text import decimal, to_digits
from shubbak.insights.delays import (
    FEWEST,
    Delay,
    DelaysOfBody,
    delays,
    delays_of_all,
    delays_table,
    quarter_name,
)
from shubbak.portal.pages.delays import DelayLine, DelaysOfBodyShown, DelaysPage
from shubbak.portal.serving import attached


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    told = [DelaysOfBody(current_agency(), delays(timezone.now()))]
    return render(request, "portal/delays.html", {"page": _page(told)})


@require_safe
def table(request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG001 (a view's shape)
    return _as_file([DelaysOfBody(current_agency(), delays(timezone.now()))], form)


@require_safe
def page_of_all(request: HttpRequest) -> HttpResponse:
    told = delays_of_all(timezone.now())
    return render(request, "portal/delays_of_all.html", {"page": _page(told)})


@require_safe
def table_of_all(request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG001 (a view's shape)
    return _as_file(delays_of_all(timezone.now()), form)


def _page(told: Sequence[DelaysOfBody]) -> DelaysPage:
    few = gettext("fewer than %(few)s")
    bodies = [
        DelaysOfBodyShown(
            _words(body.agency.name),
            [
                _line(line, body.agency.country, body.agency.digits, few % {"few": FEWEST})
                for line in body.delays
            ],
        )
        for body in told
    ]
    return DelaysPage(bodies)


def _line(line: Delay, country: str, digits: str, few: str) -> DelayLine:
    def days(value: float | None) -> str:
        return "" if value is None else decimal(round(value * 10), 1, get_language() or "ar", country, digits)

    files = few if line.files is None else to_digits(str(line.files), digits)
    return DelayLine(
        _words(line.title), quarter_name(line.quarter), files, days(line.mean), days(line.median)
    )


def _words(named: Localized) -> str:
    return pick(named, get_language() or "ar")


def _as_file(told: Sequence[DelaysOfBody], form: str) -> HttpResponse:
    kind = FORMATS[form]
    headings = {
        "body": gettext("Body"),
        "service": gettext("Service"),
        "quarter": gettext("Quarter"),
        "files": pgettext("delays", "Files"),
        "mean_days": gettext("Mean (days)"),
        "median_days": gettext("Median (days)"),
    }
    rows = delays_table(told, headings, _words, few=f"<{FEWEST}")
    return attached(b"".join(kind.write(rows)), f"delays.{form}", kind.media_type)
