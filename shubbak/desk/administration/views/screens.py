"""Screens of the halls: set up, changed, given another address, taken down."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import address_of, current_agency
from shubbak.announcements.actions import readdress_screen, set_up_screen, take_down_screen
from shubbak.announcements.models import Screen
from shubbak.announcements.queries import screens_listed
from shubbak.catalogue.queries import services_for_people, services_listed
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.forms.screens import ScreenForm
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue
from shubbak.people.queries import units_coded, units_listed


@administration
@require_safe
def screens(request: DeskRequest) -> HttpResponse:
    titles = {spec.code: tongue().pick(spec.title) for spec in services_listed()}
    context = {
        "lines": [_line(screen, titles) for screen in screens_listed()],
        "posters": [*_posters("service_poster", _services()), *_posters("office_poster", _offices())],
    }
    return show(request, "desk/administration/screens.html", context, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def new_screen(request: DeskRequest) -> HttpResponse:
    return carry_out(request, SET_UP, None, back=reverse("administration_screens"))


@administration
@require_http_methods(["GET", "POST"])
def screen_deed(request: DeskRequest, screen_code: str, deed: str) -> HttpResponse:
    chosen, about = DEEDS.get(deed), screens_listed().filter(code=screen_code).first()
    if chosen is None or about is None:
        raise Http404
    named = tongue().pick(about.title)
    return carry_out(request, chosen, about, back=reverse("administration_screens"), named=named)


def _line(screen: Screen, titles: dict[str, str]) -> dict[str, Any]:
    speech = tongue()
    units = ", ".join(speech.pick(unit.name) for unit in units_coded(screen.units))
    services = ", ".join(titles.get(code, code) for code in screen.services)
    return {
        "code": screen.code,
        "title": speech.pick(screen.title),
        "address": address_of(current_agency(), reverse("hall", args=[screen.code, screen.token])),
        "units": units or gettext("The whole body"),
        "services": services or gettext("All services"),
    }


def _services() -> dict[str, str]:
    return {spec.code: tongue().pick(spec.title) for spec in services_for_people()}


def _offices() -> dict[str, str]:
    return {unit.code: tongue().pick(unit.name) for unit in units_listed()}


def _posters(route: str, named: dict[str, str]) -> list[dict[str, str]]:
    return [{"title": title, "url": reverse(route, args=[code])} for code, title in named.items()]


def _set_up(visit: Visit, form: ScreenForm) -> None:
    set_up_screen(facts=form.told(), actor=visit.actor, at=visit.at)


def _readdress(visit: Visit, form: ConfirmForm) -> None:
    readdress_screen(screen=form.about, actor=visit.actor, at=visit.at)


def _take_down(visit: Visit, form: ConfirmForm) -> None:
    take_down_screen(screen=form.about, actor=visit.actor, at=visit.at)


SET_UP = Deed(
    _("New screen"),
    _("Set the screen up"),
    ScreenForm,
    _set_up,
    _("The screen is set up. Open its address on the television."),
    _("Files are shown by number and stage: never a name, an address or a plot."),
)
DEEDS = {
    "change": Deed(
        _("What the screen shows"),
        pgettext_lazy("administration", "Keep"),
        ScreenForm,
        _set_up,
        _("The screen shows it from its next page on."),
    ),
    "address": Deed(
        _("Another address for the screen"),
        _("Give it another address"),
        ConfirmForm,
        _readdress,
        _("The screen has another address; the old one shows nothing any more."),
        _("Whoever has the old address sees nothing there any more, this screen too until you type the new."),
    ),
    "down": Deed(
        _("Take the screen down"),
        _("Take it down"),
        ConfirmForm,
        _take_down,
        _("The screen is taken down."),
    ),
}
