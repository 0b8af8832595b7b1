"""The end of a day: the line under it, who signs, and the printed register."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import day_signers, keeps, register_keepers, register_readers, signs
from shubbak.desk.registry.printed import as_pdf
from shubbak.desk.shown.language import tongue
from shubbak.registry.actions import close_day, sign_day
from shubbak.registry.letters.papers import day_sheet
from shubbak.registry.models import DayClosing, Register, Series
from shubbak.registry.queries import day_count, days_of, lines_of_day, registers_of_letters
from shubbak.registry.rules import DayCount

_SHOWN = 10


@dataclass(frozen=True)
class BookOfDay:
    """How a book stands today, and the last days that were closed in it; no `today` without a series."""

    register: Register
    title: str
    today: DayCount | None
    is_closed: bool
    closings: list[tuple[DayClosing, str, str]]
    """Each with the names of the clerk and of the head."""


@register_readers
@require_safe
def days(request: DeskRequest) -> HttpResponse:
    visit = request.visit
    today = _today(visit)
    books = [_book(register, today) for register in registers_of_letters()]
    context = {"books": books, "today": today, "keeps": keeps(visit), "signs": signs(visit)}
    return show(request, "desk/registry/days.html", context, here="registry")


@register_keepers
@require_http_methods(["GET", "POST"])
def close(request: DeskRequest, register_code: str) -> HttpResponse:
    register = registers_of_letters().filter(code=register_code).first()
    series = _series(register, _today(request.visit)) if register else None
    if register is None or series is None:
        raise Http404
    named = tongue().pick(register.title)
    return carry_out(request, CLOSE, series, back=reverse("registry_days"), named=named, here="registry")


@day_signers
@require_http_methods(["GET", "POST"])
def sign(request: DeskRequest, closing_id: int) -> HttpResponse:
    closing = _closing(closing_id)
    named = f"{tongue().pick(closing.series.register.title)} – {tongue().long_day(closing.day)}"
    return carry_out(request, SIGN, closing, back=reverse("registry_days"), named=named, here="registry")


@register_readers
@require_safe
def printed(request: DeskRequest, closing_id: int) -> HttpResponse:
    """The register of a closed day, its pages numbered."""
    closing = _closing(closing_id)
    return as_pdf(day_sheet(closing, lines_of_day(closing, request.visit.roles), current_agency()))


def _book(register: Register, today: date) -> BookOfDay:
    series = _series(register, today)
    closings, speech = list(days_of(register, limit=_SHOWN)), tongue()
    return BookOfDay(
        register=register,
        title=speech.pick(register.title),
        today=day_count(series, today) if series else None,
        is_closed=any(closing.day == today for closing in closings),
        closings=[(one, speech.name(one.clerk), speech.name(one.head)) for one in closings],
    )


def _series(register: Register, today: date) -> Series | None:
    return register.series.filter(year=today.year).first()


def _closing(closing_id: int) -> DayClosing:
    books = ("series__register", "clerk", "head")
    found = DayClosing.objects.select_related(*books).filter(pk=closing_id).first()
    if found is None:
        raise Http404
    return found


def _today(visit: Visit) -> date:
    return calendar_of(current_agency()).local_day(visit.at)


def _close(visit: Visit, form: ConfirmForm) -> None:
    close_day(series=form.about, day=_today(visit), clerk=visit.staff, at=visit.at)


def _sign(visit: Visit, form: ConfirmForm) -> None:
    sign_day(closing=form.about, head=visit.staff, at=visit.at)


CLOSE = Deed(
    _("Close the day"),
    _("Draw the line under the day"),
    ConfirmForm,
    _close,
    _("The day is closed."),
    _("Nothing is entered on this day any more: what still comes bears the next worked day."),
)
SIGN = Deed(
    _("Sign the day"),
    _("Sign beneath the line"),
    ConfirmForm,
    _sign,
    _("The day is signed."),
    _("You have compared the printed register with the letters of the day."),
)
