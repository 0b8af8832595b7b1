"""Announcements and planned outages of the body."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Announcement(models.Model):
    """News, or an outage told ahead; words by language. Taken back, it stays written."""

    class Kind(models.TextChoices):
        NEWS = "news"
        OUTAGE = "outage"

    kind = models.CharField(max_length=8, choices=Kind)
    title = models.JSONField()
    text = models.JSONField(default=dict)
    place = models.JSONField(default=dict)
    starts = models.DateTimeField()
    """When the outage begins; news is shown from here on."""
    ends = models.DateTimeField()
    announced_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")), name="announcement_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["ends"], condition=Q(withdrawn_at=None), name="announcements_to_show"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
