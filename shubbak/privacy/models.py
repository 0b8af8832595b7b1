"""Who opened a file; lists of files to erase, the visas given to them, and holds that keep a file."""

from django.db import models
from django.db.models import Q

from shubbak.cases.models import Case
from shubbak.people.models import Staff


class LegalHold(models.Model):
    """A dispute, an inspection: nothing of the file is erased until it is lifted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by_name = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-placed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(lifted_at=None), name="one_hold_per_file"),
        ]


class ErasureList(models.Model):
    """Files that may go, by schedule or at the request of their person; two visas let them go."""

    class Ground(models.TextChoices):
        SCHEDULE = "schedule"
        REQUEST = "request"

    class State(models.TextChoices):
        OPEN = "open"
        APPROVED = "approved"
        DROPPED = "dropped"
        DONE = "done"

    ground = models.CharField(max_length=8, choices=Ground)
    reason = models.TextField(blank=True)
    """Of a request: its number in the register, and why it is granted."""
    reference = models.CharField(max_length=120, blank=True)
    """The visa of the archives (law 69-99), as their letter bears it."""
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ground"],
                condition=Q(state="open", ground="schedule"),
                name="one_open_list_by_schedule",
            ),
        ]


class ErasureLine(models.Model):
    """One file of a list. `until` is the last day of its time of keeping, where that is the ground."""

    listed = models.ForeignKey(ErasureList, on_delete=models.CASCADE, related_name="lines")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="erasures")
    until = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["listed", "case"], name="a_file_once_per_list")]


class ErasureVisa(models.Model):
    """Somebody has looked at a list and lets it go."""

    listed = models.ForeignKey(ErasureList, on_delete=models.CASCADE, related_name="visas")
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["listed", "by"], name="one_visa_per_person")]


class FileLook(models.Model):
    """Somebody of the body opened the page of a file, so many times on one day where the body is."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looks")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="looks")
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "staff", "day"], name="one_look_a_day"),
        ]
