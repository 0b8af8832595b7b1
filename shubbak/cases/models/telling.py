"""What was said: decisions, tellings of the outcome, messages with the person, notes inside."""

import uuid

from django.db import models

from shubbak.cases.models.case import Case
from shubbak.registry.models import Entry


class Decision(models.Model):
    """A result with its reasons. `round` is how often the case had been re-opened before."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(max_length=60)
    reasons = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["at", "id"]


class Telling(models.Model):
    """Who told whom, when, how, whether the person was reached, and what was said.

    A written answer is a telling too: it counts once its message (`message_id`) has left.
    """

    class Channel(models.TextChoices):
        PHONE = "phone"
        VISIT = "visit"
        EMAIL = "email"
        SMS = "sms"
        LETTER = "letter"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tellings")
    round = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200, blank=True)
    to_name = models.CharField(max_length=200)
    channel = models.CharField(max_length=8, choices=Channel)
    reached = models.BooleanField()
    words = models.TextField()
    message_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["at", "id"]


class Correspondence(models.Model):
    """A message between the body and the person, or another body; on the file for good."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="correspondence")
    direction = models.CharField(max_length=3, choices=Direction)
    with_body = models.BooleanField(default=False)
    other_name = models.CharField(max_length=200)
    address = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    words = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200, blank=True)
    message_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["at", "id"]


class Note(models.Model):
    """A note among staff; the person never sees it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200, blank=True)
    words = models.TextField()

    class Meta:
        ordering = ["at", "id"]


class CaseLetter(models.Model):
    """A letter or paper of the body, as data: it is rendered whenever it is read, always from these facts.

    `name` is the letter (or the paper going out) in the pack; `facts` what it says beyond the case itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    state = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["at", "id"]


class LetterNumber(models.Model):
    """The number that a letter got in the outgoing register."""

    letter = models.OneToOneField(
        CaseLetter, on_delete=models.PROTECT, primary_key=True, related_name="outgoing"
    )
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="letter")
    number = models.CharField(max_length=40)
