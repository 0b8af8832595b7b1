"""What a clerk says about scans: files to take in, how many sheets to print, where a letter begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import one_of
from shubbak.registry.models import ScanPart
from shubbak.registry.scans.rules import MOST_SHEETS


class FilesBox(forms.ClearableFileInput):
    allow_multiple_selected = True


class UploadForm(AdministrationForm):
    """The files themselves are read from the request: there may be several."""

    scans = forms.FileField(
        label=_("Files of the scanner"),
        help_text=_("PDF, TIFF, JPEG or PNG, at most 25 MB each, 20 files at once."),
        widget=FilesBox(attrs={"accept": ".pdf,.tif,.tiff,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose it again.")},
    )


class SeparatorsForm(AdministrationForm):
    count = forms.IntegerField(
        label=_("How many sheets"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=10,
        error_messages={
            "required": _("Write how many sheets are printed."),
            "invalid": _("Write a number."),
        },
    )


class SplitForm(AdministrationForm):
    """The page at which a new letter begins."""

    about: ScanPart

    def arrange(self) -> None:
        size: Any = getattr(self.about, "size", 0)
        pages = [(str(page), gettext("Page %(page)s") % {"page": page}) for page in range(2, size + 1)]
        self.fields["page"] = one_of(
            gettext("The new letter begins at"), pages, gettext("Choose the page."), listed=len(pages) > 6
        )

    @property
    def first(self) -> int:
        """Counted from 0."""
        return int(self.cleaned_data["page"]) - 1


def pages_words(count: int) -> str:
    return ngettext("%(count)s page", "%(count)s pages", count) % {"count": count}
