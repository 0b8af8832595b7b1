"""What is typed about direct debit: an account, a mandate from its paper, the day of a collection."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext

from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.desk.administration.forms.base import AdministrationForm, day_field
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.money.forms import NUMBER, AccountForm, FileForm
from shubbak.desk.money_words import DEBITING
from shubbak.payments.debiting.models import Collection, CreditorAccount, Mandate
from shubbak.payments.debiting.rules import Ending, MandateFacts
from shubbak.payments.statements.report import read_report
from shubbak.payments.statements.rules import StatementRefused
from shubbak.utility.subscriptions.models import Holding

_LEAD = timedelta(days=3)


class MandateForm(AccountForm):
    """From the paper that somebody signed."""

    about: Holding

    def arrange(self) -> None:
        today = in_its_zone(self.visit.at).date()
        self.fields["name"] = line(
            gettext("Holder of the account"),
            str(DEBITING["name"]),
            max_length=70,
            initial=self.about.person.name,
            help_text=gettext("As the bank knows them; it may be somebody else than who holds the contract."),
        )
        self.add_account(gettext("Number of the account to debit"))
        self.fields["signed_on"] = day_field(
            gettext("Signed on"), gettext("Choose the day on which it was signed."), initial=today
        )
        self.fields["paper"] = forms.FileField(
            label=gettext("The signed paper, scanned or photographed"),
            required=False,
            help_text=gettext("PDF, JPEG or PNG."),
            widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        )

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > in_its_zone(self.visit.at).date():
            raise forms.ValidationError(str(DEBITING["signed_later"]))
        return day

    @property
    def facts(self) -> MandateFacts:
        given = self.cleaned_data
        return MandateFacts(
            self.about.payer_id, given["name"], given["account"], given["signed_on"], given["bic"]
        )


class EndForm(AdministrationForm):
    about: Mandate

    def arrange(self) -> None:
        choices = [
            (Ending.WITHDRAWN.value, gettext("The person withdraws it")),
            (Ending.CLOSED.value, gettext("The account is closed")),
        ]
        self.fields["ending"] = one_of(
            gettext("Why does it end?"), choices, gettext("Choose."), initial=Ending.WITHDRAWN.value
        )


class BeginForm(AdministrationForm):
    def arrange(self) -> None:
        calendar = calendar_of(current_agency())
        soon = calendar.next_worked(in_its_zone(self.visit.at).date() + _LEAD)
        self.fields["collect_on"] = day_field(
            gettext("Day of the debit"),
            str(DEBITING["day"]),
            initial=soon,
            help_text=gettext("All that falls due by this day is picked. Banks want a few days before it."),
        )


class ReportForm(FileForm):
    """What the bank says of the file of one collection."""

    about: Collection

    def hint(self) -> str:
        return gettext("A report on the status of the file: pain.002, version 03 to 10.")

    def check(self, content: bytes) -> None:
        try:
            self.report = read_report(content)
        except StatementRefused:
            raise forms.ValidationError(gettext("Nothing of this file may be believed.")) from None
        if self.report.original != self.about.name:
            raise forms.ValidationError(str(DEBITING["other_file"]))


class CreditorForm(AccountForm):
    about: CreditorAccount | None

    def arrange(self) -> None:
        known = self.about
        self.fields["name"] = line(
            gettext("Name of the body, as its bank knows it"),
            gettext("Write the name."),
            max_length=70,
            initial=known.name if known else self.picked(current_agency().name),
        )
        self.add_account(
            gettext("Account on which the debits come in"),
            known.iban if known else "",
            known.bic if known else "",
        )
        self.fields["scheme"] = line(
            gettext("Number of the body as a creditor"),
            gettext("Write the number that the bank gave for direct debits."),
            max_length=35,
            initial=known.scheme if known else "",
            help_text=gettext("The bank gives it with the contract for direct debits (ICS, issuer number)."),
        )
        self.fields["scheme"].widget.attrs.update(NUMBER)
