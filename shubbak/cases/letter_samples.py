"""The letters of a service with sample values in their places, for whoever reads them before people do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of
from shubbak.cases.letters import worded
from shubbak.catalogue.spec import Letter, ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amount, isolate, isolate_ltr, long_date, shown_phone
from shubbak.people.queries import unit_in_charge

_FIELD = re.compile(r"\{([\w.]+)\}")
_TEN_DAYS = timedelta(days=10)
_NUMBER = "1482/2026"


@dataclass(frozen=True)
class Sample:
    """A letter as a person would read it; `short` is its text message, if it has one. `own` if the words are
    the agency's, not the pack's.
    """

    name: str
    title: str
    subject: str
    body: str
    short: str
    own: bool = False


def letter_samples(spec: ServiceSpec, agency: Agency, language: str, at: datetime) -> list[Sample]:
    """Every letter of a service in one language; its texts are given in that language active for gettext."""
    values = _values(spec, agency, language, at)
    shown = []
    for letter in spec.letters.values():
        text = worded(letter, spec.code, language, at)
        shown.append(_sample(text, language, values, own=text is not letter))
    return shown


def sample_of(letter: Letter, spec: ServiceSpec, agency: Agency, language: str, at: datetime) -> Sample:
    """One letter with these very words, as somebody is about to keep them."""
    return _sample(letter, language, _values(spec, agency, language, at), own=True)


def _sample(letter: Letter, language: str, values: Mapping[str, str], *, own: bool) -> Sample:
    def filled(text: str) -> str:
        return _FIELD.sub(lambda field: values.get(field[1], f"‹{field[1]}›"), text).strip()

    return Sample(
        name=letter.name,
        title=pick(letter.title, language),
        subject=filled(pick(letter.subject, language)),
        body=filled(pick(letter.body, language)),
        short=filled(pick(letter.sms, language)) if letter.sms else "",
        own=own,
    )


def _values(spec: ServiceSpec, agency: Agency, language: str, at: datetime) -> Mapping[str, str]:
    today = at.astimezone(ZoneInfo(agency.zone)).date()
    unit = unit_in_charge(spec.card.receives)
    phone = next((str(line["number"]) for line in [*unit.phones, *agency.phones]), "")

    def day(ahead: timedelta) -> str:
        return isolate(long_date(today + ahead, language, agency.country, agency.digits))

    return {
        "agency": isolate(agency.localized_name(language)),
        "service": isolate(pick(spec.title, language)),
        "subject": isolate(pick(spec.title, language)),
        "number": isolate_ltr(_NUMBER),
        "date": day(timedelta()),
        "due": day(_TEN_DAYS),
        "until": day(_TEN_DAYS),
        "person": isolate(gettext("Amina Bennani")),
        "unit": isolate(pick(unit.name, language)),
        "unit_phone": isolate_ltr(shown_phone(phone, agency.country)) if phone else "",
        "link": isolate_ltr(address_of(agency, "/l/…")),
        "result": isolate(next((pick(words, language) for words in spec.results.values()), "")),
        "appeal": "\n".join(pick(way, language) for way in spec.card.appeal),
        "answer": gettext("(here stands the answer that staff write)"),
        "reason": gettext("(here stands the reason)"),
        "body": gettext("(here stands the other body)"),
        "other": isolate_ltr(_NUMBER),
        "amount": isolate(amount(245_000, agency.currency, language, agency.country, agency.digits)),
        "made": gettext("(here stands what was made, such as a contract number)"),
        "incident": gettext("(here stands what is known of the fault)"),
        "items": gettext("(here stand the papers that are asked for)"),
        "due_reason": gettext("(here stands why the date is this one)"),
    }
