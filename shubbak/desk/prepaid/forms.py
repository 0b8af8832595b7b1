"""What is asked of a prepaid meter: an order, its next keys; which contract becomes prepaid."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.cashier.forms import MoneyField
from shubbak.desk.cashier.shown import in_figures
from shubbak.desk.contracts.words import COMMODITIES
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.prepaid.words import ORDERS
from shubbak.foundation.text import to_western_digits
from shubbak.utility.prepaid.sts.contents import Order
from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import pan_of
from shubbak.utility.prepaid.sts.refusals import TokenRefused
from shubbak.utility.prepaid.sts.times import BaseDate
from shubbak.utility.prepaid.vending.queries import keys_of, practice_on
from shubbak.utility.prepaid.vending.rules import Practice
from shubbak.utility.subscriptions.queries import contract_of
from shubbak.utility.subscriptions.rules import Commodity

_SOLD = (Commodity.ELECTRICITY, Commodity.WATER)
_NUMBER = {"dir": "ltr", "inputmode": "numeric", "autocomplete": "off", "class": "short"}


def _whole(label: Any, missing: Any, *, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        localize=False,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": missing, "invalid": missing, "min_value": missing, "max_value": missing},
        **more,
    )


class _Asked(AdministrationForm):
    """`key` makes a repeat the same deed."""

    def arrange(self) -> None:
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class OrderForm(_Asked):
    """Which order, and why."""

    def arrange(self) -> None:
        super().arrange()
        choices = [(str(order.value), str(words)) for order, words in ORDERS.items()]
        self.fields["order"] = one_of(_("Order"), choices, _("Choose the order."))
        self.fields["watts"] = _whole(
            _("Most power, in watts"),
            _("Write whole watts, from 1 to 65,535."),
            least=1,
            most=65_535,
            required=False,
            help_text=_("Only of a limit of power."),
        )
        self.fields["reason"] = line(_("Reason"), gettext("Write the reason."), max_length=300)

    @property
    def order(self) -> Order:
        return Order(int(self.cleaned_data["order"]))


class KeysForm(_Asked):
    """The next keys of a meter; cipher and way of making stay."""

    def arrange(self) -> None:
        super().arrange()
        add_keys(self, keys_of(self.about).configuration())

    def new_keys(self) -> MeterConfiguration:
        return configured(self.cleaned_data, keys_of(self.about).configuration())


class ConvertForm(AdministrationForm):
    """A contract that was billed after use, its last index, and the meter that takes tokens."""

    def arrange(self) -> None:
        self.fields["number"] = line(_("Contract number"), gettext("Write the number of the contract."))
        self.fields["index"] = _whole(
            _("Last index of the old meter"), _("Write the index without decimals."), least=0, most=10**9
        )
        self.fields["drn"] = line(
            _("Number of the prepaid meter"), gettext("Write the number on the plate of the meter.")
        )
        self.fields["cipher"] = one_of(
            _("Encryption"), [(each.value, f"EA{each.value}") for each in Cipher], _("Choose the encryption.")
        )
        add_keys(self, None)

    def clean_number(self) -> Any:
        found = contract_of(self.cleaned_data["number"])
        if found is None:
            raise forms.ValidationError(gettext("No contract has this number."))
        return found

    def clean_drn(self) -> Any:
        try:
            return pan_of(to_western_digits(self.cleaned_data["drn"]).strip())
        except TokenRefused as refused:
            raise forms.ValidationError(
                gettext("This is no number of a meter: look at its plate.")
            ) from refused

    def new_keys(self) -> MeterConfiguration:
        given = self.cleaned_data
        return MeterConfiguration(
            pan=given["drn"],
            derivation=Derivation.DKGA04,
            cipher=Cipher(given["cipher"]),
            supply_group=given["group"],
            tariff_index=given["tariff_index"],
            key_revision=given["revision"],
            base=BaseDate(int(given["base"])),
        )


class PracticeForm(AdministrationForm):
    """What holds for purchases of a commodity from a day on; no day that is over is changed."""

    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        choices = [(each.value, str(COMMODITIES[each.value])) for each in _SOLD]
        self.fields["commodity"] = one_of(
            _("What is sold?"), choices, _("Choose what is sold."), initial=Commodity.ELECTRICITY.value
        )
        self.fields["on"] = day_field(_("From which day on?"), _("Choose the day."), initial=today)
        now = practice_on(Commodity.ELECTRICITY, today)
        labels = {
            "least": gettext("Least amount of a purchase"),
            "most": gettext("Most that is bought at once"),
            "lent": gettext("Emergency credit"),
        }
        missing = {"required": gettext("Write the amount.")}
        for name, label in labels.items():
            shown = in_figures(getattr(now, name), current_agency().currency)
            self.fields[name] = MoneyField(label=label, initial=shown, error_messages=missing)
        self.fields["arrears_percent"] = _whole(
            _("Share of a purchase for unpaid bills, in percent"),
            _("Write a whole number from 0 to 100."),
            least=0,
            most=100,
            initial=now.arrears_percent,
        )

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day < in_its_zone(self.visit.at).date():
            raise forms.ValidationError(gettext("This day is over: choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("most") is not None and cleaned["most"] < max(cleaned.get("least") or 0, 1):
            self.add_error("most", gettext("The most is less than the least."))
        return cleaned

    @property
    def commodity(self) -> Commodity:
        return Commodity(self.cleaned_data["commodity"])

    @property
    def practice(self) -> Practice:
        names = ("least", "most", "arrears_percent", "lent")
        return Practice(**{name: self.cleaned_data[name] for name in names})


def add_keys(form: AdministrationForm, now: MeterConfiguration | None) -> None:
    """The boxes of what keys are made of, with what they are made of now."""
    form.fields["group"] = forms.RegexField(
        r"^\d{6}$",
        label=_("Supply group"),
        initial=now.supply_group if now else None,
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("Write six figures."), "invalid": _("Write six figures.")},
    )
    form.fields["revision"] = _whole(
        _("Revision of its key"),
        _("Write a number from 1 to 9."),
        least=1,
        most=9,
        initial=now.key_revision if now else 1,
    )
    form.fields["tariff_index"] = forms.RegexField(
        r"^\d{2}$",
        label=_("Tariff index"),
        initial=now.tariff_index if now else "01",
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": _("Write two figures."), "invalid": _("Write two figures.")},
    )
    bases = [(str(int(base)), str(int(base))) for base in BaseDate]
    form.fields["base"] = one_of(
        _("Base date"), bases, _("Choose the base date."), initial=str(int(now.base)) if now else "2014"
    )


def configured(given: dict[str, Any], now: MeterConfiguration) -> MeterConfiguration:
    """The present keys with what was typed in their place."""
    return MeterConfiguration(
        pan=now.pan,
        derivation=now.derivation,
        cipher=now.cipher,
        supply_group=given["group"],
        tariff_index=given["tariff_index"],
        key_revision=given["revision"],
        key_type=now.key_type,
        key_expiry=now.key_expiry,
        base=BaseDate(int(given["base"])),
    )
