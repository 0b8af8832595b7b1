"""The forms of sign-in in our own words: a label and never a placeholder, the keyboard that fits."""

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django.core.exceptions import ValidationError
from django.forms import Form
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}


def _worded(form: Form, name: str, label: "_StrPromise", **attributes: str) -> None:
    """Give a field its label and attributes; what stood inside the box as a placeholder goes."""
    field = form.fields[name]
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"dir": "ltr", **attributes})


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "login", _("E-mail address"), autocomplete="username")
        _worded(self, "password", _("Password"), autocomplete="current-password")
        self.fields["password"].help_text = ""


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "password", _("Password"), autocomplete="current-password")


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "oldpassword", _("Present password"), autocomplete="current-password")
        _worded(self, "password1", _("New password"), autocomplete="new-password")
        _worded(self, "password2", _("New password, again"), autocomplete="new-password")
        self.fields["password1"].help_text = _(
            "At least 8 characters. A short sentence is easy to keep in mind."
        )


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "code", _("Code"), **_CODE)

    def clean_code(self) -> str:
        """The code, if it is right; a wrong one is on record."""
        try:
            code: str = super().clean_code()
        except ValidationError:
            get_adapter().note_failed(context.request, "second", self.user)
            raise
        return code


class SecondKeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]
    def clean_credential(self) -> Authenticator:
        """The key, if its answer is right; a wrong one is on record, and what is no answer of a key too."""
        try:
            return self._answering_key()
        except ValidationError:
            get_adapter().note_failed(context.request, "second", self.user)
            raise

    def _answering_key(self) -> Authenticator:
        try:
            return super().clean_credential()
        except (KeyError, AttributeError) as malformed:
            raise factor_adapter().validation_error("incorrect_code") from malformed


class SecondStepAgainForm(CodeAgainForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "code", _("Code"), **_CODE)


class ApplicationForm(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "code", _("Code"), **_CODE)


class KeyForm(AddWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, "name", _("Name of the key"), dir="auto", autocomplete="off")
