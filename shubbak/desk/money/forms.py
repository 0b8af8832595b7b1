"""What is typed about money: a file of a bank or a gateway, whose money it is, a reason, yes or no."""

import binascii
from base64 import b64decode
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, code_field, day_field
from shubbak.desk.cashier.forms import MoneyField
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.money_words import DEBITING
from shubbak.payments.biller.messages import Kind
from shubbak.payments.biller.models import Bank
from shubbak.payments.debiting.accounts import AccountRefused, is_bic, read_account
from shubbak.payments.ledger.finding import Debtor, find_debtor
from shubbak.payments.ledger.models import Payable
from shubbak.payments.ledger.queries import find
from shubbak.payments.online.gateways.settlement import FileRefused, read_day
from shubbak.payments.online.models import AlarmClosing, Order
from shubbak.payments.reconciling.models import BankAccount
from shubbak.payments.statements.camt import read
from shubbak.payments.statements.rules import StatementRefused

NUMBER = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}
_LETTERS = {"dir": "ltr", "autocomplete": "off"}
MOST_FILE = 20 * 1024 * 1024


class FileForm(AdministrationForm):
    """One file, read whole and checked before anything of it is believed."""

    accept = ".xml"

    def arrange(self) -> None:
        self.fields["file"] = forms.FileField(
            label=pgettext_lazy("money", "File"),
            help_text=self.hint(),
            error_messages={
                "required": pgettext_lazy("money", "Choose the file."),
                "empty": _("This file is empty."),
            },
            widget=forms.FileInput(attrs={"accept": self.accept}),
        )

    def hint(self) -> str:
        return gettext("A statement or a notification: camt.053 or camt.054, version 02 to 08.")

    def clean_file(self) -> bytes:
        sent = self.cleaned_data["file"]
        if sent.size > MOST_FILE:
            raise forms.ValidationError(gettext("This file is larger than 20 MB."))
        content: bytes = sent.read()
        self.check(content)
        return content

    def check(self, content: bytes) -> None:
        try:
            self.statements = read(content)
        except StatementRefused:
            raise forms.ValidationError(gettext("Nothing of this file may be believed.")) from None


class DayFileForm(FileForm):
    accept = ".csv,.txt"

    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        self.fields["day"] = day_field(_("Day of the file"), _("Choose the day."), initial=today)
        super().arrange()

    def hint(self) -> str:
        return gettext("CSV with the columns oid, reference, amount and currency.")

    def check(self, content: bytes) -> None:
        try:
            read_day(content)
        except FileRefused as refused:
            words = gettext("This file cannot be read: look at line %(line)s.") % {"line": refused.line or 1}
            raise forms.ValidationError(words) from None


class AccountForm(AdministrationForm):
    """The number of an account, and of its bank where somebody knows it."""

    def add_account(self, label: str, known: str = "", bic: str = "") -> None:
        self.fields["account"] = line(
            label,
            gettext("Write the number of the account."),
            max_length=60,
            initial=known,
            help_text=gettext("A RIB of 24 figures, or an IBAN. Spaces do not matter."),
        )
        self.fields["bic"] = line(gettext("BIC of the bank"), max_length=14, initial=bic)
        for name in ("account", "bic"):
            self.fields[name].widget.attrs.update(NUMBER)

    def clean_account(self) -> str:
        try:
            return read_account(self.cleaned_data["account"])
        except AccountRefused as refused:
            raise forms.ValidationError(str(DEBITING[refused.code])) from None

    def clean_bic(self) -> str:
        bic = "".join(self.cleaned_data["bic"].split()).upper()
        if bic and not is_bic(bic):
            raise forms.ValidationError(str(DEBITING["bic"]))
        return bic


class WhoseForm(AdministrationForm):
    """The number of a contract, or a reference to pay: whose the money is."""

    debtor: Debtor
    payable: Payable | None

    def arrange(self) -> None:
        self.fields["words"] = line(
            gettext("Contract, or reference to pay"),
            gettext("Write its number."),
            max_length=80,
            help_text=gettext("A reference pays this bill; a contract gives its holder credit."),
        )
        self.fields["words"].widget.attrs.update({"dir": "ltr", "autocomplete": "off"})

    def clean_words(self) -> str:
        typed = str(self.cleaned_data["words"])
        found = find_debtor(typed, self.visit.at)
        if found is None:
            raise forms.ValidationError(gettext("Nobody is found under this number."))
        self.debtor, self.payable = found, find(typed)
        return typed


class RefundForm(WhoseForm):
    def arrange(self) -> None:
        super().arrange()
        self.fields["words"].help_text = gettext("Their credit is paid back.")
        missing = {"required": gettext("Write the amount.")}
        self.fields["amount"] = MoneyField(label=gettext("Amount"), error_messages=missing)
        known = BankAccount.objects.order_by("into").values_list("into", flat=True).distinct()
        choices = [(name, name.removeprefix("bank:")) for name in known] or [("bank", gettext("The bank"))]
        choices.append(("safe", gettext("The safe")))
        self.fields["account"] = one_of(
            gettext("Paid out of"),
            choices,
            gettext("Choose the account."),
            listed=True,
            initial=choices[0][0],
        )
        _add_reason(self)


