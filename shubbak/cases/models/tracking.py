"""What keeps codes from being guessed."""

from django.db import models

from shubbak.cases.models.case import Case


class AccessTry(models.Model):
    """Wrong codes for one number, known or not: five in an hour, then a growing wait.

    `number_sha256` hashes the number as it was read, so that the table names no case.
    """

    number_sha256 = models.BinaryField(primary_key=True, max_length=32)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)


class AccessLink(models.Model):
    """A link in a message that opens one case. Its 128-bit token is derived again at sending, here only
    hashed.
    """

    token_sha256 = models.BinaryField(primary_key=True, max_length=32)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="links")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
