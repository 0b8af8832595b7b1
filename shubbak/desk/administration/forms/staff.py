"""Accounts of staff, the positions they hold and the roles they are given."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.catalogue.queries import services_listed
from shubbak.desk.administration.forms.base import AdministrationForm, day_field, email_field
from shubbak.desk.administration.words import ROLE_HINTS, ROLES
from shubbak.desk.forms.base import line, one_of, unit_choices
from shubbak.desk.words import LANGUAGES
from shubbak.people.models import Position, Staff


class EnlistForm(AdministrationForm):
    """A new account; the link with which its password is chosen follows."""

    name = line(_("Name"), _("Write the name."), max_length=120)
    name_fr = line(_("Name in Latin letters"), "", max_length=120)
    email = email_field(
        _("E-mail address"), help_text=_("The colleague signs in with it, and gets the link there.")
    )

    def arrange(self) -> None:
        spoken = [(code, str(LANGUAGES.get(code, code))) for code in current_agency().languages]
        self.fields["language"] = one_of(
            gettext("Language"), spoken, gettext("Choose the language."), initial=spoken[0][0]
        )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if Staff.objects.filter(email=email).exists():
            raise forms.ValidationError(gettext("This address has an account already."))
        return email


class PeriodForm(AdministrationForm):
    starts = day_field(_("From"), help_text=_("Left empty, from now on."))
    ends = day_field(_("Until, included"), help_text=_("Left empty, without an end."))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        starts, ends = typed.get("starts"), typed.get("ends")
        if ends and ends < (starts or self.visit.at.date()):
            self.add_error("ends", gettext("The end must come after the beginning."))
        return typed


class AppointForm(PeriodForm):
    def arrange(self) -> None:
        positions = Position.objects.select_related("unit").order_by("unit__code", "code")
        choices = [
            (place.code, f"{self.picked(place.title)} – {self.picked(place.unit.name)}")
            for place in positions
        ]
        self.fields["position"] = one_of(
            gettext("Position"), choices, gettext("Choose the position."), listed=True
        )
        self.order_fields(["position", "starts", "ends"])


class GrantForm(PeriodForm):
    def arrange(self) -> None:
        roles = [(name, str(words)) for name, words in ROLES.items()]
        self.fields["role"] = one_of(pgettext("staff", "Role"), roles, gettext("Choose the role."))
        self.fields["role"].hints = {  # type: ignore[attr-defined]  # read by `foundation.form_parts`
            name: str(words) for name, words in ROLE_HINTS.items()
        }
        services = [(spec.code, self.picked(spec.title)) for spec in services_listed()]
        self.fields["service"] = forms.ChoiceField(
            label=gettext("For which service"),
            choices=[("", pgettext("desk", "All services")), *services],
            required=False,
        )
        self.fields["unit"] = forms.ChoiceField(
            label=gettext("In which unit"),
            choices=[("", gettext("The whole body")), *unit_choices(self.language)],
            required=False,
            help_text=gettext("A role in a unit holds in the units under it too."),
        )
        self.order_fields(["role", "service", "unit", "starts", "ends"])
