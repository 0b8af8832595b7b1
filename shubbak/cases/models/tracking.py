"""What keeps codes from being guessed."""

from django.db import models


class AccessTry(models.Model):
    """Wrong codes for one number, known or not: five in an hour, then a growing wait.

    `number_sha256` hashes the number as it was read, so that the table names no case.
    """

    number_sha256 = models.BinaryField(primary_key=True, max_length=32)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)
