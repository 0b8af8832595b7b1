"""The home page."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import in_its_zone
from shubbak.announcements.models import Announcement
from shubbak.announcements.queries import on_the_home_page
from shubbak.catalogue.queries import services_for_people
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.drawings import ICONS
from shubbak.foundation.localized import pick
from shubbak.foundation.text import clock_time, long_date
from shubbak.portal import pages
from shubbak.portal.filling.faults import faults_told
from shubbak.portal.filling.guide import opening_of, phones_of, service_line, spoken
from shubbak.portal.filling.readings import paper_notices, reading_notices
from shubbak.portal.opening import Opening

PAGES = {
    "tracking": "track",
    "verification": "verify",
    "contact": "contact",
    "tariffs": "tariffs",
    "reading": "reading",
    "bills": "bills",
    "prepaid": "prepaid_door",
    "planning_note": "planning_note",
}
_FREQUENT = 4
_REGISTRY = "correspondence"  # the service by which a letter is brought to the registry office


def home_page(agency: Agency, at: datetime, drafts: tuple[pages.Draft, ...] = ()) -> pages.HomePage:
    specs = list(services_for_people())
    opening = opening_of(agency, at)
    return pages.HomePage(
        example=_example(specs),
        frequent=_frequent(specs),
        start_url=service_line(specs[0]).url if len(specs) == 1 else reverse("services"),
        registry_url=next((service_line(spec).url for spec in specs if spec.code == _REGISTRY), ""),
        life_events=list(_life_events(agency, {spec.code for spec in specs})),
        phones=phones_of(agency),
        opening=opening.lines(),
        address=pick(agency.address, spoken()),
        open_until=_open_until(opening, at),
        drafts=drafts,
        notices=[
            *(_announcement(told, agency) for told in on_the_home_page(at)),
            *faults_told(agency),
            *reading_notices(in_its_zone(at).date(), agency),
            *paper_notices(agency),
        ],
    )


def _frequent(specs: Sequence[ServiceSpec]) -> list[pages.Link]:
    """The first ones of the body's list; the registry office has a button of its own."""
    asked = [spec for spec in specs if spec.code != _REGISTRY][:_FREQUENT]
    return [pages.Link(line.title, line.url) for line in map(service_line, asked)]


def _announcement(told: Announcement, agency: Agency) -> pages.Notice:
    """News as it was written; of an outage also where and when."""
    language, zone = spoken(), ZoneInfo(agency.zone)
    title, text = pick(told.title, language), pick(told.text, language)
    if told.kind == Announcement.Kind.NEWS:
        return pages.Notice(title, text)
    starts, ends = told.starts.astimezone(zone), told.ends.astimezone(zone)
    days = [long_date(moment.date(), language, agency.country, agency.digits) for moment in (starts, ends)]
    hours = {
        "starts": clock_time(starts, language, agency.digits),
        "ends": clock_time(ends, language, agency.digits),
        "day": days[0],
        "last": days[1],
    }
    same = gettext("%(day)s, from %(starts)s to %(ends)s") % hours
    when = same if days[0] == days[1] else gettext("From %(day)s, %(starts)s, to %(last)s, %(ends)s") % hours
    return pages.Notice(
        title, " · ".join(filter(None, (pick(told.place, language), when, text))), "risk", "outage"
    )


def _open_until(opening: Opening, at: datetime) -> datetime | None:
    spans = opening.calendar.hours_of(opening.today)
    return next((closes for opens, closes in spans if opens <= at < closes), None)


def _life_events(agency: Agency, offered: Collection[str]) -> Iterator[pages.LifeEvent]:
    """The situations of the body, without links to services that it does not offer now."""
    for event in agency.life_events:
        open_links = [link for link in event["links"] if link.get("service") in {None, *offered}]
        links = [pages.Link(pick(link["label"], spoken()), _address(link)) for link in open_links]
        if links:
            icon = event["icon"] if event["icon"] in ICONS else "paper"
            yield pages.LifeEvent(icon, pick(event["title"], spoken()), links)


def _address(link: Mapping[str, Any]) -> str:
    if service := link.get("service"):
        return reverse("service", args=[service])
    return reverse(PAGES[link["page"]])


def _example(specs: list[ServiceSpec]) -> str:
    words = [spec.keywords.get(spoken(), ()) for spec in specs]
    first = next((keywords[0] for keywords in words if keywords), "")
    return gettext("For example: %(words)s") % {"words": first} if first else ""
