"""The guide to services, a service's sheet and the offices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import current_agency
from shubbak.agencies.rules import Week, week_of
from shubbak.catalogue.queries import services_for_people
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.foundation.text import count
from shubbak.people.models import Unit
from shubbak.people.queries import unit_in_charge, units_listed
from shubbak.portal import pages
from shubbak.portal.opening import Opening
from shubbak.search.arabic import lexemes


def spoken() -> str:
    """The language of the page."""
    return get_language() or "ar"


def services_page(words: str) -> pages.ServicesPage:
    """All services, or those that answer to the words."""
    asked = set(lexemes(words))
    found = [spec for spec in services_for_people() if not asked or asked & _stems_of(spec)]
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


def phones_of(agency: Agency) -> list[pages.Phone]:
    return [pages.Phone(str(line["number"]), pick(line["label"], spoken())) for line in agency.phones]


def service_line(spec: ServiceSpec) -> pages.ServiceLine:
    return pages.ServiceLine(
        pick(spec.title, spoken()), pick(spec.summary, spoken()), reverse("service", args=[spec.code])
    )


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
