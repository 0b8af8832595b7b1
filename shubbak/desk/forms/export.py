"""What is asked of whoever takes a table away."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

FORMATS = [
    ("xlsx", pgettext_lazy("format", "Excel workbook")),
    ("csv", pgettext_lazy("format", "CSV text")),
    ("json", pgettext_lazy("format", "JSON document")),
]
_LONGEST_REASON = 500


class ArchiveForm(forms.Form):
    """A whole file holds persons' data: it leaves against a reason."""

    use_required_attribute = False
    refusal: Promise | str = ""
    reason = forms.CharField(
        label=_("Why the file leaves"),
        max_length=_LONGEST_REASON,
        error_messages={"required": _("Write what the persons' data are needed for.")},
    )


class ExportForm(forms.Form):
    """Read from the address: taking a table away changes nothing, and auditors may do it too."""

    use_required_attribute = False
    refusal: Promise | str = ""
    format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=FORMATS,
        initial="xlsx",
        widget=forms.RadioSelect(),
        error_messages={
            "required": _("Choose the kind of file."),
            "invalid_choice": _("Choose the kind of file."),
        },
    )
    personal = forms.BooleanField(
        label=_("With the subject, the person and the telephone"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why you need them"),
        help_text=_("Identity numbers stay masked. A reason is then needed, and the journal keeps it."),
        max_length=_LONGEST_REASON,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("personal") and not typed.get("reason", "").strip():
            self.add_error("reason", gettext("Write what the persons' data are needed for."))
        return typed
