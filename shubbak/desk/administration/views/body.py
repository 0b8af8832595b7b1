"""What the body says of itself: words, contact data, colours, announcements and planned outages."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.announcements.actions import announce, colour_body, describe_body, withdraw_announcement
from shubbak.announcements.models import Announcement
from shubbak.announcements.queries import announced, on_the_home_page
from shubbak.cases.actions import confirm_hours
from shubbak.contact.intake.actions import set_mailbox
from shubbak.contact.intake.queries import mailbox_in_use
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm, week_typed
from shubbak.desk.administration.forms.body import (
    KINDS,
    AnnouncementForm,
    BodyForm,
    ColoursForm,
    HoursForm,
)
from shubbak.desk.administration.forms.mailbox import MailboxForm
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.desk.words import word


@administration
@require_safe
def body(request: DeskRequest) -> HttpResponse:
    at = request.visit.at
    shown = {told.pk for told in on_the_home_page(at)}
    context = {
        "phones": [tongue().phone(str(phone["number"])) for phone in current_agency().phones],
        "lines": [_line(told, told.pk in shown) for told in announced(at)],
        "mailbox": mailbox_in_use(),
    }
    return show(request, "desk/administration/body.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def body_deed(request: DeskRequest, deed: str) -> HttpResponse:
    chosen = DEEDS.get(deed)
    if chosen is None:
        raise Http404
    written = Agency.objects.get(pk=current_agency().pk)
    return carry_out(request, chosen, written, back=reverse("administration_body"))


@administration
@require_http_methods(["GET", "POST"])
def withdrawal_of_announcement(request: DeskRequest, announcement_id: int) -> HttpResponse:
    about = announced(request.visit.at).filter(pk=announcement_id).first()
    if about is None:
        raise Http404
    named = tongue().pick(about.title)
    return carry_out(request, WITHDRAW, about, back=reverse("administration_body"), named=named)


def _line(told: Announcement, is_shown: bool) -> dict[str, Any]:
    speech = tongue()
    return {
        "pk": told.pk,
        "title": speech.pick(told.title),
        "kind": word(KINDS, told.kind),
        "place": speech.pick(told.place),
        "since": f"{speech.day(told.starts)} {speech.hour(told.starts)}",
        "until": f"{speech.day(told.ends)} {speech.hour(told.ends)}",
        "is_shown": is_shown,
    }


def _describe(visit: Visit, form: BodyForm) -> None:
    describe_body(told=form.told(), actor=visit.actor, at=visit.at)


def _set_hours(visit: Visit, form: HoursForm) -> None:
    confirm_hours(weekly_hours=week_typed(form.cleaned_data), actor=visit.actor, at=visit.at)


def _colour(visit: Visit, form: ColoursForm) -> None:
    colour_body(palette=form.cleaned_data, actor=visit.actor, at=visit.at)


def _set_mailbox(visit: Visit, form: MailboxForm) -> None:
    set_mailbox(facts=form.told(), actor=visit.actor, at=visit.at)


def _announce(visit: Visit, form: AnnouncementForm) -> None:
    typed = form.cleaned_data
    announce(
        kind=typed["kind"],
        title=form.named("title"),
        text=form.named("text"),
        place=form.named("place"),
        starts=typed["starts"],
        ends=typed["ends"],
        actor=visit.actor,
        at=visit.at,
    )


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_announcement(announcement=form.about, actor=visit.actor, at=visit.at)


DEEDS = {
    "words": Deed(
        _("The body's words and contact data"),
        pgettext_lazy("administration", "Keep"),
        BodyForm,
        _describe,
        _("The words of the body are kept. They show within some seconds."),
    ),
    "hours": Deed(
        _("Opening hours of the body"),
        pgettext_lazy("administration", "Keep"),
        HoursForm,
        _set_hours,
        _("The hours are kept, and open due dates reckoned by them."),
        _("Delays in working time are counted by these hours. The seasons of the calendar stand over them."),
    ),
    "colours": Deed(
        _("The body's colours"),
        pgettext_lazy("administration", "Keep"),
        ColoursForm,
        _colour,
        _("The colours of the body are kept. They show within some seconds."),
        _(
            "Colours that cannot be read on each other are refused;"
            " red and amber belong to errors and lateness."
        ),
    ),
    "mailbox": Deed(
        _("Mailbox of the body"),
        pgettext_lazy("administration", "Keep"),
        MailboxForm,
        _set_mailbox,
        _("The mailbox is kept. The worker looks into it within a minute."),
        _(
            "What comes there is entered in the incoming register. The password is not kept here:"
            " the operator lays it beside the other secrets of the installation."
        ),
    ),
    "announce": Deed(
        _("New announcement"), _("Announce it"), AnnouncementForm, _announce, _("It is announced.")
    ),
}
WITHDRAW = Deed(
    _("Take the announcement back"),
    _("Take it back"),
    ConfirmForm,
    _withdraw,
    _("The announcement is taken back."),
)
