"""A circular as it is written."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, one_of, text, unit_choices
from shubbak.registry.actions import CircularFacts
from shubbak.registry.queries import registers_of_letters


class CircularForm(AdministrationForm):
    """`submission` makes two posts of one form one circular."""

    submission = forms.UUIDField(widget=forms.HiddenInput)
    subject = line(_("Subject"), _("Write what the circular is about."), max_length=500)
    words = text(_("Words of the circular"))
    scan = forms.FileField(
        label=_("The signed circular"),
        required=False,
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
        error_messages={"empty": _("This file is empty. Choose it again.")},
    )

    def arrange(self) -> None:
        self.fields["submission"].initial = uuid4()
        self.fields["subject"].widget.attrs.update({"dir": "auto", "autocomplete": "off"})
        books = [
            (book.code, self.picked(book.title))
            for book in registers_of_letters()
            if book.direction == "internal"
        ]
        first = books[0][0] if books else ""
        self.fields["register"] = one_of(
            gettext("Register"), books, gettext("Choose one."), listed=True, initial=first
        )
        self.fields["units"] = forms.MultipleChoiceField(
            label=gettext("Told to"),
            choices=unit_choices(self.language),
            required=False,
            widget=forms.CheckboxSelectMultiple(),
            help_text=gettext("Tick units. If none is ticked, everybody is told."),
        )

    @property
    def submission_id(self) -> UUID:
        return UUID(str(self.cleaned_data["submission"]))

    def facts(self, papers: tuple[UUID, ...]) -> CircularFacts:
        typed: dict[str, Any] = self.cleaned_data
        return CircularFacts(
            subject=typed["subject"], words=typed["words"], units=tuple(typed["units"]), papers=papers
        )
