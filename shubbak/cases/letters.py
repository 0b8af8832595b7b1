"""Letters and messages in words, made whenever they are read from what the letter's row and the case say."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, current_agency
from shubbak.cases.letter_time import due_of, due_reason_of, until_of
from shubbak.cases.links import link_path, link_token
from shubbak.cases.models import Case, CaseLetter, Correspondence, ObservationItem
from shubbak.catalogue.queries import spec_of, version_kept, wording_of
from shubbak.catalogue.spec import Letter, ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.foundation.reading import rows_where
from shubbak.foundation.text import amount, isolate, isolate_ltr, long_date, shown_phone
from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered, Withdrawn
from shubbak.people.models import Unit

_FIELD = re.compile(r"\{(\w+)\}")
_GREETED = re.compile(r" \{person\}(?=[،,]\s*$)", re.MULTILINE)
_ASIDE = re.compile(r" ?\(\{subject\}\)")
_UNKNOWN = frozenset({"portal", "api"})
"""Channels at which nobody of the body has seen who deposits."""
DESK = "desk:"
_LEGAL = frozenset({"decision", "observations"})
"""Kinds of papers from which a delay of the person's runs."""


def render_message(message: Message) -> Rendered:
    """What a message about a case says (`notifications.registry`).

    :raises Withdrawn: when the case or the letter is gone.
    """
    cases = rows_where(Case, "this.id = %s", [message.about_id], related=("applicant", "unit"))
    if not cases:
        raise Withdrawn
    case = cases[0]
    case.service_version = version_kept(case.service_version_id)
    if message.template.startswith(DESK):
        return _desk_notice(case, message)
    if message.template == "correspondence":
        return _own_words(case, message)
    letters = rows_where(CaseLetter, "this.id = %s", [message.context.get("letter")])
    if not letters:
        raise Withdrawn
    said = rendered_letter(case, letters[0], message.language, known=_is_known(case, message))
    return _as_reminder(said) if message.context.get("reminder") else said


def _as_reminder(said: Rendered) -> Rendered:
    """The same letter once more, which says at once that it is a reminder."""
    words = {"words": said.short or said.subject}
    return replace(
        said,
        subject=gettext("Reminder: %(words)s") % {"words": said.subject},
        short=gettext("Reminder: %(words)s") % words,
    )


def rendered_letter(case: Case, letter: CaseLetter, language: str, *, known: bool = True) -> Rendered:
    """A letter of the pack with its fields filled; every value isolated, so that nothing turns the line
    round.

    :param known: whether the body has seen who deposited. Else the words of whoever did stay out of what is
        sent: the address may be somebody else's, and we carry no stranger's words there (promise P16).
    """
    spec, agency = spec_of(case.service_version), current_agency()
    text = worded(spec.letters[letter.name], case.service, language, letter.at)
    values = letter_values(case, letter, spec, agency, language)
    fill = filled if known else _filled_without_their_words
    return Rendered(
        subject=fill(pick(text.subject, language), values),
        text=fill(pick(text.body, language), values),
        short=fill(pick(text.sms, language), values) if text.sms else "",
        sender_name=agency.localized_name(language),
        must_leave=_has_legal_weight(spec, letter.name),
    )


def worded(letter: Letter, service: str, language: str, at: datetime) -> Letter:
    """A letter of the pack, in the agency's own words of that language where it had any at this instant."""
    own = wording_of(service, letter.name, language, at)
    if own is None:
        return letter
    sms = {**letter.sms, language: own.sms} if letter.sms else letter.sms
    return replace(
        letter,
        subject={**letter.subject, language: own.subject},
        body={**letter.body, language: own.body},
        sms=sms,
    )


def _has_legal_weight(spec: ServiceSpec, name: str) -> bool:
    """The acknowledgement of a deposit, what is asked of the person, and a decision: time runs from them."""
    at_deposit = any(effect.options.get("letter") == name for effect in spec.deposit.effects)
    return at_deposit or spec.letters[name].paper in _LEGAL


