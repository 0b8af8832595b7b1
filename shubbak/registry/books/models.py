"""Registers, their yearly series, entries that nothing alters once they are written, days that are closed."""

import uuid

from django.db import models

from shubbak.people.models import Staff


class Register(models.Model):
    """A book of the registry office: incoming, outgoing, internal, confidential, complaints, permits.

    `direction` says which way the letters go that its clerks write in; a book without one takes no letters,
    only what services enter. What a confidential book holds is read by those who may open it, and by nobody
    else.
    """

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        INTERNAL = "internal"

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    direction = models.CharField(max_length=8, choices=Direction, blank=True)
    is_confidential = models.BooleanField(default=False)
    pattern = models.CharField(max_length=40, default="{n}/{year}")
    title = models.JSONField(default=dict)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Series(models.Model):
    """The numbers of one register in one year: the row whose lock gives the next number.

    After `closed_day`, the last day that was closed, nothing bears that day or an earlier one.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="series")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    closed_day = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "year"], name="one_series_per_year")]
        ordering = ["register", "year"]


class Entry(models.Model):
    """One line of a register: only what never changes. A trigger refuses every change and deletion.

    `register_day` is the legal day: mail after closing bears the next working day and keeps its true time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    register_day = models.DateField()
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    submission_id = models.UUIDField(unique=True)
    manifest_sha256 = models.BinaryField(max_length=32)
    receipt_id = models.BinaryField(max_length=8, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_entry_per_number"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="numbers_start_at_one"),
        ]
        ordering = ["series", "number"]


class EntryParty(models.Model):
    """Who sent an entry, or to whom it goes; erased when the law says so."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=12)
    name = models.CharField(max_length=300)
    contact = models.CharField(max_length=300, blank=True)


class EntrySubject(models.Model):
    """What an entry is about, in words; erased when the law says so."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="subject")
    words = models.CharField(max_length=500)


class EntryEvent(models.Model):
    """What befell an entry afterwards: annotation, dispatch, link, annulment, archiving."""

    class Kind(models.TextChoices):
        ANNOTATED = "annotated"
        DISPATCHED = "dispatched"
        LINKED = "linked"
        ANNULLED = "annulled"
        ARCHIVED = "archived"
        SETTLED = "settled"

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    other = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=models.Q(kind="annulled"), name="an_entry_is_annulled_once"
            )
        ]
        ordering = ["at", "id"]


class Receipt(models.Model):
    """What is signed of an entry: `payload` is the canonical bytes, `signature` Ed25519 over them.

    Inserted empty with its entry; the signer fills it after the commit, once.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="receipt")
    payload = models.BinaryField(default=b"")
    signature = models.BinaryField(max_length=64, null=True)
    key_id = models.CharField(max_length=32, blank=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["entry"], condition=models.Q(signature=None), name="receipts_to_sign"),
        ]


class DayClosing(models.Model):
    """The line under a day: "closed at n entries, from No x to No y".

    Without `clerk` the day closed by itself, and says so. `head` signs beneath, once. `first` and `last` are
    none where the day had no entries.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="closings")
    day = models.DateField()
    count = models.PositiveIntegerField()
    first = models.PositiveIntegerField(null=True)
    last = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    clerk = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    head = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "day"], name="a_day_is_closed_once"),
            models.CheckConstraint(
                condition=models.Q(head=None) | ~models.Q(head=models.F("clerk")),
                name="two_people_sign_a_day",
            ),
        ]
        ordering = ["-day", "series"]
