"""Where the e-mail of the body lies."""

from django import forms
from django.utils.translation import gettext

from shubbak.contact.intake.queries import mailbox_in_use, servers_allowed
from shubbak.contact.intake.rules import MailboxFacts
from shubbak.desk.administration.forms.base import AdministrationForm, email_field
from shubbak.desk.forms.base import line, one_of


class MailboxForm(AdministrationForm):
    """The server is one of those that the operator allows."""

    def arrange(self) -> None:
        known = mailbox_in_use()
        servers = [("", gettext("No mailbox")), *((one, one) for one in servers_allowed())]
        self.fields["server"] = one_of(
            gettext("Mail server"),
            servers,
            gettext("Choose one."),
            required=False,
            initial=known.server if known else "",
        )
        self.fields["address"] = email_field(
            gettext("E-mail"), required=False, initial=known.address if known else ""
        )
        code = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
        self.fields["user"] = line(
            gettext("Name on that server"), max_length=200, initial=known.user if known else "", widget=code
        )
        self.fields["folder"] = line(
            gettext("Folder"), max_length=200, initial=known.folder if known else "INBOX", widget=code
        )

    def clean(self) -> dict[str, object]:
        typed = super().clean() or {}
        if typed.get("server"):
            for name, missing in (
                ("address", gettext("Write the e-mail address.")),
                ("user", gettext("Write the name.")),
            ):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, missing)
        return typed

    def told(self) -> MailboxFacts:
        typed = self.cleaned_data
        return MailboxFacts(typed["address"], typed["server"], typed["user"], typed["folder"] or "INBOX")