def letter_values(
    case: Case, letter: CaseLetter, spec: ServiceSpec, agency: Agency, language: str
) -> Mapping[str, Callable[[], str]]:
    """All fields that a letter may hold, each ready to stand in running text, made when it is asked for."""
    facts, zone = letter.facts, ZoneInfo(agency.zone)

    @cache
    def unit() -> Unit:
        return _unit_of(facts.get("unit"), case)

    def day(instant: datetime | None) -> str:
        if instant is None:
            return ""
        return isolate(long_date(instant.astimezone(zone).date(), language, agency.country, agency.digits))

    result = str(facts.get("result") or case.result)
    return {
        "agency": lambda: isolate(agency.localized_name(language)),
        "service": lambda: isolate(pick(spec.title, language)),
        "number": lambda: isolate_ltr(case.number),
        "date": lambda: day(case.opened_at),
        "person": lambda: isolate(case.applicant.name),
        "due": lambda: day(due_of(case, letter)),
        "due_reason": lambda: due_reason_of(case, spec, agency, language, letter),
        "unit": lambda: isolate(pick(unit().name, language)),
        "unit_phone": lambda: _phone_of(unit(), agency),
        "link": lambda: isolate_ltr(address_of(agency, link_path(link_token(letter.id)))),
        "result": lambda: isolate(pick(spec.results[result], language)) if result in spec.results else "",
        "reason": lambda: isolate(str(facts.get("reason", ""))),
        "answer": lambda: str(facts.get("answer", "")),
        "incident": lambda: isolate(str(facts.get("incident", ""))),
        "other": lambda: isolate_ltr(str(facts.get("other", ""))),
        "body": lambda: isolate(str(facts.get("body", ""))),
        "items": lambda: items_text(facts.get("observation"), spec, language),
        "appeal": lambda: "\n".join(pick(way, language) for way in spec.card.appeal),
        "until": lambda: day(until_of(case, spec, letter)),
        "subject": lambda: isolate(pick(case.title, language)),
        "amount": lambda: _amount(facts.get("amount"), agency, language),
        "made": lambda: _made(facts.get("made", ""), language),
        "days_late": lambda: _days_late(case, letter.at),
    }


def _amount(minor: object, agency: Agency, language: str) -> str:
    if not isinstance(minor, int):
        return ""
    return isolate(amount(minor, agency.currency, language, agency.country, agency.digits))


def _made(made: object, language: str) -> str:
    return pick(made, language) if isinstance(made, dict) else str(made)


def _unit_of(code: object, case: Case) -> Unit:
    """The unit that a letter names; the one in charge of the case where it names none that exists."""
    if not code or code == case.unit.code:
        return case.unit
    named = rows_where(Unit, "this.code = %s", [str(code)])
    return named[0] if named else case.unit


def _phone_of(unit: Unit, agency: Agency) -> str:
    phone = next((str(entry.get("number", "")) for entry in (unit.phones or agency.phones)), "")
    return isolate_ltr(shown_phone(phone, agency.country)) if phone else ""


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


def _days_late(case: Case, at: datetime) -> str:
    late = (at - case.due_at).days if case.due_at and at > case.due_at else 0
    return str(late) if late else ""


def _is_known(case: Case, message: Message) -> bool:
    """Whether the body has seen who deposited, or writes to somebody else than them."""
    theirs = {str(case.applicant_id), str(case.submitter_id)}
    return case.channel not in _UNKNOWN or message.person_id not in theirs


def _filled_without_their_words(text: str, values: Mapping[str, Callable[[], str]]) -> str:
    """No name after the greeting, and the service in the place of what they called their matter."""
    plain = _ASIDE.sub("", _GREETED.sub("", text))
    return filled(plain, {**values, "person": lambda: gettext("the applicant"), "subject": values["service"]})


def filled(text: str, values: Mapping[str, Callable[[], str]]) -> str:
    """The text with its places filled."""
    return _FIELD.sub(lambda field: values[field[1]]() if field[1] in values else "", text).strip()


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
        "silence_complained": gettext("the person complains that no answer came in time"),
        "correspondence": gettext("the person has written"),
        "paper": gettext("a paper was added"),
        "joined_answered": gettext("the file that it was joined to has been answered"),
        "infected": gettext("a harmful program was found in one of its papers"),
        "reminded": gettext("you are reminded of this file"),
        "mentioned": gettext("you are named in a note"),
        "opinion_asked": gettext("your unit is asked for its opinion"),
        "opinion_given": gettext("the opinion that you asked for is there"),
        "opinion_late": gettext("the opinion of your unit is late"),
        "payment_reversed": gettext("a payment of its fee was taken back"),
    }
    return words.get(what, what)
