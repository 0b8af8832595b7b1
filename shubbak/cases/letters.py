"""Letters and messages in words, made whenever they are read from what the letter's row and the case say."""

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, current_agency
from shubbak.cases.guards import reopen_until
from shubbak.cases.links import link_path, link_token
from shubbak.cases.models import Case, CaseLetter, Correspondence, ObservationItem
from shubbak.cases.reckoning import reckon_clock
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate, isolate_ltr, long_date, shown_phone
from shubbak.foundation.working_time.explanation import explain
from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.people.models import Unit

_FIELD = re.compile(r"\{(\w+)\}")
DESK = "desk:"


def render_message(message: Message) -> Rendered:
    """What a message about a case says (`notifications.registry`).

    :raises Withdrawn: when the case or the letter is gone.
    """
    wanted = Case.objects.select_related("service_version", "applicant", "unit")
    wanted = wanted.defer("service_version__source")
    case = wanted.filter(pk=message.about_id).first()
    if case is None:
        raise Withdrawn
    if message.template.startswith(DESK):
        return _desk_notice(case, message)
    if message.template == "correspondence":
        return _own_words(case, message)
    letter = CaseLetter.objects.filter(pk=message.context.get("letter")).first()
    if letter is None:
        raise Withdrawn
    return rendered_letter(case, letter, message.language)


def rendered_letter(case: Case, letter: CaseLetter, language: str) -> Rendered:
    """A letter of the pack with its fields filled; every value isolated, so that nothing turns the line
    round.
    """
    spec, agency = spec_of(case.service_version), current_agency()
    text = spec.letters[letter.name]
    values = letter_values(case, letter, spec, agency, language)
    return Rendered(
        subject=_filled(pick(text.subject, language), values),
        text=_filled(pick(text.body, language), values),
        short=_filled(pick(text.sms, language), values) if text.sms else "",
        sender_name=agency.localized_name(language),
    )


def letter_values(
    case: Case, letter: CaseLetter, spec: ServiceSpec, agency: Agency, language: str
) -> Mapping[str, str]:
    """All fields that a letter may hold, each ready to stand in running text."""
    facts, zone = letter.facts, ZoneInfo(agency.zone)
    unit = Unit.objects.filter(code=facts.get("unit")).first() or case.unit
    phone = next((str(entry.get("number", "")) for entry in (unit.phones or agency.phones)), "")
    until = reopen_until(case, spec)

    def day(instant: datetime | None) -> str:
        if instant is None:
            return ""
        return isolate(long_date(instant.astimezone(zone).date(), language, agency.country, agency.digits))

    due = datetime.fromisoformat(facts["due_at"]) if facts.get("due_at") else case.due_at
    result = str(facts.get("result") or case.result)
    return {
        "agency": isolate(agency.localized_name(language)),
        "service": isolate(pick(spec.title, language)),
        "number": isolate_ltr(case.number),
        "date": day(case.opened_at),
        "person": isolate(case.applicant.name),
        "due": day(due),
        "due_reason": _due_reason(case, spec, agency, language, letter.at),
        "unit": isolate(pick(unit.name, language)),
        "unit_phone": isolate_ltr(shown_phone(phone, agency.country)) if phone else "",
        "link": isolate_ltr(address_of(agency, link_path(link_token(letter.id)))),
        "result": isolate(pick(spec.results[result], language)) if result in spec.results else "",
        "reason": isolate(str(facts.get("reason", ""))),
        "answer": str(facts.get("answer", "")),
        "items": items_text(facts.get("observation"), spec, language),
        "appeal": "\n".join(pick(way, language) for way in spec.card.appeal),
        "until": day(until),
        "subject": isolate(pick(case.title, language)),
        "amount": "",
        "days_late": _days_late(case, letter.at),
    }


def items_text(observation: object, spec: ServiceSpec, language: str) -> str:
    """What was asked, one line each."""
    if not observation:
        return ""
    items = ObservationItem.objects.filter(observation_id=str(observation))
    return "\n".join(f"- {item_title(item, spec, language)}" for item in items)


def item_title(item: ObservationItem, spec: ServiceSpec, language: str) -> str:
    requirement = spec.documents.get(item.requirement)
    title = pick(requirement.title, language) if requirement else pick(item.title, language)
    return ": ".join(part for part in (title, item.words) if part)


def _due_reason(case: Case, spec: ServiceSpec, agency: Agency, language: str, at: datetime) -> str:
    promised = spec.public_clock
    clock = case.clocks.filter(code=promised.name).order_by("-started_at").first() if promised else None
    if clock is None:
        return ""
    reckoning = reckon_clock(clock, spec, calendar_of(agency), at, list(clock.holds.all()))
    return explain(reckoning, language, agency.digits)


def _days_late(case: Case, at: datetime) -> str:
    late = (at - case.due_at).days if case.due_at and at > case.due_at else 0
    return str(late) if late else ""


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda field: values.get(field[1], ""), text).strip()


def _own_words(case: Case, message: Message) -> Rendered:
    """What a member of staff wrote to the person or to another body, under the number of the file."""
    line = Correspondence.objects.filter(pk=message.context.get("correspondence")).first()
    if line is None:
        raise Withdrawn
    agency = current_agency()
    number = isolate_ltr(case.number)
    subject = line.subject or gettext("About your file %(number)s") % {"number": number}
    return Rendered(
        subject=subject,
        text=f"{line.words}\n\n{isolate(agency.localized_name(message.language))} – {number}",
        short=gettext("%(agency)s: a message about your file %(number)s awaits you.")
        % {"agency": isolate(agency.localized_name(message.language)), "number": number},
        sender_name=agency.localized_name(message.language),
    )


def _desk_notice(case: Case, message: Message) -> Rendered:
    """A short notice to staff: which file, what happened, where to open it."""
    language = get_language() or message.language
    what = message.template.removeprefix(DESK)
    step = spec_of(case.service_version).steps.get(what)
    happened = pick(step.title, language) if step else _desk_words(what)
    number, title = isolate_ltr(case.number), isolate(pick(case.title, language))
    link = isolate_ltr(address_of(current_agency(), f"/desk/cases/{case.id}"))
    return Rendered(
        subject=gettext("File %(number)s: %(what)s") % {"number": number, "what": happened},
        text=f"{happened}\n{number} – {title}\n{link}",
    )


def _desk_words(what: str) -> str:
    words = {
        "deposited": gettext("a new file has come in"),
        "warning": gettext("its time is running out"),
        "overdue": gettext("its time has run out"),
        "silence_claimed": gettext("the person relies on the silence of the body"),
        "correspondence": gettext("the person has written"),
        "paper": gettext("a paper was added"),
    }
    return words.get(what, what)
