"""A letter beside its entry: what the clerk read on it, who sent it, its papers."""

from django.db import models

from shubbak.documents.models import Document
from shubbak.people.models import Staff
from shubbak.registry.books.models import Entry
from shubbak.registry.letters.rules import Kind, Priority, Secrecy


class Correspondent(models.Model):
    """Somebody with whom letters are exchanged. `key` is the folded name, by which one is found again.

    A standing one (an authority, a ministry) has an address to which its letters go without being asked for.
    """

    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in Kind])
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True)
    city = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    is_standing = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "city"], name="one_correspondent_of_a_name")
        ]
        ordering = ["name", "id"]


class Nature(models.Model):
    """What sort of letter it is, and within what length ("10 working_days") the body answers it, if at all.

    `remind_days` before that day its unit is reminded. A legal date (a summons of a court) stands whatever is
    instructed. What `stays_sealed` (a bid, a personal letter) is entered from its envelope.
    """

    code = models.SlugField(max_length=40, unique=True)
    title = models.JSONField()
    answer_within = models.CharField(max_length=30, blank=True)
    remind_days = models.PositiveSmallIntegerField(default=2)
    is_legal = models.BooleanField(default=False)
    stays_sealed = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["code"]


class Letter(models.Model):
    """What is known of a letter beside its unalterable entry.

    `pieces` counts its enclosures, `enclosures` names them. `found_at`: when it had really arrived, of a
    letter that was found late. `due_at`: until when the body answers, if at all. `sealed` is an envelope
    that was registered unopened. `in_reply_to` is the entry that this letter answers. `stamp`: whether a
    stamped copy of its scan waits, is there, or cannot be made. `settled_because`: why it needs no answer.
    """

    class Stamp(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        IMPOSSIBLE = "impossible"

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="mail")
    correspondent = models.ForeignKey(
        Correspondent, on_delete=models.PROTECT, null=True, related_name="letters"
    )
    nature = models.ForeignKey(Nature, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=100, blank=True)
    written_on = models.DateField(null=True)
    language = models.CharField(max_length=2, default="ar")
    priority = models.CharField(max_length=12, choices=[(one, one) for one in Priority])
    secrecy = models.CharField(max_length=12, choices=[(one, one) for one in Secrecy])
    pieces = models.PositiveSmallIntegerField(default=0)
    enclosures = models.JSONField(default=list)
    national_portal = models.CharField(max_length=20, blank=True)
    national_reference = models.CharField(max_length=60, blank=True)
    found_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    in_reply_to = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="replies")
    clerk = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    manifest_nonce = models.BinaryField(max_length=16)
    stamp = models.CharField(max_length=10, choices=Stamp, blank=True)
    settled_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(secrecy="sealed") | models.Q(opened_at=None),
                name="only_what_was_sealed_is_opened",
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "entry"],
                condition=models.Q(due_at__isnull=False),
                name="letters_to_answer",
            ),
            models.Index(fields=["entry"], condition=models.Q(stamp="waiting"), name="letters_to_stamp"),
        ]


class LetterPaper(models.Model):
    """A paper of a letter, and as what: the scan, a copy with the stamp or with its text, an enclosure, a
    proof; `sealed` is the letter itself, where the body wrote it.
    """

    class Role(models.TextChoices):
        SCAN = "scan"
        STAMPED = "stamped"
        SEARCHABLE = "searchable"
        ENCLOSURE = "enclosure"
        PROOF = "proof"
        SEALED = "sealed"

    class Reading(models.TextChoices):
        """How far what came was read, for the search; what the body made is not read."""

        WAITING = "waiting"
        AGAIN = "again"
        READ = "read"
        EMPTY = "empty"
        UNREADABLE = "unreadable"
        NO_READER = "no_reader"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=Role)
    at = models.DateTimeField()
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.WAITING)
    text = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(reading__in=["waiting", "again"], role__in=["scan", "enclosure"]),
                name="letter_papers_to_read",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["letter", "document"], name="a_paper_lies_in_a_letter_once")
        ]
        ordering = ["id"]
