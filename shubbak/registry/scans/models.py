"""What scanners gave: batches, the parts they were cut into, and what was seen on each page."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.documents.models import Document
from shubbak.people.models import Staff
from shubbak.registry.books.models import Entry


class ScanBatch(models.Model):
    """One file of a scanner, known by its digest: it is taken once, wherever it comes from.

    `original` stays as it came until its time is over. `problem` is why it was not cut, as a code, with its
    `facts`; `tries` counts how often that was begun.
    """

    class Source(models.TextChoices):
        FOLDER = "folder"
        DESK = "desk"
        FORM = "form"
        """Chosen in a form that was shown again: it lies in no tray."""

    class State(models.TextChoices):
        WAITING = "waiting"
        CUT = "cut"
        FAILED = "failed"
        DISMISSED = "dismissed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=8, choices=Source)
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001  none of what a form kept
    original = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    came_at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=20, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["came_at", "id"]
        indexes = [
            models.Index(fields=["came_at"], condition=Q(state="waiting"), name="batches_to_cut"),
            models.Index(fields=["came_at"], name="batches_by_age"),
        ]

    def __str__(self) -> str:
        return self.name


class ScanPart(models.Model):
    """Pages that are one letter, from a separator sheet to the next; `document` binds them.

    What is written on it is read before a clerk enters it (`text`, and `copy` with its text behind the
    picture, of the file `read_of`), and is the letter's from then on.
    `rank` is the place of its first page in its batch. `belongs` is the entry that the separator named. Once
    it is entered, or laid into that entry, its document is the letter's.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ENTERED = "entered"
        LAID = "laid"
        ASIDE = "aside"

    class Reading(models.TextChoices):
        WAITING = "waiting"
        AGAIN = "again"
        READ = "read"
        UNREADABLE = "unreadable"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="parts")
    rank = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.WAITING)
    text = models.TextField(default="", blank=True)
    copy = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    read_of = models.CharField(max_length=64, default="", blank=True)
    belongs = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="scan_parts")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["batch", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "rank"], name="a_part_begins_at_its_page"),
            models.CheckConstraint(
                condition=Q(state__in=["entered", "laid"], entry__isnull=False)
                | Q(state__in=["waiting", "aside"], entry=None),
                name="a_part_becomes_one_entry",
            ),
        ]
        indexes = [models.Index(fields=["state", "batch"], name="parts_by_state")]


class ScanPage(models.Model):
    """A page of a batch: a small picture of it, and the part in which it lies, at which place.

    A blank page stays out of the paper of its part; a separator sheet lies in none.
    """

    class Kind(models.TextChoices):
        WRITTEN = "written"
        BLANK = "blank"
        SEPARATOR = "separator"

    batch = models.ForeignKey(ScanBatch, on_delete=models.PROTECT, related_name="pages")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind)
    picture = models.BinaryField(default=b"")
    part = models.ForeignKey(ScanPart, on_delete=models.PROTECT, null=True, related_name="pages")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_page_of_a_batch_is_kept_once")
        ]
