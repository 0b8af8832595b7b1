"""Answering what the body asked: a file for each paper, or words where words may do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from shubbak.cases.actions import add_paper, answer_observation
from shubbak.cases.models import Case
from shubbak.cases.queries import TrackingView
from shubbak.cases.queries.tracking import AskedShown
from shubbak.cases.rules import AnswerItem, PaperFacts, Refused
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.journal.rules import Actor
from shubbak.portal.forms import FilesField, PaperForm
from shubbak.portal.receiving import accepted, store_all
from shubbak.portal.wording import refused_words


def applicant_of(case: Case) -> Actor:
    """Whoever opened the file with its code acts as its applicant; under a mandate, in their own name."""
    if case.lent is not None:
        return Actor(kind="applicant", id=case.lent.id, name=case.lent.name)
    return Actor(kind="applicant", id=str(case.applicant_id), name=case.applicant.name)


class AskedForm(forms.Form):
    """One box for files under each thing asked; a box for words too where no paper of the pack is asked."""

    def __init__(self, view: TrackingView, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.view = view
        for item in view.asked:
            self.fields[self.file_of(item.id)] = FilesField(
                label=gettext("Send a photograph or a PDF file"),
                help_text=gettext_lazy("A photograph taken with the telephone is enough if it can be read."),
                required=bool(item.requirement),
                formats=accepted(view.spec.documents.get(item.requirement)),
            )
            if not item.requirement:
                self.fields[self.file_of(item.id)].among = True  # type: ignore[attr-defined]  # read by form_parts
                self.fields[self.words_of(item.id)] = forms.CharField(
                    label=gettext("Or answer in words"),
                    required=False,
                    max_length=5000,
                    widget=forms.Textarea(attrs={"rows": "3", "dir": "auto"}),
                )
                self.fields[self.words_of(item.id)].among = True  # type: ignore[attr-defined]  # read by form_parts

    @staticmethod
    def file_of(item: int) -> str:
        return f"file-{item}"

    @staticmethod
    def words_of(item: int) -> str:
        return f"words-{item}"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for item in self.view.asked:
            if not item.requirement and not _given(cleaned, item):
                self.add_error(self.file_of(item.id), gettext("Send the paper, or answer in words."))
        return cleaned


def _given(cleaned: Mapping[str, Any], item: AskedShown) -> bool:
    return bool(cleaned.get(AskedForm.file_of(item.id)) or cleaned.get(AskedForm.words_of(item.id)))


def send_answer(case: Case, form: AskedForm, at: datetime) -> bool:
    """Give the body what it asked for; False with what is wrong in the form."""
    if not form.is_valid():
        return False
    answers = []
    for item in form.view.asked:
        stored = _stored(form, item, at)
        if stored is None:
            return False
        words = form.cleaned_data.get(form.words_of(item.id), "")
        answers.append(AnswerItem(item.id, words, stored))
    try:
        answer_observation(case=case, actor=applicant_of(case), at=at, answers=answers)
    except Refused as refused:
        form.add_error(None, refused_words(refused))
        return False
    return True


def _stored(form: AskedForm, item: AskedShown, at: datetime) -> list[Any] | None:
    paper = form.view.spec.documents.get(item.requirement)
    try:
        return list(store_all(form.cleaned_data[form.file_of(item.id)], paper, at, item.title))
    except FileRefused as refused:
        form.add_error(form.file_of(item.id), refusal_words(refused))
        return None


def send_paper(case: Case, form: PaperForm, at: datetime) -> bool:
    """Lay further papers into the file; False with what is wrong in the form."""
    if not form.is_valid():
        return False
    said, named = form.cleaned_data, form.given()
    title, requirement = ("", named.name) if named else (said["title"], "")
    try:
        for document in store_all(said["paper"], named, at, title):
            add_paper(case=case, paper=PaperFacts(document, requirement), actor=applicant_of(case), at=at)
    except FileRefused as refused:
        form.add_error("paper", refusal_words(refused))
        return False
    except Refused as refused:
        form.add_error(None, refused_words(refused))
        return False
    return True
