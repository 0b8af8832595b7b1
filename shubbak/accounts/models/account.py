"""Accounts without passwords: an address that somebody has proved, its codes, its sessions, its files."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from shubbak.cases.models import Case

KINDS = [("email", "email"), ("sms", "sms")]
_PLAIN = Q(address=Lower("address"))


class Account(models.Model):
    """Whoever can read what is sent to this address. `name` is what they last wrote of themselves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=5, choices=KINDS)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=3, default="ar")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "address"], name="one_account_per_address"),
            models.CheckConstraint(condition=_PLAIN, name="account_address_in_small_letters"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SignInCode(models.Model):
    """A code that was asked for. Its figures are derived from the id and a secret, and stand nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=5, choices=KINDS)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=3)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["address", "asked_at"], name="codes_of_address")]


class AccountSession(models.Model):
    """One device that is signed in. The cookie holds the token, the row its hash."""

    token_sha256 = models.BinaryField(primary_key=True, max_length=32)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="sessions")
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("begun_at")), name="session_ends_later"),
        ]
        indexes = [models.Index(fields=["expires_at"], name="sessions_to_sweep")]


class AccountFile(models.Model):
    """A file that its person brought into the account: deposited signed in, or opened with its code.

    What was opened with a code stays as long as that code: `generation` is the code's, null for a deposit.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="files")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="kept_in")
    generation = models.PositiveSmallIntegerField(null=True)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "case"], name="a_file_once_per_account")]
