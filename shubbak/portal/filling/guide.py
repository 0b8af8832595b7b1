"""The home page, the guide to services, a service's sheet and the offices."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import get_language, gettext

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.agencies.rules import Week, week_of
from shubbak.announcements.models import Announcement
from shubbak.announcements.queries import on_the_home_page
from shubbak.catalogue.queries import services_listed
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.drawings import ICONS
from shubbak.foundation.localized import pick
from shubbak.foundation.text import clock_time, count, long_date
from shubbak.people.models import Unit
from shubbak.people.queries import unit_in_charge, units_listed
from shubbak.portal import pages
from shubbak.portal.opening import Opening
from shubbak.search.arabic import lexemes

PAGES = {"tracking": "track", "verification": "verify", "contact": "contact"}
_FREQUENT = 4


def spoken() -> str:
    """The language of the page."""
    return get_language() or "ar"


def home_page(agency: Agency, at: datetime, drafts: tuple[pages.Draft, ...] = ()) -> pages.HomePage:
    specs = list(services_listed())
    opening = opening_of(agency, at)
    return pages.HomePage(
        example=_example(specs),
        frequent=[pages.Link(line.title, line.url) for line in map(service_line, specs[:_FREQUENT])],
        start_url=service_line(specs[0]).url if len(specs) == 1 else reverse("services"),
        life_events=list(_life_events(agency, {spec.code for spec in specs})),
        phones=phones_of(agency),
        opening=opening.lines(),
        address=pick(agency.address, spoken()),
        open_until=_open_until(opening, at),
        drafts=drafts,
        notices=[_announcement(told, agency) for told in on_the_home_page(at)],
    )


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


def services_page(words: str) -> pages.ServicesPage:
    """All services, or those that answer to the words."""
    asked = set(lexemes(words))
    found = [spec for spec in services_listed() if not asked or asked & _stems_of(spec)]
    return pages.ServicesPage([service_line(spec) for spec in found], words)


def service_page(
    spec: ServiceSpec, agency: Agency, at: datetime, draft: pages.Draft | None = None
) -> pages.ServicePage:
    language = spoken()
    return pages.ServicePage(
        title=pick(spec.title, language),
        summary=pick(spec.summary, language),
        start_url=reverse("start", args=[spec.code]),
        sheet=_sheet(spec, language),
        papers=[
            pages.RequiredPaper(pick(paper.title, language), _paper_hint(paper, language), paper.required)
            for paper in spec.documents.values()
            if paper.direction == "in"
        ],
        receives=unit_place(unit_in_charge(spec.card.receives), gettext("Your file goes to"), agency, at),
        draft=draft,
    )


def contact_page(agency: Agency, at: datetime) -> pages.ContactPage:
    return pages.ContactPage(
        phones=phones_of(agency),
        opening=opening_of(agency, at).lines(),
        address=pick(agency.address, spoken()),
        email=agency.email,
        units=[unit_place(unit, "", agency, at) for unit in units_listed() if unit.phones],
    )


def unit_place(unit: Unit, lead: str, agency: Agency, at: datetime) -> pages.Where:
    """A unit with what one needs to reach it; the body's own number where the unit has none."""
    phone = next((str(line["number"]) for line in [*unit.phones, *agency.phones]), "")
    return pages.Where(
        lead=lead,
        unit=pick(unit.name, spoken()),
        place=pick(unit.place, spoken()),
        phone=phone,
        hours=opening_of(agency, at, unit.hours).worked_days(),
    )


def opening_of(agency: Agency, at: datetime, hours: Week = ()) -> Opening:
    """When the body is open; a unit may have a week of its own."""
    calendar = calendar_of(agency)
    if hours:
        calendar = replace(calendar, weekly_hours=week_of(hours))
    return Opening(calendar, calendar.local_day(at), spoken(), agency.country, agency.digits)


def _open_until(opening: Opening, at: datetime) -> datetime | None:
    spans = opening.calendar.hours_of(opening.today)
    return next((closes for opens, closes in spans if opens <= at < closes), None)


def phones_of(agency: Agency) -> list[pages.Phone]:
    return [pages.Phone(str(line["number"]), pick(line["label"], spoken())) for line in agency.phones]


def service_line(spec: ServiceSpec) -> pages.ServiceLine:
    return pages.ServiceLine(
        pick(spec.title, spoken()), pick(spec.summary, spoken()), reverse("service", args=[spec.code])
    )


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


def _stems_of(spec: ServiceSpec) -> set[str]:
    keywords = [word for words in spec.keywords.values() for word in words]
    return set(lexemes(" ".join([*spec.title.values(), *spec.summary.values(), *keywords])))


def _paper_hint(paper: Any, language: str) -> str:
    return " ".join(filter(None, (pick(paper.hint, language), pick(paper.issued_by, language))))


def _sheet(spec: ServiceSpec, language: str) -> list[pages.Row]:
    """The public sheet, in the order of the national register of administrative acts (law 55-19)."""
    card = spec.card
    rows = (
        (gettext("What it is"), pick(card.what, language)),
        (gettext("For whom"), pick(card.for_whom, language)),
        (gettext("Conditions"), "\n".join(pick(line, language) for line in card.conditions)),
        (gettext("Cost"), pick(card.fee, language)),
        (gettext("Delay"), pick(card.time, language)),
        (gettext("What you receive"), pick(card.delivers_what, language)),
        (gettext("Who delivers it"), pick(unit_in_charge(card.delivers).name, language)),
        (gettext("If we do not answer"), pick(card.silence, language)),
        (gettext("Ways of appeal"), "\n".join(pick(line, language) for line in card.appeal)),
        (gettext("Legal texts"), "\n".join(pick(line, language) for line in card.texts)),
        (gettext("How long the file is kept"), "\n".join(kept_lines(spec, language))),
    )
    return [pages.Row(label, text) for label, text in rows if text]


def kept_lines(spec: ServiceSpec, language: str) -> Iterator[str]:
    """`رُخّص: عشر سنوات، ثم يُحفظ في الأرشيف (النص)`, a line for each result."""
    ends = {"archive": gettext("then it goes to the archive"), "destroy": gettext("then it is destroyed")}
    for result, rule in spec.retention.items():
        number, unit = rule.keep.split()
        kept = count(int(number), unit.removesuffix("s"), language, current_agency().digits)
        words = gettext("%(result)s: %(kept)s, %(then)s") % {
            "result": pick(spec.results[result], language),
            "kept": kept,
            "then": ends[rule.then],
        }
        text = pick(rule.text, language)
        yield f"{words} ({text})" if text else words
