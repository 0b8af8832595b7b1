"""By which lines readings are judged and estimated: in words, and as a form."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import one_of
from shubbak.utility.metering.estimating import EstimateRules, Mean
from shubbak.utility.metering.queries import estimating_on, thresholds_on

COMMODITIES: Mapping[str, Promise] = {
    "water": pgettext_lazy("meter", "Water"),
    "electricity": pgettext_lazy("meter", "Electricity"),
}
JUDGED: Mapping[str, Promise] = {
    "setting_days_ahead": _("Days by which a reading may lie ahead"),
    "setting_low_percent": _("Low from so many per cent of the usual down"),
    "setting_high_percent": _("High from so many per cent of the usual up"),
    "setting_very_high_percent": _("Very high from so many per cent of that line up"),
    "setting_small_use": _("Use that is never remarked on, in litres or watt-hours"),
    "setting_zero_periods": _("Periods without use before somebody looks"),
    "setting_rollover_percent": _("From so many per cent of its dials on a meter may begin again"),
    "setting_forecast_percent": _("Above so many per cent of what was expected somebody looks"),
    "setting_photo_percent": _("Photographs that are looked at of a hundred faultless readings"),
    "deviations_tenths": _("Deviations from the usual, in tenths"),
    "deviation_periods": _("Periods known before deviations are counted"),
    "estimates_in_a_row": _("Estimates in a row before somebody looks"),
}
ESTIMATED: Mapping[str, Promise] = {
    "most_in_a_row": _("Estimates in a row at most"),
    "setting_class_mean": _("What contracts of this kind use a day, in litres or watt-hours"),
    "setting_load_percent": _("Per cent of the agreed power that is drawn on average"),
}
MEANS: Mapping[str, Promise] = {
    Mean.TWELVE_MONTHS.value: _("The twelve months before"),
    Mean.LAST_TWO.value: _("The last two readings"),
}
MEAN = _("The mean is taken over")
_FIGURES = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "class": "short"}
_MOST = 10**9


@dataclass(frozen=True)
class LinesShown:
    """The lines of a commodity today: words and value."""

    commodity: str
    name: Promise
    lines: Sequence[tuple[Promise, str]]


def lines_shown(day: date) -> Sequence[LinesShown]:
    return [LinesShown(code, name, _lines(code, day)) for code, name in COMMODITIES.items()]


class LinesForm(AdministrationForm):
    """Every line of a commodity with its value of today."""

    about: str

    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        self.judged, self.estimated = thresholds_on(self.about, today), estimating_on(self.about, today)
        for name, words in JUDGED.items():
            self.fields[name] = _figures(words, getattr(self.judged, name))
        for name, words in ESTIMATED.items():
            self.fields[name] = _figures(
                words, getattr(self.estimated, name), required=name == "most_in_a_row"
            )
        kinds = [(code, str(words)) for code, words in MEANS.items()]
        mean = self.estimated.setting_mean.value
        self.fields["setting_mean"] = one_of(str(MEAN), kinds, gettext("Choose one."), initial=mean)
        self.fields["starts"] = day_field(gettext("From the day"), gettext("Choose the day."), initial=today)

    @property
    def thresholds(self) -> dict[str, int]:
        return asdict(self.judged) | {name: self.cleaned_data[name] for name in JUDGED}

    @property
    def estimating(self) -> dict[str, Any]:
        """With the order in which ways are tried as it stands."""
        typed = {name: self.cleaned_data[name] for name in (*ESTIMATED, "setting_mean")}
        return typed | {"order": [way.value for way in self.estimated.order]}


def _figures(words: Promise, value: int | None, *, required: bool = True) -> forms.Field:
    missing = gettext("Write a whole number.")
    return forms.IntegerField(
        label=str(words),
        min_value=0,
        max_value=_MOST,
        required=required,
        initial=value,
        localize=False,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), missing),
        widget=forms.TextInput(attrs=_FIGURES),
    )


def _lines(commodity: str, day: date) -> list[tuple[Promise, str]]:
    judged, estimated = thresholds_on(commodity, day), estimating_on(commodity, day)
    told = [(words, str(getattr(judged, name))) for name, words in JUDGED.items()]
    told += [(words, _or_none(estimated, name)) for name, words in ESTIMATED.items()]
    return [*told, (MEAN, str(MEANS[estimated.setting_mean.value]))]


def _or_none(rules: EstimateRules, name: str) -> str:
    value = getattr(rules, name)
    return gettext("Not set") if value is None else str(value)
