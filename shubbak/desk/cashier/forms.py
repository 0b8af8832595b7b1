"""What is typed at a till: what is paid and how, what the drawer holds, why something goes back."""

import re
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.cashier.shown import in_figures, money
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.money_words import MEANS
from shubbak.foundation.text import to_western_digits
from shubbak.payments.cashier.rules import MOST_PAYABLES, ChequeFacts, Means, Taking, coins_of
from shubbak.payments.ledger.buying import Quote
from shubbak.payments.ledger.models import Payable
from shubbak.payments.online.gateways.rules import to_minor
from shubbak.payments.reconciling.models import BankAccount

_FIGURES = {"dir": "ltr", "inputmode": "decimal", "autocomplete": "off", "class": "short"}
_MOST_PIECES = 99_999


class MoneyField(forms.Field):
    """An amount as people write it; given in minor units of the body's currency, 0 where it may be left."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={**_FIGURES, "maxlength": 20}), **options)

    def to_python(self, value: Any) -> Any:
        typed = (
            re.sub(r"\s", "", to_western_digits(str(value or "")[:20])).replace("٫", ".").replace(",", ".")
        )
        if not typed:
            return None if self.required else 0
        try:
            return to_minor(typed, current_agency().currency)
        except ValueError:
            raise forms.ValidationError(gettext("Write an amount such as 120,50.")) from None


class BuyForm(forms.Form):
    """For how much money; `key` makes a repeat the same purchase."""

    use_required_attribute = False

    def __init__(self, quoted: Quote, data: Any = None) -> None:
        self.quoted = quoted
        super().__init__(data=data)
        least, most = (money(each, quoted.currency) for each in (quoted.least, quoted.most))
        self.fields["money"] = MoneyField(
            label=gettext("For how much?"),
            help_text=gettext("From %(least)s to %(most)s.") % {"least": least, "most": most},
            error_messages={"required": gettext("Write the amount.")},
        )
        self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def clean_money(self) -> int:
        typed = int(self.cleaned_data["money"])
        if not self.quoted.least <= typed <= self.quoted.most:
            raise forms.ValidationError(str(self.fields["money"].help_text))
        return typed

    def clean_key(self) -> UUID:
        return self.cleaned_data["key"] or uuid4()


class ChooseForm(forms.Form):
    """Which bills are paid, how much of each, in what; sent by address, so that nothing is written by it."""

    use_required_attribute = False

    def __init__(self, payables: list[Payable], data: Any = None, *, only: str = "") -> None:
        self.payables = payables[:MOST_PAYABLES]
        super().__init__(data=data)
        for place, payable in enumerate(self.payables):
            is_chosen = only in {"", payable.reference}
            self.fields[f"take-{place}"] = forms.BooleanField(required=False, initial=is_chosen)
            shown = in_figures(payable.left, payable.currency)
            self.fields[f"part-{place}"] = MoneyField(label=gettext("Amount"), initial=shown, required=False)
        self.fields["advance"] = MoneyField(
            label=gettext("Advance"),
            help_text=gettext("What is paid beyond the bills; it is kept as credit."),
            required=False,
        )
        self.fields["means"] = one_of(
            gettext("How is it paid?"),
            [(name, str(words)) for name, words in MEANS.items()],
            gettext("Choose how it is paid."),
            initial=Means.CASH.value,
        )

    @property
    def rows(self) -> list[tuple[Payable, Any, Any]]:
        return [
            (payable, self[f"take-{place}"], self[f"part-{place}"])
            for place, payable in enumerate(self.payables)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wanted = []
        for place, payable in enumerate(self.payables):
            part = cleaned.get(f"part-{place}") or payable.left
            if cleaned.get(f"take-{place}"):
                wanted.append((payable.pk, part))
                if not 0 < part <= payable.left:
                    most = money(payable.left, payable.currency)
                    words = gettext("At most %(most)s; the rest is an advance.") % {"most": most}
                    self.add_error(f"part-{place}", words)
        if not wanted and not cleaned.get("advance"):
            self.add_error(None, gettext("Choose at least one bill, or write an advance."))
        cleaned["wanted"] = wanted
        return cleaned

    @property
    def taking(self) -> Taking:
        """What was chosen, before anything is laid down."""
        given = self.cleaned_data
        wanted: list[tuple[UUID, int]] = given["wanted"]
        return Taking(Means(given["means"]), tuple(wanted), given.get("advance") or 0)


class TakeForm(AdministrationForm):
    """What is laid on the counter for a taking; `about` is the taking."""

    about: Taking

    def arrange(self) -> None:
        self.fields["submission"] = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid4)
        if self.about.means is Means.CASH:
            missing = {"required": gettext("Write how much was handed over.")}
            handed = MoneyField(label=gettext("Cash handed over"), error_messages=missing)
            handed.widget.attrs["autofocus"] = True
            self.fields["handed"] = handed
        elif self.about.means is Means.CARD:
            unread = gettext("Write the reference that the terminal printed.")
            self._add("reference", gettext("Reference of the terminal"), unread, 60, autofocus=True)
        else:
            unread = gettext("Write the number of the cheque.")
            self._add("number", gettext("Number of the cheque"), unread, 30, autofocus=True)
            self._add("bank", gettext("Bank"), gettext("Write the bank of the cheque."), 80)
            self.fields["drawer"] = line(gettext("Drawn by"), max_length=120)
            today = in_its_zone(self.visit.at).date()
            self.fields["dated"] = day_field(
                _("Date of the cheque"), _("Choose the date of the cheque."), initial=today
            )

    @property
    def taking(self) -> Taking:
        given, asked = self.cleaned_data, self.about
        cheque = None
        if asked.means is Means.CHEQUE:
            cheque = ChequeFacts(given["number"], given["bank"], given["drawer"], given["dated"])
        reference = given.get("reference", "")
        return Taking(asked.means, asked.wanted, asked.advance, given.get("handed") or 0, cheque, reference)

    def _add(self, name: str, label: str, missing: str, longest: int, *, autofocus: bool = False) -> None:
        self.fields[name] = line(label, missing, max_length=longest)
        self.fields[name].widget.attrs.update({"dir": "auto", "autocomplete": "off"})
        if autofocus:
            self.fields[name].widget.attrs["autofocus"] = True


class CountForm(AdministrationForm):
    """How many of each note and coin; `about` is a till or a shift."""

    def arrange(self) -> None:
        for value in coins_of(current_agency().currency):
            box = {"dir": "ltr", "inputmode": "numeric", "class": "short", "min": 0}
            self.fields[f"piece-{value}"] = forms.IntegerField(
                label=money(value, current_agency().currency),
                required=False,
                min_value=0,
                max_value=_MOST_PIECES,
                widget=forms.NumberInput(attrs=box),
            )

    @property
    def pieces(self) -> dict[int, int]:
        given = self.cleaned_data
        coins = coins_of(current_agency().currency)
        return {value: given[f"piece-{value}"] for value in coins if given.get(f"piece-{value}")}


class CloseForm(CountForm):
    def arrange(self) -> None:
        super().arrange()
        self.fields["explanation"] = forms.CharField(
            label=gettext("Why the count differs"),
            help_text=gettext("Only where it does."),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        )


class ReasonForm(AdministrationForm):
    def arrange(self) -> None:
        self.fields["reason"] = line(gettext("Reason"), gettext("Give the reason."), max_length=300)


class RemitForm(AdministrationForm):
    def arrange(self) -> None:
        known = BankAccount.objects.order_by("into").values_list("into", flat=True).distinct()
        choices = [(name, name.removeprefix("bank:")) for name in known] or [("bank", gettext("The bank"))]
        self.fields["bank"] = one_of(
            gettext("Account at the bank"),
            choices,
            gettext("Choose the account."),
            listed=True,
            initial=choices[0][0],
        )
        self.fields["slip"] = line(
            gettext("Number of the slip"), gettext("Write the number of the slip."), max_length=40
        )
        self.fields["slip"].widget.attrs.update({"dir": "ltr", "autocomplete": "off"})


class TillForm(AdministrationForm):
    def arrange(self) -> None:
        self.fields["code"] = forms.RegexField(
            r"^[A-Z0-9]{1,6}$",
            label=gettext("Short name, on its receipts"),
            help_text=gettext("Capital letters and figures, such as C1."),
            max_length=6,
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "class": "short"}),
            error_messages={
                "required": _("Write a short name such as C1."),
                "invalid": _("Only capital letters and figures, such as C1."),
            },
        )
        self.add_named("name", gettext("Name of the till"))
