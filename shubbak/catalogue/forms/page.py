"""The form of one page: draws its questions, reads them, keeps what was typed when it refuses."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, override

from shubbak.catalogue.forms.fields import Under, fields_of, part_name
from shubbak.catalogue.forms.groups import drawn_count, reshaped, row_name, rows_sent
from shubbak.catalogue.forms.places import PARTS
from shubbak.catalogue.forms.reading import read_answer
from shubbak.catalogue.forms.refusal import AnswerRefused, Reading
from shubbak.catalogue.spec import Condition, Page, Question, ServiceSpec
from shubbak.foundation.localized import pick

_PERSON_PARTS = ("name", "identity_kind", "identity_number")


class PageForm(forms.Form):
    """After ``is_valid()``: ``answers`` holds what to keep of this page (None where an answer was taken
    back),
    ``given_files`` the files by document.
    """

    use_required_attribute = False

    def __init__(
        self,
        spec: ServiceSpec,
        page: Page,
        answers: Mapping[str, Any],
        reading: Reading,
        *,
        papers: Mapping[str, int],
        data: Mapping[str, Any] | None = None,
        files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
    ) -> None:
        grown = reshaped(page, data) if data is not None else None
        self.is_reshaping = grown is not None
        data = data if grown is None else grown
        super().__init__(data=data, files=files, initial=_initial(page, answers))
        self.spec, self.page, self.before, self.reading, self.papers = spec, page, answers, reading, papers
        self.answers: dict[str, Any] = {}
        self.given_files: dict[str, list[UploadedFile[Any]]] = {}
        with override(reading.language):
            for question in _drawn(page, answers):
                rows = drawn_count(question, answers.get(question.id), data)
                under = _under(page, question)
                self.fields.update(fields_of(spec, question, reading.language, under, rows))
        self._title_itself()

    def is_valid(self) -> bool:
        """A page whose rows were just added or taken away is drawn again, whatever it holds."""
        return super().is_valid() and not self.is_reshaping

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        with override(self.reading.language):
            for question in self.page.questions:
                if self._is_asked(question):
                    self._read(question)
                else:
                    self.answers[question.id] = None
        return cleaned

    def _title_itself(self) -> None:
        """The only question of a page is its title: it is not written twice."""
        first = self.page.questions[0]
        if self.page.title == first.label and first.id in self.fields:
            self.fields[first.id].titled = True  # type: ignore[attr-defined]

    def _is_asked(self, question: Question) -> bool:
        return question.when is None or question.when.holds({**self.before, **self.answers})

    def _read(self, question: Question) -> None:
        if question.type == "files":
            self._take_files(question)
            return
        raw = self._raw(question)
        try:
            self.answers[question.id] = read_answer(question, raw, self.reading)
        except AnswerRefused as refusal:
            for part, message in ({} if self.is_reshaping else refusal.problems).items():
                self.add_error(self._box(question, part, raw), message)

    def _raw(self, question: Question) -> Any:
        typed = self.cleaned_data
        if question.type == "place":
            kind = typed.get(question.id) or ""
            parts = {p: typed.get(part_name(question, f"{kind}-{p}"), "") for p in PARTS.get(kind, ())}
            return {"choice": kind, **parts}
        if question.type == "person":
            return {part: typed.get(part_name(question, part), "") for part in _PERSON_PARTS}
        if question.type == "group":
            return rows_sent(question, typed)
        return typed.get(question.id)

    def _box(self, question: Question, part: str, raw: Any) -> str:
        if question.type == "place" and part:
            return part_name(question, f"{raw['choice']}-{part}")
        if question.type == "person":
            return part_name(question, part or "name")
        return part_name(question, part.replace(".", "-", 1)) if part else question.id

    def _take_files(self, question: Question) -> None:
        given: list[UploadedFile[Any]] = self.cleaned_data.get(question.id) or []
        before = self.papers.get(question.document, 0)
        if len(given) + before > question.max_files:
            words = gettext("At most %(count)d files. Remove some.") % {"count": question.max_files}
            self.add_error(question.id, words)
        elif question.required and not given and not before:
            words = pick(question.missing, self.reading.language) or gettext("Choose the file to send.")
            self.add_error(question.id, words)
        else:
            self.given_files[question.document] = given


def _drawn(page: Page, answers: Mapping[str, Any]) -> Iterator[Question]:
    """Questions to draw: those that hold, and those that an answer on this very page may bring up."""
    here = {question.id for question in page.questions}
    for question in page.questions:
        when = question.when
        if when is None or here & set(when.questions()) or when.holds(answers):
            yield question


def _under(page: Page, question: Question) -> Under:
    """The row that a question stands under: its condition is one answer to a question of this page."""
    when: Condition | None = question.when
    if when is None or when.kind != "equals" or len(when.values) != 1:
        return None
    asked = next((other for other in page.questions if other.id == when.question), None)
    return (asked.id, when.values[0]) if asked is not None and asked.type in ("choice", "yes_no") else None


def _initial(page: Page, answers: Mapping[str, Any]) -> dict[str, Any]:
    initial: dict[str, Any] = {}
    for question in page.questions:
        answer = answers.get(question.id)
        if question.type == "place" and isinstance(answer, Mapping):
            kind = answer.get("choice")
            initial[question.id] = kind
            initial |= {
                part_name(question, f"{kind}-{part}"): answer[part] for part in answer if part != "choice"
            }
        elif question.type == "person" and isinstance(answer, Mapping):
            initial |= {part_name(question, part): answer[part] for part in answer}
        elif question.type == "group" and isinstance(answer, list):
            initial |= {
                row_name(question, rank, part.id): _as_typed(part, row.get(part.id))
                for rank, row in enumerate(answer)
                for part in question.parts
            }
        elif answer is not None:
            initial[question.id] = _as_typed(question, answer)
    return initial


def _as_typed(question: Question, answer: Any) -> Any:
    """A kept answer as a box shows it."""
    if question.type == "yes_no" and answer is not None:
        return "true" if answer else "false"
    if question.type == "date" and answer:
        return " ".join(str(int(part)) for part in reversed(str(answer).split("-")))
    return answer
