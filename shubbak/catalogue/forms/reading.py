"""Reads one answer as a person typed it, in any digits, into what is kept; or says what to do about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext

from shubbak.catalogue.forms.places import read_place
from shubbak.catalogue.forms.refusal import AnswerRefused, Reading
from shubbak.catalogue.spec import Question
from shubbak.catalogue.spec.conditions import is_filled
from shubbak.foundation.localized import pick
from shubbak.foundation.text.dates import near_day
from shubbak.foundation.text.digits import to_western_digits
from shubbak.foundation.text.isolation import all_without_controls, one_line, without_controls
from shubbak.foundation.text.phones import parse_phone

__all__ = ["AnswerRefused", "Reading", "read_answer"]

IDENTITY_KINDS = ("national_id", "passport", "residence", "company")
LONGEST = {"text": 300, "long_text": 5000}
LISTS, MAPPINGS = frozenset({"choices", "group", "files"}), frozenset({"place", "person"})
"""Types whose answer is a list, or a mapping of single values; all others take one value."""

_DATE = re.compile(r"^(\d{1,2})[\s/.\-]+(\d{1,2})[\s/.\-]+(\d{4})$")
_CONTRACT = re.compile(r"^\d{4,20}$")
_IDENTITY = re.compile(r"^[A-Z0-9]{4,20}$")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it came, with its question and what reading needs."""

    question: Question
    raw: Any
    reading: Reading


def read_answer(question: Question, raw: object, reading: Reading) -> Any:
    """What is kept of an answer: text, number, ISO date, list or mapping; None if nothing was answered.

    :raises AnswerRefused: with the message for the person, and the part of the question it concerns.
    """
    raw = all_without_controls(raw)
    if not is_filled(raw):
        if question.required:
            raise AnswerRefused(_missing(question, reading))
        return None
    if not _has_its_shape(question, raw):
        raise AnswerRefused(gettext("Give one answer here, in the form that is asked."))
    answer = _READERS[question.type](Given(question, raw, reading))
    _check(question, answer, reading)
    return answer


def _has_its_shape(question: Question, raw: object) -> bool:
    if isinstance(raw, Mapping):
        return question.type in MAPPINGS and not any(
            isinstance(part, list | tuple | Mapping) for part in raw.values()
        )
    return question.type in LISTS or not isinstance(raw, list | tuple)


def _text(given: Given) -> str:
    reads = one_line if given.question.type == "text" else _paragraphs
    text = reads(str(given.raw))
    if given.question.required and not text:
        raise AnswerRefused(_missing(given.question, given.reading))
    if len(text) > LONGEST[given.question.type]:
        raise AnswerRefused(gettext("This text is too long. Shorten it."))
    return text


def _paragraphs(typed: str) -> str:
    lines = typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(without_controls(line).rstrip() for line in lines).strip()


