"""Naming a contract in one's account, and sharing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shubbak.notifications.rules import Recipient
from shubbak.portal.forms import AddressForm


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What you call this contract"),
        help_text=_("Such as: my mother’s house. You alone see it."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class ShareForm(AddressForm):
    """To whom an invitation goes."""

    def person(self, language: str) -> Recipient:
        address = self.given()
        way = {"email": address.text} if address.kind == "email" else {"phone": address.text}
        return Recipient(language=language, **way)
