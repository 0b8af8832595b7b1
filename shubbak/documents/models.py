"""Files as they came, and the documents that name them."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """Bytes in the agency's content-addressed store. The same bytes are stored once."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="sha256_is_hex")
        ]

    def __str__(self) -> str:
        return self.sha256


class Document(models.Model):
    """A file under a name: what somebody sent, what the body wrote, what it sent out."""

    class Direction(models.TextChoices):
        IN = "in"
        INTERNAL = "internal"
        OUT = "out"

    class Scan(models.TextChoices):
        PENDING = "pending"
        CLEAN = "clean"
        INFECTED = "infected"
        UNSCANNABLE = "unscannable"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=200, blank=True)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.IN)
    origin = models.CharField(max_length=20, blank=True)
    """Where it came from: portal, desk, api, email, paper (rendered by Shubbak)."""
    language = models.CharField(max_length=3, blank=True)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.PENDING)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        indexes = [
            models.Index(fields=["added_at"], name="document_to_scan", condition=models.Q(scan="pending")),
        ]

    def __str__(self) -> str:
        return self.name
