"""To whom the files of a colleague go, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shubbak.cases.models import Case
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import text
from shubbak.foundation.text import isolate_ltr
from shubbak.people.models import Staff


@dataclass(frozen=True)
class Handing:
    """Whose files, those that are listed, how many there are; who may receive them, with their loads."""

    colleague: Staff
    files: Sequence[Case]
    count: int
    receivers: Sequence[Staff]
    loads: Mapping[int, int]


class HandOverForm(AdministrationForm):
    """All files or those ticked; one receiver or several."""

    about: Handing
    reason = text(_("Reason"), _("Write why: it stands in the history of each file."))

    def arrange(self) -> None:
        self.fields["receivers"] = forms.MultipleChoiceField(
            label=gettext("Who receives the files"),
            choices=[(str(staff.pk), self._receiver(staff)) for staff in self.about.receivers],
            widget=forms.CheckboxSelectMultiple(),
            help_text=gettext("Of several each file goes to whoever has the least at hand."),
            error_messages={"required": gettext("Choose at least one colleague.")},
        )
        self.fields["which"] = forms.ChoiceField(
            label=gettext("Which files"),
            choices=[("all", self._all()), ("ticked", gettext("Only those ticked below"))],
            initial="all",
            widget=forms.RadioSelect(),
            error_messages={"required": gettext("Say which files.")},
        )
        self.fields["files"] = forms.MultipleChoiceField(
            label=gettext("Files"),
            choices=[(str(case.pk), self._file(case)) for case in self.about.files],
            required=False,
            widget=forms.CheckboxSelectMultiple(),
        )
        self.order_fields(["receivers", "reason", "which", "files"])

    def only(self) -> list[UUID] | None:
        """The files that were ticked; None for all of them."""
        if self.cleaned_data["which"] == "all":
            return None
        return [UUID(pk) for pk in self.cleaned_data["files"]]

    def chosen(self) -> list[Staff]:
        picked = set(self.cleaned_data["receivers"])
        return [staff for staff in self.about.receivers if str(staff.pk) in picked]

    def _all(self) -> str:
        count = self.about.count
        said = ngettext("The only one: %(count)s file", "All: %(count)s files", count)
        return said % {"count": count}

    def _receiver(self, staff: Staff) -> str:
        count = self.about.loads.get(staff.pk, 0)
        said = ngettext("%(name)s – %(count)s open file", "%(name)s – %(count)s open files", count)
        return said % {"name": staff.named_in(self.language), "count": count}

    def _file(self, case: Case) -> str:
        return f"{isolate_ltr(case.number)} – {self.picked(case.title)}"
