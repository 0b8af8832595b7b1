"""Announcements and planned outages of the body; its screens in halls."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
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


class Screen(models.Model):
    """A screen in a hall, which shows files by number and stage alone.

    `units` and `services` are codes; none of them means all. Whoever knows `token` sees the screen: another
    token takes the old address away.
    """

    code = models.SlugField(max_length=40, unique=True)
    title = models.JSONField()
    units = ArrayField(models.SlugField(max_length=40), default=list)
    services = ArrayField(models.SlugField(max_length=60), default=list)
    languages = ArrayField(models.CharField(max_length=3), default=list)
    token = models.CharField(max_length=16, unique=True)
    set_up_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(languages__len__gte=1), name="a_screen_speaks"),
            models.CheckConstraint(condition=~Q(token=""), name="a_screen_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.code
