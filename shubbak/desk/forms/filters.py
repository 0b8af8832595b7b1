"""What narrows a queue."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext

from shubbak.cases.queries import QueueFilter
from shubbak.catalogue.spec import ServiceSpec
from shubbak.desk.access import Visit
from shubbak.desk.shown.language import Tongue
from shubbak.desk.words import CHANNELS, word
from shubbak.people.queries import colleagues


class FilterForm(forms.Form):
    """Three lists; an unknown choice is as good as none."""

    def __init__(
        self, specs: Sequence[ServiceSpec], visit: Visit, tongue: Tongue, data: Mapping[str, str]
    ) -> None:
        super().__init__(data=data)
        everything = ("", gettext("All"))
        services = [(spec.code, tongue.pick(spec.title)) for spec in specs]
        channels = [(name, word(CHANNELS, name)) for name in sorted({c for s in specs for c in s.channels})]
        people = [(str(staff.pk), tongue.name(staff)) for staff in colleagues(visit.roles, visit.at)]
        for name, label, choices in (
            ("service", gettext("Service"), services),
            ("channel", gettext("Channel"), channels),
            ("in_charge", gettext("In charge"), people),
        ):
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[everything, *choices], required=False, widget=forms.Select()
            )

    def chosen(self) -> QueueFilter:
        self.is_valid()
        kept = self.cleaned_data
        in_charge = kept.get("in_charge")
        return QueueFilter(
            kept.get("service", ""), kept.get("channel", ""), int(in_charge) if in_charge else None
        )
