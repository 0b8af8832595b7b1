"""The indicative note: each plan that covers the point, in words."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.catalogue.queries import services_for_people
from shubbak.foundation.localized import pick
from shubbak.planning.zoning.models import Zone
from shubbak.planning.zoning.queries import Told, told_at
from shubbak.planning.zoning.rules import Kind, State
from shubbak.planning.zoning.wording import KINDS, RULES, STATES
from shubbak.portal.filling.guide import spoken
from shubbak.portal.zoning.form import PointForm
from shubbak.portal.zoning.pages import NotePage, PlanSaid, ZoneSaid

OFFICIAL = "planning-information-request"


def note_page(agency: Agency, data: Mapping[str, str] | None) -> NotePage:
    """The form and, once a point was given, what the plans say of it."""
    form = PointForm(data, country=agency.country)
    official = next((spec.code for spec in services_for_people() if spec.code == OFFICIAL), "")
    url = reverse("service", args=[official]) if official else ""
    if not form.is_bound or not form.is_valid():
        return NotePage(form, official=url)
    return NotePage(form, [_plan(told) for told in told_at(*form.cleaned_data["point"])], url)


def _plan(told: Told) -> PlanSaid:
    plan, language = told.plan, spoken()
    zones = [_zone(zone, language) for zone in told.zones]
    return PlanSaid(
        title=pick(plan.title, language),
        kind=str(KINDS[Kind(plan.kind)]),
        state=str(STATES[State(plan.state)]),
        is_sure=plan.state == State.APPROVED,
        decree=pick(plan.decree, language),
        zones=zones,
        extract=told.extract,
        spoken=gettext("Extract of the plan: the point lies in zone %(zones)s.")
        % {"zones": ", ".join(zone.code for zone in zones)},
    )


def _zone(zone: Zone, language: str) -> ZoneSaid:
    rules = [(str(RULES[name]), pick(zone.rules[name], language)) for name in RULES if name in zone.rules]
    return ZoneSaid(pick(zone.title, language), zone.code, rules)
