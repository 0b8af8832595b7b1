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


class Upload(models.Model):
    """A file on its way in, in pieces (tus 1.0). Its bytes so far are the part file that bears its id.

    `bound_to` is what it will lie beside, a draft: only who may write there sees it, goes on with it, ends
    it. `offset` bytes are on disk for good. `mark` is what the sender's device knows the file by. The last
    bytes and the document are one transaction; the row stays until it expires, so that whoever lost the last
    answer learns that nothing is missing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bound_to = models.UUIDField()
    requirement = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    mark = models.CharField(max_length=40, blank=True)
    length = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["bound_to"], name="upload_bound_to"),
            models.Index(fields=["expires_at"], name="upload_expires"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offset__lte=models.F("length")), name="no_more_than_said"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.offset} of {self.length}"

    @property
    def is_whole(self) -> bool:
        return self.offset == self.length
