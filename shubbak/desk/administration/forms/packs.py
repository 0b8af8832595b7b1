"""A pack that is laid in."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.catalogue.loader import PackSource, PackUnreadable, read_pack
from shubbak.desk.administration.forms.base import AdministrationForm

LONGEST = 400_000


class ReadingForm(AdministrationForm):
    """A pack that is read as it is laid in: `source` is the pack, `text` what was written."""

    source: PackSource
    text = ""

    def read(self, content: bytes, name: str) -> None:
        """:raises django.forms.ValidationError: with the line that cannot be read."""
        try:
            self.source = read_pack(content, Path(name))
        except PackUnreadable as error:
            words = gettext("Line %(line)s: %(words)s") % {"line": error.line, "words": error.words}
            raise forms.ValidationError(words) from None
        self.text = content.decode()


class PackForm(ReadingForm):
    """One YAML file; what cannot be read is said with its line."""

    pack = forms.FileField(
        label=_("Service pack (YAML)"),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose it again."),
        },
    )

    def clean_pack(self) -> Any:
        file = self.cleaned_data["pack"]
        self.read(file.read(), Path(file.name).name)
        return file


class DraftForm(ReadingForm):
    """A pack written on the page; `about` is its text so far."""

    def arrange(self) -> None:
        box = forms.Textarea(attrs={"rows": 30, "dir": "ltr", "class": "code-text", "spellcheck": "false"})
        self.fields["pack"] = forms.CharField(
            label=gettext("Service pack (YAML)"),
            help_text=gettext("Give it a new version: a published one keeps its content for good."),
            initial=self.about,
            widget=box,
            strip=False,
            max_length=LONGEST,
            error_messages={"required": gettext("Write the pack.")},
        )

    def clean_pack(self) -> str:
        typed = str(self.cleaned_data["pack"]).replace("\r\n", "\n")
        self.read(typed.encode(), "draft.yaml")
        return typed