class WriteOffForm(WhoseForm):
    def arrange(self) -> None:
        super().arrange()
        self.fields["words"].label = gettext("Reference to pay")
        self.fields["words"].help_text = ""
        _add_reason(self)

    def clean_words(self) -> str:
        typed = super().clean_words()
        if self.payable is None:
            raise forms.ValidationError(gettext("Nothing is owed under this reference."))
        self.owed = self.payable.pk
        return typed


class SettleForm(AdministrationForm):
    def arrange(self) -> None:
        choices = [
            ("explained", gettext("It is explained")),
            ("returned", gettext("The money went back to whoever sent it")),
        ]
        self.fields["way"] = one_of(
            gettext("What became of it?"), choices, gettext("Choose."), initial="explained"
        )
        _add_reason(self, gettext("Explanation"), gettext("Write the explanation."))


class AlarmForm(AdministrationForm):
    about: Order

    def arrange(self) -> None:
        choices = [(AlarmClosing.Way.EXPLAINED.value, gettext("Nothing moves: it is explained"))]
        if self.about.state == Order.State.PAID:
            words = gettext("The money is not there: take the payment back")
            choices.append((AlarmClosing.Way.REVERSED.value, words))
        elif self.about.alarm == "amount":
            words = gettext("The gateway took another amount: receive it")
            choices.append((AlarmClosing.Way.RECEIVED.value, words))
        self.fields["way"] = one_of(
            gettext("What became of it?"), choices, gettext("Choose."), initial="explained"
        )
        _add_reason(self)


class DecideForm(AdministrationForm):
    def arrange(self) -> None:
        choices = [("yes", gettext("Grant it")), ("no", pgettext("request", "Refuse it"))]
        self.fields["granted"] = one_of(gettext("Your decision"), choices, gettext("Grant or refuse it."))

    @property
    def is_granted(self) -> bool:
        return bool(self.cleaned_data["granted"] == "yes")


class ReasonForm(AdministrationForm):
    """Why, and nothing else."""

    def arrange(self) -> None:
        _add_reason(self, gettext("Explanation"), gettext("Write the explanation."))


class KeyForm(AdministrationForm):
    """A key of a bank: a secret that is drawn, or its own public key."""

    about: Bank

    def arrange(self) -> None:
        name = line(
            gettext("Name of the key"),
            gettext("Give the key a name."),
            max_length=60,
            initial=f"{self.about.code}-{self.about.keys.count() + 1}",
            help_text=gettext("Letters, figures, points and hyphens. A name is never given again."),
        )
        name.widget.attrs.update(_LETTERS)
        choices = [
            (Kind.HMAC.value, gettext("A secret that both sides know (HMAC)")),
            (Kind.ED25519.value, gettext("The bank’s own public key (Ed25519)")),
        ]
        self.fields["name"] = name
        self.fields["kind"] = one_of(
            gettext("How does it sign?"), choices, gettext("Choose how it signs."), initial=Kind.HMAC.value
        )
        public = line(
            gettext("Its public key"),
            max_length=60,
            help_text=gettext("32 bytes in base64; none for a secret."),
        )
        public.widget.attrs.update(_LETTERS)
        self.fields["public"] = public

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        try:
            typed["public"] = b64decode(typed.get("public", ""), validate=True)
        except binascii.Error:
            self.add_error("public", gettext("This is no public key of Ed25519: 32 bytes in base64."))
        return typed


class LimitsForm(AdministrationForm):
    """What a bank may, in whole numbers."""

    about: Bank
    _BOUNDS = {"cut_off": (1, 24), "per_minute": (1, 100_000), "unknown_per_hour": (1, 10_000)}

    def arrange(self) -> None:
        labels = {
            "cut_off": gettext("Cut-off of the day, as an hour"),
            "per_minute": gettext("Requests a minute"),
            "unknown_per_hour": gettext("Unknown numbers an hour"),
        }
        for name, (least, most) in self._BOUNDS.items():
            missing = gettext("Write a whole number from %(least)s to %(most)s.") % {
                "least": least,
                "most": most,
            }
            self.fields[name] = forms.IntegerField(
                label=labels[name],
                min_value=least,
                max_value=most,
                initial=getattr(self.about or Bank(), name),
                localize=False,
                widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "numeric", "class": "short"}),
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), missing),
            )

    @property
    def practice(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._BOUNDS}


class BankForm(LimitsForm):
    """A bank whose payments shall be taken."""

    def arrange(self) -> None:
        self.add_named("name", gettext("Name of the bank"), longest=80)
        hint = _("Small Latin letters, figures and hyphens. It names its payments for ever.")
        self.fields["code"] = code_field(_("Short name"), hint)
        super().arrange()
        self.fields["oldest_first"] = forms.BooleanField(
            label=gettext("No newer bill is paid before an older one"), required=False
        )
        subject = line(
            gettext("Certificate"), max_length=200, help_text=gettext("Its subject, where one is asked for.")
        )
        subject.widget.attrs.update(_LETTERS)
        self.fields["tls_subject"] = subject

    @property
    def practice(self) -> dict[str, Any]:
        return super().practice | {name: self.cleaned_data[name] for name in ("oldest_first", "tls_subject")}


def _add_reason(form: AdministrationForm, label: str = "", missing: str = "") -> None:
    form.fields["reason"] = line(
        label or gettext("Reason"), missing or gettext("Give the reason."), max_length=300
    )
