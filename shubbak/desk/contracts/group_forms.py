"""What is typed about a group of an institution's contracts."""

from django import forms
from django.utils.translation import gettext

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import line
from shubbak.utility.subscriptions.models import Contract, Group, Holding, Membership
from shubbak.utility.subscriptions.queries import contract_of, contracts_visible


class OpenGroupForm(AdministrationForm):
    about: Holding

    def arrange(self) -> None:
        self.fields["name"] = line(
            gettext("Name of the group"),
            gettext("Write what the institution calls it."),
            max_length=200,
            initial=self.about.person.name,
            help_text=gettext("As it stands on the paper: schools, street lights…"),
        )


class DayForm(AdministrationForm):
    def add_day(self, label: str) -> None:
        today = in_its_zone(self.visit.at).date()
        self.fields["on"] = day_field(label, gettext("Choose the day."), initial=today)


class JoinForm(DayForm):
    about: Group

    def arrange(self) -> None:
        self.fields["contract"] = line(
            gettext("Contract number"), gettext("Write its number."), max_length=40, help_text=""
        )
        self.fields["contract"].widget.attrs.update({"dir": "ltr", "autocomplete": "off"})
        self.add_day(gettext("First day in the group"))

    def clean_contract(self) -> Contract:
        known = contract_of(self.cleaned_data["contract"])
        found: Contract | None = (
            contracts_visible(self.visit.roles).filter(pk=known.pk).first() if known else None
        )
        if found is None:
            raise forms.ValidationError(gettext("No contract has this number."))
        return found


class LeaveForm(DayForm):
    about: Membership

    def arrange(self) -> None:
        self.add_day(gettext("First day out of the group"))
