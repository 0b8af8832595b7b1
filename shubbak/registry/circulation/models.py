"""A letter inside the house: what management instructs, which unit holds it for what, who was told of it."""

from django.db import models

from shubbak.people.models import Staff, Unit
from shubbak.registry.books.models import Entry
from shubbak.registry.circulation.rules import Mention
from shubbak.registry.letters.models import Letter


class Instruction(models.Model):
    """What management writes on a letter (التأشيرة), and until when its units answer."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="instructions")
    words = models.TextField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]


class Slip(models.Model):
    """A dispatch slip (ورقة الإرسال): what the registry office hands to a unit at once, under a number of its
    own.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="slip")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]


class Handover(models.Model):
    """A letter goes to a unit, for what its mention says. One unit coordinates; the others have copies.

    sent → accepted → passed on, or sent → returned with a reason. Whoever passes it on stays in its history.
    `slip` is the paper that it went with. The coordinating unit is reminded once (`reminded_at`), as many
    days before the letter is due as `remind_days` says, else its nature.
    """

    class State(models.TextChoices):
        SENT = "sent"
        ACCEPTED = "accepted"
        RETURNED = "returned"
        PASSED_ON = "passed_on"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="handovers")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    mention = models.CharField(max_length=16, choices=[(one, one) for one in Mention])
    is_coordinator = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    sent_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    answered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    remind_days = models.PositiveSmallIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    slip = models.ForeignKey(Slip, on_delete=models.PROTECT, null=True, related_name="lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter"],
                condition=models.Q(is_coordinator=True, state__in=("sent", "accepted")),
                name="one_unit_coordinates_a_letter",
            ),
            models.UniqueConstraint(
                fields=["letter", "unit"],
                condition=models.Q(state__in=("sent", "accepted")),
                name="a_unit_holds_a_letter_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(reason=""),
                name="a_letter_returns_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "-sent_at"],
                condition=models.Q(state__in=("sent", "accepted")),
                name="letters_of_a_unit",
            ),
            models.Index(fields=["unit"], condition=models.Q(state="sent"), name="letters_to_accept"),
        ]
        ordering = ["sent_at", "id"]


class Circular(models.Model):
    """What the body tells its own staff. `units` are codes; none means everybody."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, primary_key=True, related_name="circular")
    words = models.TextField(blank=True)
    units = models.JSONField(default=list)
    sent_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at"]


class ReadReceipt(models.Model):
    """To whom a circular was told, and when they opened it first, if they have."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="readers")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circular", "staff"], name="a_reader_is_told_once"),
        ]
        indexes = [
            models.Index(fields=["staff"], condition=models.Q(read_at=None), name="circulars_to_read"),
        ]
        ordering = ["id"]
