"""What the forms of administration share: words in three languages, telephones, weeks, days."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency
from shubbak.desk.access import Visit
from shubbak.desk.forms.base import Label, line
from shubbak.foundation.localized import pick
from shubbak.foundation.text import dates
from shubbak.foundation.text.phones import parse_phone
from shubbak.foundation.working_time.calendar import CalendarError, Interval

_CODE = {"dir": "ltr", "autocomplete": "off"}
_ONE_DAY = timedelta(days=1)
_MOST_ADDRESSES = 10
Week = list[list[list[str]]]


class AdministrationForm(forms.Form):
    """`refusal` stands above the form when the domain said no; `about` is what the deed is about."""

    use_required_attribute = False
    refusal: Promise | str = ""

    def __init__(self, visit: Visit, about: Any = None, data: Mapping[str, Any] | None = None, **more: Any):
        self.visit, self.about = visit, about
        self.language = get_language() or "ar"
        super().__init__(data=data, **more)
        self.arrange()

    def arrange(self) -> None:
        """Add what depends on the body and on what the deed is about."""

    def picked(self, words: Mapping[str, str]) -> str:
        return pick(words, self.language)

    def add_named(
        self,
        name: str,
        label: str,
        given: Mapping[str, str] | None = None,
        *,
        required: bool = True,
        longest: int = 200,
    ) -> None:
        """One line for each language of the body; only the first must be filled."""
        told = {"ar": gettext("in Arabic"), "fr": gettext("in French"), "en": gettext("in English")}
        for rank, code in enumerate(current_agency().languages):
            missing = gettext("Write it in the first language of the body.") if not rank and required else ""
            initial = (given or {}).get(code, "")
            field = line(f"{label} ({told.get(code, code)})", missing, initial=initial, max_length=longest)
            field.widget.attrs.update({"lang": code, "dir": "rtl" if code == "ar" else "ltr"})
            self.fields[f"{name}_{code}"] = field

    def named(self, name: str) -> dict[str, str]:
        """What was typed in each language; a language left empty is not there."""
        typed = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in current_agency().languages}
        return {code: words for code, words in typed.items() if words}


class ConfirmForm(AdministrationForm):
    """Nothing to write: the button is the answer."""


def code_field(label: Label, hint: Label) -> forms.SlugField:
    return forms.SlugField(
        label=label,
        max_length=40,
        help_text=hint,
        widget=forms.TextInput(attrs=_CODE),
        error_messages={
            "required": _("Write a short name in Latin letters."),
            "invalid": _("Only Latin letters, figures, hyphens and underscores."),
        },
    )


def email_field(label: Label, *, required: bool = True, **options: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        required=required,
        widget=forms.EmailInput(attrs=_CODE),
        error_messages={
            "required": _("Write the e-mail address."),
            "invalid": _("Write an address such as name@example.ma."),
        },
        **options,
    )


def day_field(label: Label, missing: Label = "", **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=bool(missing),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"}),
        error_messages={
            "required": missing or _("Choose the day."),
            "invalid": _("Choose a day such as 2026-11-17."),
        },
        **options,
    )


class MomentField(forms.Field):
    """A day and an hour on the wall clock of the body."""

    def __init__(self, missing: Label, **options: Any) -> None:
        box = forms.TextInput(attrs={"type": "datetime-local", "dir": "ltr"})
        super().__init__(widget=box, error_messages={"required": missing}, **options)

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            moment = datetime.fromisoformat(typed)
        except ValueError:
            raise forms.ValidationError(gettext("Choose a day and an hour.")) from None
        return moment.replace(tzinfo=ZoneInfo(current_agency().zone))


def beginning_of(day: date | None, at: datetime) -> datetime:
    """The first instant of a day where the body is; now, for today or for no day at all."""
    zone = ZoneInfo(current_agency().zone)
    if day is None or day == at.astimezone(zone).date():
        return at
    return datetime.combine(day, time(0), zone)


def end_of(day: date | None) -> datetime | None:
    """The instant at which a last day is over; None stays open."""
    zone = ZoneInfo(current_agency().zone)
    return datetime.combine(day + _ONE_DAY, time(0), zone) if day else None


class PhonesField(forms.CharField):
    """Telephones, one a line; given as a list of E.164 numbers."""

    def __init__(self, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": 2, "dir": "ltr", "inputmode": "tel"})
        super().__init__(widget=box, required=False, max_length=400, **options)

    def to_python(self, value: Any) -> Any:
        lines = [part.strip() for part in str(value or "").splitlines() if part.strip()]
        found = [(part, parse_phone(part, current_agency().country)) for part in lines]
        for typed, number in found:
            if number is None:
                raise forms.ValidationError(gettext("%(typed)s is no telephone number.") % {"typed": typed})
        return [number for _typed, number in found]


class AddressesField(forms.CharField):
    """E-mail addresses, one a line, ten at most; given as a list."""

    def __init__(self, **options: Any) -> None:
        box = forms.Textarea(attrs={"rows": 2, "dir": "ltr", "inputmode": "email"})
        super().__init__(widget=box, required=False, max_length=1000, **options)

    def to_python(self, value: Any) -> Any:
        lines = [part.strip() for part in str(value or "").splitlines() if part.strip()]
        if len(lines) > _MOST_ADDRESSES:
            raise forms.ValidationError(gettext("Ten addresses at most."))
        for address in lines:
            validate_email(address)
        return lines


class HoursField(forms.CharField):
    """Opening hours of one day: "08:30-12:00 14:00-18:00"; nothing where the body is closed."""

    def __init__(self, **options: Any) -> None:
        box = forms.TextInput(attrs={**_CODE, "placeholder": ""})
        super().__init__(widget=box, required=False, max_length=60, **options)

    def to_python(self, value: Any) -> Any:
        try:
            hours = [Interval.parse(part) for part in str(value or "").split()]
        except CalendarError:
            raise forms.ValidationError(gettext("Write hours such as 08:30-16:30.")) from None
        return [[f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"] for span in sorted(hours)]


def add_week(form: AdministrationForm, given: Week) -> None:
    """Seven lines, Monday first."""
    for weekday in range(7):
        spans = given[weekday] if weekday < len(given) else []
        field = HoursField(
            label=dates.weekday_name(date(2024, 1, 1 + weekday), form.language),
            initial=" ".join("-".join(span) for span in spans),
        )
        field.widget.attrs["placeholder"] = pgettext("hours", "closed")
        form.fields[f"day_{weekday}"] = field


def week_typed(typed: Mapping[str, Any]) -> Week:
    """The week that was typed; nothing at all if every day was left empty."""
    week: Week = [typed[f"day_{weekday}"] for weekday in range(7)]
    return week if any(week) else []
