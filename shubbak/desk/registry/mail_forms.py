"""What a clerk writes about a message that came by e-mail."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.desk.administration.forms.base import AdministrationForm
from shubbak.desk.forms.base import line, one_of
from shubbak.desk.registry import mail_words as words


class JoinForm(AdministrationForm):
    number = line(
        _("Number of the file"),
        _("Write the number of the file."),
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


class RefusalForm(AdministrationForm):
    def arrange(self) -> None:
        reasons = [(code, str(said)) for code, said in words.REASONS.items()]
        self.fields["reason"] = one_of(_("Why"), reasons, gettext("Choose the reason."))
