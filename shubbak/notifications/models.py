"""The outbox: one row is the order to write to somebody, and later the history of it."""

import uuid

from django.db import models


class Message(models.Model):
    """A message to a person. Ids only; the words are rendered at sending and never stored."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"
        """The last try failed; there will be another."""
        DEAD = "dead"
        """Given up. The staff see it on the case: this person was not reached."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about_kind = models.CharField(max_length=30)
    about_id = models.CharField(max_length=40)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    person_id = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=5, choices=Channel)
    address = models.CharField(max_length=254)
    language = models.CharField(max_length=3)
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=6, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    """Null once nothing is left to try."""
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "created_at"], name="message_about"),
            models.Index(
                fields=["next_try_at"], name="message_due", condition=models.Q(next_try_at__isnull=False)
            ),
            models.Index(fields=["address", "created_at"], name="message_address"),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_has_a_next_try_until_it_ends",
                condition=models.Q(state__in=["sent", "dead"], next_try_at__isnull=True)
                | models.Q(state__in=["queued", "failed"], next_try_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.channel}"


class Delivery(models.Model):
    """The development sink: what would have left, where no gateway or mail server is set."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.subject or self.address
