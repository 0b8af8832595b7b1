"""Units of the body and the positions in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import (
    AdministrationForm,
    PhonesField,
    add_week,
    code_field,
    email_field,
)
from shubbak.desk.administration.words import UNIT_KINDS
from shubbak.desk.forms.base import one_of, unit_choices
from shubbak.people.models import Position, Unit


class DescribeUnitForm(AdministrationForm):
    """What people are shown of a unit."""

    def arrange(self) -> None:
        unit: Unit | None = self.about
        self.add_named("name", pgettext("unit", "Name"), unit.name if unit else None)
        phones = "\n".join(phone["number"] for phone in unit.phones) if unit else ""
        hint = gettext("One a line; the first one stands on the pages of the files.")
        self.fields["phones"] = PhonesField(label=gettext("Telephones"), initial=phones, help_text=hint)
        self.fields["email"] = email_field(
            gettext("E-mail"), required=False, initial=unit.email if unit else ""
        )
        self.add_named("place", gettext("Place"), unit.place if unit else None, required=False)
        add_week(self, unit.hours if unit else [])
        self.fields["day_0"].help_text = gettext(
            "Hours such as 08:30-16:30. Leave the whole week empty where the hours of the body hold."
        )


class OpenUnitForm(DescribeUnitForm):
    code = code_field(
        _("Short name"), _("In Latin letters, such as water_network. Services name the unit by it.")
    )
    is_counter = forms.BooleanField(label=_("It is a counter that receives people"), required=False)

    def arrange(self) -> None:
        super().arrange()
        kinds = [(name, str(words)) for name, words in UNIT_KINDS.items()]
        self.fields["kind"] = one_of(
            gettext("Kind"), kinds, gettext("Choose the kind of unit."), listed=True, initial="service"
        )
        self.fields["parent"] = parent_field(self.language, None)
        self.order_fields(["code", "kind", "parent", *self.fields])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Unit.objects.filter(code=code).exists():
            raise forms.ValidationError(gettext("Another unit bears this name."))
        return code


class MoveUnitForm(AdministrationForm):
    def arrange(self) -> None:
        unit: Unit = self.about
        self.fields["parent"] = parent_field(self.language, unit)


class OpenPositionForm(AdministrationForm):
    code = code_field(_("Short name"), _("In Latin letters, such as water-technician-2."))
    is_head = forms.BooleanField(
        label=_("Whoever holds it heads the unit"),
        help_text=_("Warnings and overdue files are told to the head."),
        required=False,
    )

    def arrange(self) -> None:
        self.add_named("title", gettext("Title of the position"))
        self.order_fields(["code", *[name for name in self.fields if name.startswith("title")], "is_head"])

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Position.objects.filter(code=code).exists():
            raise forms.ValidationError(gettext("Another position bears this name."))
        return code


def parent_field(language: str, unit: Unit | None) -> Any:
    """Under which unit; at the top of the body where none is chosen."""
    choices = unit_choices(language, without=unit)
    above = unit.parent.code if unit and unit.parent else ""
    return forms.ChoiceField(
        label=gettext("Stands under"),
        choices=[("", gettext("No unit: at the top of the body")), *choices],
        required=False,
        initial=above,
    )
