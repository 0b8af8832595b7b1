"""All that the database says of a file, as JSON that a court or an archive can read without this software."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case
from shubbak.catalogue import forms
from shubbak.catalogue.queries import spec_of
from shubbak.feedback.models import Rating
from shubbak.foundation.text import masked_identity
from shubbak.people.models import Person

Shown = dict[str, Any]
_EVENT = (
    "at",
    "what",
    "step",
    "source",
    "target",
    "result",
    "actor_kind",
    "actor_name",
    "words",
    "facts",
    "public",
)
_CLOCK = ("code", "length", "started_at", "due_at", "ended_at", "state", "extended")
_HOLD = ("started_at", "ended_at", "cause")
_ASKED = ("id", "round", "words", "reason", "asked_at", "asked_by_name", "answered_at", "answer")
_ITEM = ("requirement", "title", "words", "answer", "answered_at")
_DECISION = ("round", "result", "reasons", "at", "by_name")
_TELLING = ("round", "at", "by_name", "to_name", "channel", "reached", "words")
_MESSAGE = ("direction", "with_body", "other_name", "address", "subject", "words", "at", "by_name")
_NOTE = ("at", "by_name", "words")
_RATING = ("round", "face", "solved", "words", "at")


def case_facts(case: Case, agency: Agency) -> Shown:
    """Number, service, standing, persons, answers and clocks. Identity numbers are masked."""
    spec = spec_of(case.service_version)
    answers = forms.answers_shown(spec, case.answers, case.language, agency.country, agency.digits)
    return {
        "format": "shubbak case 1",
        "body": {"code": agency.code, "name": agency.name, "zone": agency.zone},
        "id": case.pk,
        "number": case.number,
        "register": case.entry.series.register.code,
        "register_day": case.entry.register_day,
        "received_at": case.entry.received_at,
        "service": {"code": spec.code, "version": spec.version, "title": spec.title},
        "state": {"code": case.state, "title": spec.states[case.state].title},
        "result": {"code": case.result, "title": spec.results.get(case.result, {})},
        "unit": {"code": case.unit.code, "name": case.unit.name},
        "in_charge": case.assignee.name if case.assignee else None,
        "channel": case.channel,
        "language": case.language,
        "title": case.title,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "told_at": case.told_at,
        "applicant": _person(case.applicant),
        "submitter": _person(case.submitter) if case.submitter else None,
        "answers": [{"question": said.question, "label": said.label, "text": said.text} for said in answers],
        "clocks": [
            {**_fields(clock, _CLOCK), "holds": _rows(clock.holds.all(), _HOLD)}
            for clock in case.clocks.prefetch_related("holds")
        ],
    }


def case_history(case: Case) -> Shown:
    """What happened, in the order of time."""
    return {"format": "shubbak history 1", "events": _rows(case.events.all(), _EVENT)}


def case_exchanges(case: Case) -> Shown:
    """What was asked, decided, told, written, noted and rated."""
    observations = case.observations.prefetch_related("items")
    return {
        "format": "shubbak exchanges 1",
        "observations": [
            {**_fields(asked, _ASKED), "items": _rows(asked.items.all(), _ITEM)} for asked in observations
        ],
        "decisions": _rows(case.decisions.all(), _DECISION),
        "tellings": _rows(case.tellings.all(), _TELLING),
        "correspondence": _rows(case.correspondence.all(), _MESSAGE),
        "notes": _rows(case.notes.all(), _NOTE),
        "ratings": _rows(Rating.objects.filter(case=case).order_by("at"), _RATING),
    }


def as_json(shown: Mapping[str, Any]) -> bytes:
    """Readable, in the order of the fields; the same facts give the same bytes."""
    return (json.dumps(shown, ensure_ascii=False, indent=1, default=_value) + "\n").encode()


def _person(person: Person) -> Shown:
    shown = _fields(person, ("kind", "name", "identity_kind", "phone", "email", "address"))
    return {**shown, "identity_number": masked_identity(person.identity_number)}


def _rows(rows: QuerySet[Any] | Iterable[Any], names: tuple[str, ...]) -> list[Shown]:
    return [_fields(row, names) for row in rows]


def _fields(row: Any, names: tuple[str, ...]) -> Shown:
    return {name: getattr(row, name) for name in names}


def _value(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an archive")
