"""The link with which somebody whose account was just opened, or who forgot the password, chooses one.

It is good for three days and for one use: it hangs on the password in force (`PASSWORD_RESET_TIMEOUT`).
"""

from typing import Any

from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.tokens import default_token_generator
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from shubbak.people.actions import change_password
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of


def welcome_path(staff: Staff) -> str:
    """The path of that link on the body's host."""
    uid = urlsafe_base64_encode(force_bytes(staff.pk))
    return reverse(
        "staff_welcome",
        urlconf="shubbak.config.urls",
        kwargs={"uidb64": uid, "token": default_token_generator.make_token(staff)},
    )


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # Django's is generic in its stubs alone
    """A new password, twice; setting it is an act on record."""

    user: Staff

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"new_password1": _("New password"), "new_password2": _("New password, again")}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.update({"dir": "ltr", "autocomplete": "new-password"})
        self.fields["new_password1"].help_text = _(
            "At least 8 characters. A short sentence is easy to keep in mind."
        )

    def save(self, commit: bool = True) -> Staff:
        del commit
        new: str = self.cleaned_data["new_password1"]
        return change_password(staff=self.user, new=new, actor=actor_of(self.user), at=timezone.now())


class Welcome(PasswordResetConfirmView):
    """Choose a password by the link; then the sign-in, which asks for a second step."""

    template_name = "account/welcome.html"
    form_class = FirstPasswordForm
    success_url = reverse_lazy("account_login")
