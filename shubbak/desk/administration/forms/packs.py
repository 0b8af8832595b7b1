"""A pack that is laid in."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.catalogue.loader import PackSource, PackUnreadable, read_pack
from shubbak.desk.administration.forms.base import AdministrationForm


class PackForm(AdministrationForm):
    """One YAML file; what cannot be read is said with its line."""

    pack = forms.FileField(
        label=_("Service pack (YAML)"),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("This file is empty. Choose it again."),
        },
    )
    source: PackSource
    text = ""

    def clean_pack(self) -> Any:
        file = self.cleaned_data["pack"]
        content = file.read()
        try:
            self.source = read_pack(content, Path(Path(file.name).name))
        except PackUnreadable as error:
            words = gettext("Line %(line)s: %(words)s") % {"line": error.line, "words": error.words}
            raise forms.ValidationError(words) from None
        self.text = content.decode()
        return file
