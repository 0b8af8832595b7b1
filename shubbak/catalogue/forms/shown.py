"""Answers in words, for the review page, the desk and the papers; and what they say of the applicant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any

from django.utils.translation import gettext, override

from shubbak.catalogue.spec import Question, ServiceSpec
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text.dates import long_date
from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.text.phones import shown_phone


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in words. ``page`` is where it can be changed."""

    label: str
    text: str
    question: str
    page: str


def answers_shown(
    spec: ServiceSpec, answers: Mapping[str, Any], language: str, country: str = "ma", digits: str = "latn"
) -> list[ShownAnswer]:
    """Given answers in the order of the form, then what they make of the file; files are not among them."""
    with override(language):
        words = _Words(language, country, digits)
        return [
            ShownAnswer(
                pick(question.short or question.label, language),
                words.of(question, answers[question.id]),
                question.id,
                page.id,
            )
            for page in spec.pages
            for question in page.questions
            if question.id in answers and question.type != "files"
        ] + [shown for shown in classes_shown(spec, answers, language) if shown.question in answers]


def classes_shown(spec: ServiceSpec, answers: Mapping[str, Any], language: str) -> list[ShownAnswer]:
    """What the answers make of the file, and why: `صنف المشروع`, `مشروع كبير: …`. No page asks for it."""
    shown = []
    for name, derived in spec.derived.items():
        rule = derived.rule_for(answers)
        said = (derived.values[rule.value], rule.why, rule.text)
        value, why, text = (pick(words, language) for words in said)
        shown.append(ShownAnswer(pick(derived.title, language), f"{value}: {why} ({text})", name, ""))
    return shown


def title_of(spec: ServiceSpec, answers: Mapping[str, Any], language: str, country: str = "ma") -> str:
    """The title of a case, from its answers; the title of the service where an answer is missing."""
    pattern = pick(spec.title_of_case, language)
    names = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
    named = {name: answers[name] for name in names if name in answers}
    texts = {shown.question: shown.text for shown in answers_shown(spec, named, language, country)}
    if not pattern or any(name not in texts for name in names):
        return pick(spec.title, language)
    return pattern.format_map(texts)


def applicant_of(spec: ServiceSpec, answers: Mapping[str, Any]) -> dict[str, str]:
    """What the answers say of the person: name, identity_kind, identity_number, phone, email, address,
    preferred_channel, as far as the form asks for them.
    """
    facts: dict[str, str] = {}
    for question in spec.questions():
        answer = answers.get(question.id)
        if question.type == "person" and isinstance(answer, Mapping):
            facts.update({name: str(value) for name, value in answer.items()})
        elif question.binds and answer:
            facts[question.binds] = str(answer)
    return facts


@dataclass(frozen=True, slots=True)
class _Words:
    language: str
    country: str
    digits: str

    def of(self, question: Question, answer: Any) -> str:
        if question.type in ("choice", "choices"):
            chosen = answer if isinstance(answer, list) else [answer]
            return self.listed(self.localized(question.choice_label(str(value)) or {}) for value in chosen)
        if question.type == "yes_no":
            return gettext("Yes") if answer else gettext("No")
        if question.type == "date":
            return long_date(date.fromisoformat(answer), self.language, self.country, self.digits)
        if question.type == "number":
            return self._number(question, answer)
        return self._of_person_or_place(question, answer)

    def _of_person_or_place(self, question: Question, answer: Any) -> str:
        if question.type == "phone":
            return shown_phone(str(answer), self.country)
        if question.type == "place":
            return self._place(question, answer)
        if question.type == "person":
            return str(answer.get("name", ""))
        return self._rows(question, answer) if question.type == "group" else str(answer)

    def _rows(self, question: Question, rows: Sequence[Mapping[str, Any]]) -> str:
        """A line for each row: `العقار 2: 12345/31، 300 متر مربع`."""
        item = self.localized(question.item or question.label)
        return "\n".join(
            f"{item} {self._figure(rank)}: "
            + self.listed(self.of(part, row[part.id]) for part in question.parts if part.id in row)
            for rank, row in enumerate(rows, start=1)
        )

    def _figure(self, number: int) -> str:
        return to_digits(str(number), self.digits) if self.language == "ar" else str(number)

    def _number(self, question: Question, answer: Any) -> str:
        text = str(answer) if self.language == "en" else str(answer).replace(".", ",")
        shown = to_digits(text, self.digits) if self.language == "ar" else text
        return f"{shown} {self.localized(question.unit)}".strip()

    def _place(self, question: Question, place: Mapping[str, str]) -> str:
        districts = {choice.value: choice.label for choice in question.districts}
        district = place.get("district", "")
        parts = [
            gettext("contract %(number)s") % {"number": place["contract"]} if place.get("contract") else "",
            place.get("street", ""),
            self.localized(districts.get(district, {})) or district,
            place.get("landmark", ""),
            place.get("point", ""),
        ]
        return self.listed(part for part in parts if part)

    def listed(self, words: Any) -> str:
        return ("، " if self.language == "ar" else ", ").join(words)

    def localized(self, words: Localized) -> str:
        return pick(words, self.language)
