"""Keeping a list under a name."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.cases.models import SavedFilter
from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line
from shubbak.desk.trail import Trail
from shubbak.people.models import Unit
from shubbak.people.queries import units_reached

NO_TRAIL = Trail()


@dataclass(frozen=True)
class Wanted:
    """A list to be kept, or one that is kept already."""

    trail: Trail = NO_TRAIL
    kept: SavedFilter | None = None


class KeepForm(AdministrationForm):
    """A name, and with which of one's units the list is shared."""

    about: Wanted
    name = line(_("Name of the list"), _("Write a name."), max_length=60)

    def arrange(self) -> None:
        roles, kept = self.visit.roles, self.about.kept
        self.units = {unit.code: unit for unit in units_reached(roles) if unit.code in roles.units}
        shared = [(code, self._everybody_of(unit.name)) for code, unit in self.units.items()]
        self.fields["shared_with"] = forms.ChoiceField(
            label=gettext("Who finds it beside the tabs"),
            choices=[("", gettext("Only I")), *shared],
            required=False,
            widget=forms.RadioSelect(),
            initial=kept.shared_with.code if kept and kept.shared_with else "",
            help_text=gettext("In a shared list everybody sees only the files that they may see."),
        )
        if kept:
            self.fields["name"].initial = kept.name

    def shared_with(self) -> Unit | None:
        return self.units.get(self.cleaned_data["shared_with"])

    def _everybody_of(self, name: Mapping[str, str]) -> str:
        return gettext("All of %(unit)s") % {"unit": self.picked(name)}
