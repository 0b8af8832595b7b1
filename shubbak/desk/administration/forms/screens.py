"""What a screen of a hall shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.announcements.models import Screen
from shubbak.announcements.queries import screens_listed
from shubbak.announcements.rules import ScreenFacts
from shubbak.catalogue.queries import services_listed
from shubbak.desk.administration.forms.base import AdministrationForm, code_field
from shubbak.desk.forms.base import Choices, unit_choices

_TITLES = {"ar": "أين وصل ملفكم؟", "fr": "Où en est votre dossier ?", "en": "Where is your file?"}


class ScreenForm(AdministrationForm):
    """About a screen that stands, or a new one."""

    code = code_field(_("Short name of the office"), _("It stands in the address: planning-counter."))

    def arrange(self) -> None:
        screen: Screen | None = self.about
        if screen is not None:
            del self.fields["code"]
        languages = current_agency().languages
        spoken = {"ar": gettext("in Arabic"), "fr": gettext("in French"), "en": gettext("in English")}
        titles = screen.title if screen else {code: _TITLES[code] for code in languages if code in _TITLES}
        self.add_named("title", gettext("Title"), titles, longest=60)
        self._add_several(
            "units",
            gettext("Units of the screen"),
            unit_choices(self.language),
            screen.units if screen else [],
            gettext("Whose files are shown; none ticked: of the whole body."),
        )
        services = [(spec.code, self.picked(spec.title)) for spec in services_listed()]
        self._add_several(
            "services",
            gettext("Services"),
            services,
            screen.services if screen else [],
            gettext("None ticked: all services."),
        )
        self._add_several(
            "languages",
            gettext("Languages, in turn"),
            [(code, spoken.get(code, code)) for code in languages],
            screen.languages if screen else languages[:2],
        )
        self.fields["languages"].required = True
        self.fields["languages"].error_messages["required"] = gettext("Choose one language at least.")

    def _add_several(
        self, name: str, label: str, choices: Choices, chosen: list[str], hint: str = ""
    ) -> None:
        self.fields[name] = forms.MultipleChoiceField(
            label=label,
            choices=choices,
            initial=chosen,
            required=False,
            help_text=hint,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if screens_listed().filter(code=code).exists():
            raise forms.ValidationError(gettext("Another screen has this short name."))
        return code

    def told(self) -> ScreenFacts:
        typed: dict[str, Any] = self.cleaned_data
        return ScreenFacts(
            code=self.about.code if self.about else typed["code"],
            title=self.named("title"),
            units=typed["units"],
            services=typed["services"],
            languages=typed["languages"],
        )
