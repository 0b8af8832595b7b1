"""Services of an agency and their versions. A version never changes: a case is pinned to one."""

import json
from typing import Any

from django.db import models


class ServiceVersion(models.Model):
    """One published version. ``source`` is the pack as canonical JSON text, the order of its parts kept."""

    service = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, unique=True)
    source = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "version"], name="one_content_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.version}"

    @property
    def data(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads(self.source)
        return data


class Service(models.Model):
    """A service that the agency offers, and the version that new deposits are pinned to."""

    code = models.CharField(max_length=60, primary_key=True)
    current = models.OneToOneField(ServiceVersion, on_delete=models.PROTECT, related_name="service_offered")
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)
    """Since when nobody begins a deposit any more; files under way and drafts begun go on."""

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class Proposal(models.Model):
    """A pack that one colleague proposes and another publishes. The text stays as it was laid in."""

    class State(models.TextChoices):
        OPEN = "open"
        PUBLISHED = "published"
        DROPPED = "dropped"

    service = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=models.Q(state="open"), name="one_open_proposal_per_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.version}"


class LetterWording(models.Model):
    """The agency's own words for a letter of a service in one language, over those of the pack.

    A row never changes: each change is another `version`, and the latest that a letter finds when it is made
    is the letter's for good. Without a `body` the words of the pack hold again.
    """

    service = models.CharField(max_length=60)
    letter = models.CharField(max_length=60)
    language = models.CharField(max_length=3)
    version = models.PositiveIntegerField()
    subject = models.TextField(blank=True)
    body = models.TextField(blank=True)
    sms = models.TextField(blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "letter", "language", "version"], name="one_wording_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.letter} {self.language} {self.version}"


class AnswerBlock(models.Model):
    """A text that staff put into answers, by language; for one service, or for all where it names none."""

    title = models.JSONField()
    words = models.JSONField()
    service = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["service", "id"]

    def __str__(self) -> str:
        return f"{self.service} {self.pk}"
