"""What is typed of the supply of a contract: its meters, its terms, its old references."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.shown.language import tongue
from shubbak.foundation.tables.cells import thousandths_of
from shubbak.utility.metering.actions import PutUp, Why
from shubbak.utility.subscriptions.models import Alias, Contract
from shubbak.utility.subscriptions.queries import asked_in, is_unmetered, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Asked, Commodity
from shubbak.utility.tariffs.shelf import shelf

_CODE = {"dir": "ltr", "autocomplete": "off"}
_FIGURES = {**_CODE, "inputmode": "decimal"}
_DIALS = range(3, 10)
_WHOLE = 1000


class ReferenceForm(AdministrationForm):
    about: Contract

    def arrange(self) -> None:
        reference = line(gettext("Old reference"), gettext("Write the reference."), max_length=40)
        reference.widget.attrs.update(_CODE)
        self.fields["reference"] = reference
        self.fields["body"] = line(
            gettext("Former operator"),
            gettext("Write whose reference it is."),
            max_length=60,
            help_text=_known_bodies(),
        )


class MeterForm(AdministrationForm):
    """A meter that was put up."""

    about: Contract

    def arrange(self) -> None:
        serial = line(gettext("Number of the new meter"), gettext("Write its number."), max_length=30)
        serial.widget.attrs.update(_CODE)
        self.fields["serial"] = serial
        figures = [(str(count), str(count)) for count in _DIALS]
        self.fields["dials"] = one_of(
            gettext("Figures that it shows"), figures, gettext("Choose one."), listed=True, initial="5"
        )
        self.fields["index"] = figures_field(gettext("Its first index"), initial="0")
        self.fields["on"] = day_field(
            gettext("Day on which it was put up"), gettext("Choose the day."), initial=self.today
        )

    @property
    def today(self) -> Any:
        return in_its_zone(self.visit.at).date()

    def clean_index(self) -> int:
        return read_figures(self.cleaned_data["index"])

    @property
    def put_up(self) -> PutUp:
        given = self.cleaned_data
        return PutUp(given["serial"].strip(), int(given["dials"]), given["index"], given["on"])


class ExchangeForm(MeterForm):
    def arrange(self) -> None:
        standing = [
            (str(fitting.pk), fitting.meter.serial)
            for fitting in meters_on(self.about, self.today).filter(ends=None)
        ]
        self.fields["fitting"] = one_of(
            gettext("Meter that came down"),
            standing,
            gettext("Choose one."),
            initial=standing[0][0] if len(standing) == 1 else "",
        )
        self.fields["index_out"] = figures_field(gettext("Its last index"))
        reasons = [
            (Why.ROUTINE.value, pgettext("meter", "Its time has come")),
            (Why.STOPPED.value, pgettext("meter", "It stands still")),
            (Why.BROKEN.value, pgettext("meter", "It is broken or leaks")),
            (Why.UNREADABLE.value, pgettext("meter", "It cannot be read")),
            (Why.CALIBRE.value, pgettext("meter", "Another calibre or power")),
        ]
        self.fields["why"] = one_of(gettext("Reason"), reasons, gettext("Choose one."))
        super().arrange()

    def clean_index_out(self) -> int:
        return read_figures(self.cleaned_data["index_out"])

    @property
    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "fitting": int(given["fitting"]),
            "index_out": given["index_out"],
            "why": Why(given["why"]),
            "put_up": self.put_up,
        }


class TermsForm(AdministrationForm):
    """Filled with what holds: whatever is changed is what becomes other."""

    about: Contract

    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        held = terms_on(self.about, today)
        self.held = asked_in(held) if held else None
        self.commodity = Commodity(self.about.point.commodity)
        main, *others = self.held.tariffs if self.held else ("",)
        self.fields["tariff"] = _tariff(gettext("Tariff"), self.commodity, main)
        if self.commodity == Commodity.WATER:
            self.fields["sewerage"] = _tariff(
                gettext("Sewerage"), Commodity.SEWERAGE, others[0] if others else "", required=False
            )
            self._number("calibre_mm", gettext("Calibre in millimetres"))
        if self.commodity == Commodity.ELECTRICITY:
            self._number("power_va", gettext("Power in VA"))
        if is_unmetered(self.about):
            self._number("volume", gettext("Cubic metres in 30 days"), _WHOLE)
        self.fields["on"] = day_field(gettext("From which day"), gettext("Choose the day."), initial=today)

    def _number(self, name: str, label: str, unit: int = 1) -> None:
        known = getattr(self.held, name, None)
        self.fields[name] = forms.IntegerField(
            label=label,
            required=False,
            min_value=1,
            max_value=30_000 if name == "calibre_mm" else 1_000_000,
            initial=known // unit if known else None,
            widget=forms.TextInput(attrs={**_FIGURES, "class": "short"}),
            error_messages={"invalid": gettext("Write a whole number.")},
        )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and self.asked == self.held:
            self.add_error(None, gettext("Nothing would change: change what was wrong."))
        return given

    @property
    def asked(self) -> Asked:
        given = self.cleaned_data
        tariffs = tuple(filter(None, (given["tariff"], given.get("sewerage", ""))))
        volume = given.get("volume")
        return Asked(
            tariffs, given.get("power_va"), given.get("calibre_mm"), volume * _WHOLE if volume else None
        )


def figures_field(label: str, **options: Any) -> forms.CharField:
    field = line(label, gettext("Write figures."), max_length=15, **options)
    field.widget.attrs.update(_FIGURES)
    return field


def read_figures(typed: str) -> int:
    """
    :raises ValidationError: for what is no number of three decimals at most.
    """
    found = thousandths_of(typed)
    if found is None:
        raise forms.ValidationError(gettext("Write figures, with at most three decimals."))
    return found


def _tariff(label: str, commodity: Commodity, initial: str, **options: Any) -> forms.ChoiceField:
    """Those of the country of the body."""
    choices = [
        (code, tongue().pick(tariff.label))
        for code, tariff in shelf().items()
        if code.startswith(f"{current_agency().country}-") and tariff.data["commodity"] == commodity
    ]
    return one_of(label, choices, gettext("Choose one."), listed=True, initial=initial, **options)


def _known_bodies() -> str:
    """The same body under one name: those that were written before are said."""
    known = Alias.objects.order_by("body").values_list("body", flat=True).distinct()[:6]
    return gettext("Written before: %(names)s") % {"names": "، ".join(known)} if known else ""
