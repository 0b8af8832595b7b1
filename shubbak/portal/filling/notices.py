"""What stands on top of a file's page: what happened to it, that it is late, what its person can do now."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.models import Agency
from shubbak.cases.queries import TrackingView
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate_ltr, long_date
from shubbak.foundation.working_time.explanation import left_in_words
from shubbak.foundation.working_time.time_left import time_left
from shubbak.portal import pages
from shubbak.portal.filling.faults import said
from shubbak.portal.filling.guide import spoken, unit_place

_TOLD = {
    "phone": _("We told you of the quotation by telephone on %(day)s."),
    "message": _("We told you of the quotation by message on %(day)s."),
    "visit": _("We told you of the quotation in person on %(day)s."),
    "": _("We told you of the quotation on %(day)s."),
}


def notices(view: TrackingView, agency: Agency, at: datetime) -> Iterator[pages.Notice]:
    """In the order of the page."""
    if view.joined_to:
        words = gettext("Your file was joined to file %(number)s, which goes on.")
        yield pages.Notice(
            words % {"number": isolate_ltr(view.joined_to)},
            gettext("We tell you once that file is answered. Each person sees their own papers only."),
        )
    if view.incident and not view.is_out:
        known = said(view.incident.words, view.incident.files, view.incident.said_at, agency)
        yield pages.Notice(gettext("We know the cause of this."), known, icon="info")
    if view.told_of_it and not view.is_out:
        told = _TOLD.get(view.told_of_it["facts"].get("way", ""), _TOLD[""])
        yield pages.Notice(told % {"day": _day(view.told_of_it["at"], agency)}, icon="check")
    if view.asked_words:
        yield pages.Notice("", view.asked_words, icon="info")
    yield from _lateness(view, agency, at)
    for step in view.own_steps:
        yield pages.Notice(
            pick(step.title, spoken()),
            pick(step.invites, spoken()),
            icon="info",
            url=reverse("own_step", args=[view.case.pk, step.name]),
            link=gettext("Write and send"),
        )


def _lateness(view: TrackingView, agency: Agency, at: datetime) -> Iterator[pages.Notice]:
    promise = view.promise
    if promise is not None and promise.late and not view.is_out:
        left = time_left(promise.reckoning, at)
        words = {"time": left_in_words(left, spoken(), agency.digits)}
        title = (
            gettext("We are late by %(time)s.") if left.amount else gettext("The delay has run out today.")
        )
        phone = {"phone": isolate_ltr(unit_place(view.unit, "", agency, at).phone)}
        said = gettext("The head of the service has been told, and here is the telephone: %(phone)s")
        url, link = _way_to_complain(view)
        yield pages.Notice(title % words, said % phone, kind="late", icon="alert", url=url, link=link)
    if view.complained_at and not view.is_out:
        said = gettext("You complained about the delay on %(day)s. It stands on the file.")
        yield pages.Notice("", said % {"day": _day(view.complained_at, agency)}, icon="info")
    if view.silence_claim:
        yield pages.Notice(
            gettext("The time to answer has run out."),
            pick(view.spec.card.silence, spoken()),
            kind="risk",
            icon="scales",
            url=reverse("silence", args=[view.case.pk]),
            link=gettext("Claim the effect of silence"),
        )


def _way_to_complain(view: TrackingView) -> tuple[str, str]:
    """Address and words, unless the pack has its own step for it."""
    if not view.may_complain or view.own_steps:
        return "", ""
    return reverse("delay", args=[view.case.pk]), gettext("Complain that no answer came in time")


def _day(instant: datetime, agency: Agency) -> str:
    day = instant.astimezone(ZoneInfo(agency.zone)).date()
    return long_date(day, spoken(), agency.country, agency.digits)
