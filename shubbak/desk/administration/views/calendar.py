"""The year of the body: holidays, closures, Ramadan; decisions are weighed before they are taken."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.calendars import calendar_if, calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.actions import confirm_days, confirm_season
from shubbak.cases.queries import due_dates_moved_by
from shubbak.cases.reckoning import DueMoved
from shubbak.desk.access import DeskRequest
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.administration.forms.calendar import STATUSES, DayForm, SeasonForm
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import Tongue, tongue
from shubbak.desk.words import word
from shubbak.foundation.text import dates
from shubbak.foundation.working_time.calendar import CalendarError, Season, WorkCalendar

AT_MOST = 50
"""Due dates that a page names; the others are counted."""


@administration
@require_safe
def calendar(request: DeskRequest) -> HttpResponse:
    held = calendar_of(current_agency())
    year = _year(request, held)
    context = {
        "year": year,
        "before": year - 1 if _knows(held, year - 1) else None,
        "after": year + 1 if _knows(held, year + 1) else None,
        "days": _days_off(held, year),
        "seasons": [_season_line(season) for season in held.seasons if season.starts.year == year],
    }
    return show(request, "desk/administration/calendar.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def day(request: DeskRequest) -> HttpResponse:
    """Decide about a day: first how many due dates would move, then the decision."""
    given = {name: request.GET[name] for name in ("day", "what") if name in request.GET}
    form = DayForm(request.visit, None, request.POST if request.method == "POST" else None, initial=given)
    if not (form.is_bound and form.is_valid()):
        return _ask(request, form, _("A decision about a day"))
    if "decide" in request.POST:
        visit = request.visit
        return _moved(request, confirm_days(decisions=form.decisions(), actor=visit.actor, at=visit.at))
    return _weighed(request, form, lambda: calendar_if(current_agency(), days=form.decisions()))


@administration
@require_http_methods(["GET", "POST"])
def ramadan(request: DeskRequest) -> HttpResponse:
    """Set the days and hours of Ramadan: first what would move, then the decision."""
    data = request.POST if request.method == "POST" else None
    form = SeasonForm(request.visit, None, data, initial=_season_given(request))
    if not (form.is_bound and form.is_valid()):
        return _ask(request, form, _("Ramadan: days and hours"))
    season, visit = form.season(), request.visit
    if "decide" in request.POST:
        moved = confirm_season(
            kind=season.kind,
            starts=season.starts,
            ends=season.ends,
            weekly_hours=season.weekly_hours,
            status=season.status,
            actor=visit.actor,
            at=visit.at,
        )
        return _moved(request, moved)
    return _weighed(request, form, lambda: calendar_if(current_agency(), seasons=[season]))


def _ask(request: DeskRequest, form: AdministrationForm, title: Promise) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("administration_calendar")}
    return show(request, "desk/administration/decide.html", context, here="administration")


def _weighed(
    request: DeskRequest, form: AdministrationForm, reckoned: Callable[[], WorkCalendar]
) -> HttpResponse:
    moves = due_dates_moved_by(reckoned(), request.visit.at)
    named = list(islice(moves, AT_MOST))
    context = {**_lines(named), "form": form, "count": len(named) + sum(1 for _ in moves), "done": False}
    return show(request, "desk/administration/moved.html", context, here="administration")


def _moved(request: DeskRequest, moves: list[DueMoved]) -> HttpResponse:
    context = {**_lines(moves[:AT_MOST]), "count": len(moves), "done": True}
    return show(request, "desk/administration/moved.html", context, here="administration")


def _lines(moves: Iterable[DueMoved]) -> dict[str, Any]:
    speech = tongue()
    lines = [
        {
            "number": move.number,
            "unit": speech.pick(move.unit),
            "before": _instant(speech, move.before),
            "after": _instant(speech, move.after),
        }
        for move in moves
    ]
    return {"lines": lines}


def _instant(speech: Tongue, instant: Any) -> str:
    return f"{speech.day(instant)} {speech.hour(instant)}"


def _year(request: DeskRequest, held: WorkCalendar) -> int:
    """The year asked for, else this one.

    :raises Http404: for a year that the calendar does not know.
    """
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else held.local_day(request.visit.at).year
    if not _knows(held, year):
        raise Http404
    return year


def _knows(held: WorkCalendar, year: int) -> bool:
    return held.years is None or year in held.years


def _days_off(held: WorkCalendar, year: int) -> list[dict[str, Any]]:
    """Holidays, closures and days worked by exception, in the order of the year."""
    kinds = [
        *((day, "holiday", holiday) for day, holiday in held.holidays.items() if day not in held.worked),
        *((day, "closure", closure) for day, closure in held.closures.items()),
        *((day, "worked", None) for day in held.worked),
    ]
    listed = sorted((entry for entry in kinds if entry[0].year == year), key=lambda entry: entry[0])
    return [
        {
            "iso": day.isoformat(),
            "day": _long(day),
            "kind": kind,
            "name": tongue().pick(off.name) if off else "",
            "status": word(STATUSES, off.status) if off else "",
            "estimated": bool(off and off.status == "estimated"),
        }
        for day, kind, off in listed
    ]


def _season_line(season: Season) -> dict[str, Any]:
    return {
        "iso": season.starts.isoformat(),
        "starts": _long(season.starts),
        "ends": _long(season.ends),
        "status": word(STATUSES, season.status),
        "estimated": season.status == "estimated",
        "week": [
            (dates.weekday_name(date(2024, 1, 1 + weekday), tongue().language), "، ".join(written))
            for weekday, written in enumerate(_week(season))
            if written
        ],
    }


def _week(season: Season) -> list[list[str]]:
    return [
        [f"{span.opens:%H:%M}-{span.closes:%H:%M}" for span in season.weekly_hours.get(weekday, ())]
        for weekday in range(7)
    ]


def _season_given(request: DeskRequest) -> dict[str, Any]:
    """The season that begins on the day asked for, as the calendar has it."""
    try:
        starts = date.fromisoformat(request.GET.get("starts", ""))
        seasons = calendar_of(current_agency()).seasons
    except (ValueError, CalendarError):
        return {}
    return next(
        (
            {
                "starts": season.starts,
                "ends": season.ends,
                "status": season.status,
                "week": [[span.split("-") for span in spans] for spans in _week(season)],
            }
            for season in seasons
            if season.starts == starts
        ),
        {},
    )


def _long(day: date) -> str:
    speech = tongue()
    return dates.long_date(day, speech.language, speech.country, speech.digits)