def _number(given: Given) -> int | float:
    typed = to_western_digits(str(given.raw)).replace("\u202f", "").replace("\u00a0", "").replace(" ", "")
    try:
        number = Decimal(typed.replace("٫", ".").replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise AnswerRefused(gettext("Write a number in figures, such as 120."))
    return int(number) if number == number.to_integral_value() else float(number)


def _date(given: Given) -> str:
    typed = to_western_digits(str(given.raw)).strip()
    if called := near_day(typed, given.reading.today):
        return called.isoformat()
    written = _DATE.match(typed)
    try:
        day = (
            date(int(written[3]), int(written[2]), int(written[1])) if written else date.fromisoformat(typed)
        )
    except ValueError:
        raise AnswerRefused(gettext("Write the day, the month and the year, such as 2 11 2026.")) from None
    return day.isoformat()


def _choice(given: Given) -> str:
    if given.question.choice_label(str(given.raw)) is None:
        raise AnswerRefused(
            pick(given.question.missing, given.reading.language) or gettext("Choose one of the answers.")
        )
    return str(given.raw)


def _choices(given: Given) -> list[str]:
    chosen = [given.raw] if isinstance(given.raw, str) else given.raw
    if not isinstance(chosen, list | tuple):
        raise AnswerRefused(gettext("Choose one of the answers."))
    return list(dict.fromkeys(_choice(replace(given, raw=value)) for value in chosen))


def _yes_no(given: Given) -> bool:
    words = {"true": True, "yes": True, "false": False, "no": False}
    answer = words.get(str(given.raw).lower())
    if answer is None:
        raise AnswerRefused(_missing(given.question, given.reading))
    return answer


def _contract(given: Given) -> str:
    typed = re.sub(r"[\s\-]", "", to_western_digits(str(given.raw)))
    if not _CONTRACT.match(typed):
        raise AnswerRefused(gettext("Write the contract number in figures, as on the bill."))
    return typed


def _phone(given: Given) -> str:
    number = parse_phone(str(given.raw)[:40], given.reading.country)
    if number is None:
        raise AnswerRefused(gettext("Write the telephone number with all of its figures."))
    return number


def _email(given: Given) -> str:
    typed = one_line(str(given.raw))
    try:
        validate_email(typed)
    except ValidationError:
        raise AnswerRefused(gettext("Write the e-mail address in full, such as name@example.com.")) from None
    return typed


def _person(given: Given) -> dict[str, str]:
    if not isinstance(given.raw, Mapping):
        raise AnswerRefused(_missing(given.question, given.reading))
    name = one_line(str(given.raw.get("name") or ""))
    kind = str(given.raw.get("identity_kind") or IDENTITY_KINDS[0])
    number = re.sub(r"[\s\-.]", "", to_western_digits(str(given.raw.get("identity_number") or ""))).upper()
    if not 2 <= len(name) <= 120:
        raise AnswerRefused(gettext("Write the full name, as on the identity card."), "name")
    if kind not in IDENTITY_KINDS:
        raise AnswerRefused(gettext("Choose the kind of identity paper."), "identity_kind")
    if not _IDENTITY.match(number):
        raise AnswerRefused(
            gettext("Write the number as it stands on the identity paper."), "identity_number"
        )
    return {"name": name, "identity_kind": kind, "identity_number": number}


_READERS: dict[str, Callable[[Given], Any]] = {
    "text": _text,
    "long_text": _text,
    "number": _number,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "yes_no": _yes_no,
    "contract": _contract,
    "phone": _phone,
    "email": _email,
    "person": _person,
    "place": lambda given: read_place(given.question, given.raw, given.reading),
    "group": lambda given: _rows(given),
    "files": lambda _: None,  # laid beside the form, not among the answers
}


def _rows(given: Given) -> list[dict[str, Any]]:
    """A mapping for each row that is not empty.

    :raises AnswerRefused: for too few or too many rows, or naming each part of a row that is wrong.
    """
    question, raw = given.question, given.raw
    if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
        raise AnswerRefused(_missing(question, given.reading))
    filled = [(rank, row) for rank, row in enumerate(raw) if is_filled(row)]
    if question.required and len(filled) < max(1, question.least):
        raise AnswerRefused(_missing(question, given.reading))
    if len(filled) > question.most:
        raise AnswerRefused(gettext("At most %(count)d rows. Remove some.") % {"count": question.most})
    problems: dict[str, str] = {}
    rows = [_row(question, rank, row, given.reading, problems) for rank, row in filled]
    if problems:
        part, message = next(iter(problems.items()))
        raise AnswerRefused(message, part, problems)
    return rows


def _row(
    question: Question, rank: int, raw: Mapping[str, Any], reading: Reading, problems: dict[str, str]
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for part in question.parts:
        try:
            answer = read_answer(part, raw.get(part.id), reading)
        except AnswerRefused as refusal:
            problems[f"{rank}.{part.id}"] = refusal.message
            continue
        if answer is not None:
            row[part.id] = answer
    for name in sorted(set(raw) - {part.id for part in question.parts}):
        problems[f"{rank}.{name}"] = gettext("This service does not ask this question.")
    return row


def _check(question: Question, answer: Any, reading: Reading) -> None:
    for check in question.checks:
        if answer is not None and not _CHECKS[check.kind](answer, check.value, reading):
            raise AnswerRefused(pick(check.message, reading.language))


_CHECKS: dict[str, Callable[[Any, str, Reading], bool]] = {
    "pattern": lambda answer, value, _: re.fullmatch(value, str(answer)) is not None,
    "min": lambda answer, value, _: Decimal(str(answer)) >= Decimal(value),
    "max": lambda answer, value, _: Decimal(str(answer)) <= Decimal(value),
    "max_length": lambda answer, value, _: len(str(answer)) <= int(value),
    "not_future": lambda answer, _, reading: date.fromisoformat(answer) <= reading.today,
    "not_past": lambda answer, _, reading: date.fromisoformat(answer) >= reading.today,
}


def _missing(question: Question, reading: Reading) -> str:
    return pick(question.missing, reading.language) or gettext("Answer this question.")
