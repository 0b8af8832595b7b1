"""The form of a step that the pack gives to the person: the words and papers that its guards need."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from shubbak.cases.actions import take_own_step
from shubbak.cases.models import Case
from shubbak.cases.rules import PaperFacts, Refused
from shubbak.catalogue.spec import Requirement, ServiceSpec, Step
from shubbak.documents.rules import FileRefused
from shubbak.documents.wording import refusal_words
from shubbak.foundation.localized import pick
from shubbak.portal.answering import applicant_of
from shubbak.portal.filling.guide import spoken
from shubbak.portal.forms import FilesField
from shubbak.portal.receiving import accepted, store_all
from shubbak.portal.wording import refused_words

_WORDS = ("reason", "answer")


class OwnStepForm(forms.Form):
    """Words where a guard asks for them; a box for each paper that a guard names, else one for any papers."""

    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=5000,
        error_messages={"required": gettext_lazy("Write what you want to say.")},
        widget=forms.Textarea(attrs={"rows": "5", "dir": "auto"}),
    )

    def __init__(self, spec: ServiceSpec, step: Step, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.step = step
        self.fields["words"].required = any(map(step.needs_guard, _WORDS))
        named = [need.argument for need in step.needs if need.name == "document"]
        self.papers: dict[str, Requirement | None] = {f"paper-{name}": spec.documents[name] for name in named}
        for field, paper in self.papers.items():
            title = pick(paper.title, spoken()) if paper else ""
            self.fields[field] = FilesField(label=title, formats=accepted(paper))
        if not named:
            self.papers = {"papers": None}
            self.fields["papers"] = FilesField(
                label=gettext("Papers that go with it"),
                help_text=gettext("Not required. Photographs or PDF files."),
                required=False,
                formats=accepted(None),
            )


def send_step(case: Case, form: OwnStepForm, at: datetime) -> bool:
    """Take the step with what was written and sent; False with what is wrong in the form."""
    if not form.is_valid():
        return False
    papers: list[PaperFacts] = []
    for field, paper in form.papers.items():
        try:
            stored = store_all(form.cleaned_data[field], paper, at)
        except FileRefused as refused:
            form.add_error(field, refusal_words(refused))
            return False
        papers += [PaperFacts(document, paper.name if paper else "") for document in stored]
    words, actor = form.cleaned_data["words"], applicant_of(case)
    try:
        take_own_step(case=case, step=form.step.name, words=words, actor=actor, at=at, papers=papers)
    except Refused as refused_step:
        form.add_error(None, refused_words(refused_step))
        return False
    return True
