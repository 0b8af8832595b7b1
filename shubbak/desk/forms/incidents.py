"""General faults: what everybody concerned is told, and which files belong to one."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext, gettext_lazy

from shubbak.cases.models import Case
from shubbak.cases.queries.incidents import to_link
from shubbak.desk.forms.base import ActForm, text
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate, isolate_ltr


class FaultForm(ActForm):
    """What is known of the fault, to open it or to tell how it goes."""

    words = text(
        gettext_lazy("What everybody concerned is told"),
        gettext_lazy("Write what is known: the cause, the place, what is being done and until when."),
        help_text=gettext_lazy(
            "Every person gets it under their own number, and the home page shows it until the fault is"
            " mended. Name nobody."
        ),
    )


class LinkForm(ActForm):
    """Files that are like the lead, to tick; others by their numbers."""

    numbers = text(
        gettext_lazy("Other files, by their numbers"),
        help_text=gettext_lazy("Between spaces or lines, such as 1482/2026 1483/2026."),
    )

    def arrange(self) -> None:
        visit, language = self.given.visit, self.given.language
        self.alike: Sequence[Case] = to_link(visit.staff, self.given.case, visit.at)
        choices = [
            (str(case.pk), f"{isolate_ltr(case.number)} – {isolate(pick(case.title, language))}")
            for case in self.alike
        ]
        if choices:
            self.fields["files"] = forms.MultipleChoiceField(
                label=gettext("Open files of the same kind at the same place"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.order_fields(["files", "numbers"])

    def ticked(self) -> list[Case]:
        chosen = set(self.cleaned_data.get("files", ()))
        return [case for case in self.alike if str(case.pk) in chosen]
