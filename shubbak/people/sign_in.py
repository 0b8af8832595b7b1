"""How staff sign in: what Shubbak decides where django-allauth asks, and its views under our conditions.

E-mail and password, then a second factor: an authenticator application or a security key, with recovery codes
(NIST SP 800-63B, AAL2). Accounts are opened by the administrator of the body; nobody signs up.
"""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency, vault
from shubbak.agencies.shares import is_within
from shubbak.foundation.network import client_address, network_prefix
from shubbak.people.actions import (
    change_password,
    note_factors_changed,
    note_sign_in_failed,
    note_signed_in,
    note_signed_out,
)
from shubbak.people.models import Staff
from shubbak.people.permissions import needs_second_factor
from shubbak.people.queries import actor_of, factors_of, other_second_factors, staff_with

View = Callable[..., HttpResponseBase]
TRIES_AN_HOUR = 20
"""To sign in with one address from one network, right ones included; five wrong ones shut it for minutes."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closed to newcomers; who came in, who was not let in and a new password are on record."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "enter_current_password": _("Type the password that you use now."),
        "incorrect_password": _("The password is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 — allauth's signature
        return False

    def set_password(self, user: Staff, password: str) -> None:
        change_password(staff=user, new=password, actor=actor_of(user), at=timezone.now())

    def post_login(self, request: HttpRequest, user: Staff, **given: Any) -> HttpResponseBase:
        note_signed_in(staff=user, network=self.network_of(request), at=timezone.now())
        answer: HttpResponseBase = super().post_login(request, user, **given)
        return answer

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Staff):
            note_signed_out(staff=request.user, at=timezone.now())
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self.note_failed(request, "password", staff_with(str(credentials.get("email", ""))))

    def note_failed(self, request: HttpRequest, step: str, staff: Staff | None) -> None:
        network = self.network_of(request)
        note_sign_in_failed(step=step, staff=staff, network=network, at=timezone.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted for all processes together, before the password is looked at.

        An address is shut for the network that guesses, and stays open to its owner elsewhere.
        """
        what = f"sign-in/{_digest_of(credentials)}"
        if not is_within(what=what, network=self.network_of(request), share=TRIES_AN_HOUR, at=timezone.now()):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def get_client_ip(self, request: HttpRequest) -> str:
        forwarded = request.headers.get("X-Forwarded-For", "")
        return client_address(str(request.META.get("REMOTE_ADDR", "")), forwarded)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return f"{_digest_of(credentials)}@{self.network_of(request)}"

    def network_of(self, request: HttpRequest) -> str:
        return network_prefix(self.get_client_ip(request))

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened where it happened; nothing waits for the next page."""


_FACTORS = b"second factors"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets rest encrypted; the last factor stays; applications show the name of the body."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Type the one that is shown now."),
    }

    def encrypt(self, text: str) -> str:
        return vault(current_agency(), _FACTORS).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault(current_agency(), _FACTORS).decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        staff = authenticator.user
        return not needs_second_factor(staff) or other_second_factors(staff, authenticator.pk)

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def _get_site_name(self) -> str:
        return current_agency().localized_name(get_language() or "ar")


class RemoveKey(RemoveWebAuthnView):  # type: ignore[misc]
    """Removal of a security key, unless it is the last second factor."""

    def form_valid(self, form: Form) -> HttpResponse:
        if not SecondFactorAdapter().can_delete_authenticator(self.get_object()):
            form.add_error(None, gettext("It is your only second step: set up another one first."))
        answer = self.form_invalid if form.errors else super().form_valid
        response: HttpResponse = answer(form)
        return response


def _digest_of(credentials: dict[str, Any]) -> str:
    """An address as it was typed, for keys that anybody may read."""
    typed = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    return hashlib.sha256(typed.encode()).hexdigest()[:32]


def leaving_nothing(view: View) -> View:
    """The view that signs out: the browser is told to forget what it was shown."""

    @functools.wraps(view)
    def left(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = '"cache"'
        return response

    return left


def noting_factors(view: View) -> View:
    """A view after which, if a second factor changed, every other session of that person has ended."""

    @functools.wraps(view)
    def noted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff = request.user
        if not isinstance(staff, Staff) or request.method != "POST":
            return view(request, *args, **kwargs)
        before = factors_of(staff)
        response = view(request, *args, **kwargs)
        if factors_of(staff) != before:
            note_factors_changed(staff=staff, actor=actor_of(staff), at=timezone.now())
            update_session_auth_hash(request, staff)
        return response

    return noted
