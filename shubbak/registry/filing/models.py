"""Where letters lie once they are dealt with: the plan, holds, and lists of what may go."""

from django.db import models
from django.db.models import Q

from shubbak.people.models import Staff
from shubbak.registry.filing.rules import SHARE, WHOLE
from shubbak.registry.letters.models import Letter


class FileClass(models.Model):
    """A place in the classification plan: how long its letters are kept at hand, then in the intermediate
    archive, and what becomes of them. A body sets these years (registry-office §4.2: settings, never law),
    and of how many letters in a thousand a sample is kept (`share`).
    """

    class Fate(models.TextChoices):
        KEEP = "keep"
        ELIMINATE = "eliminate"
        SAMPLE = "sample"

    code = models.CharField(max_length=20, unique=True)
    title = models.JSONField()
    current_years = models.PositiveSmallIntegerField()
    intermediate_years = models.PositiveSmallIntegerField(default=0)
    fate = models.CharField(max_length=10, choices=Fate)
    share = models.PositiveSmallIntegerField(default=SHARE)
    natures = models.JSONField(default=list)
    """Codes of natures whose letters lie here unless somebody laid them elsewhere."""

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=WHOLE), name="a_sample_keeps_some_of_a_thousand"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def years(self) -> int:
        return self.current_years + self.intermediate_years


class Filing(models.Model):
    """Somebody laid a letter into a class by hand."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, primary_key=True, related_name="filing")
    file_class = models.ForeignKey(FileClass, on_delete=models.PROTECT, related_name="filings")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")


class LetterHold(models.Model):
    """A dispute, an inspection: nothing of the letter goes until it is lifted."""

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    placed_at = models.DateTimeField()
    placed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["placed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter"], condition=Q(lifted_at=None), name="a_letter_is_held_once"
            )
        ]


class EliminationList(models.Model):
    """Letters whose time is over, drawn up by one and let go by another, with the visa of the archives.

    open → approved → done; open → dropped. `reference`: the visa as the letter of the archives bears it.
    """

    class State(models.TextChoices):
        OPEN = "open"
        APPROVED = "approved"
        DROPPED = "dropped"
        DONE = "done"

    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=120, blank=True)
    visa_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="open"), name="one_open_elimination_list"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "dropped")) | (~Q(reference="") & Q(visa_by__isnull=False)),
                name="nothing_goes_without_its_visa",
            ),
            models.CheckConstraint(
                condition=Q(visa_by=None) | ~Q(visa_by=models.F("made_by")), name="two_let_letters_go"
            ),
        ]


class EliminationLine(models.Model):
    """One letter of a list. `until`: the last day of its keeping. What was drawn as a sample of its class
    stays, for the archives.
    """

    listed = models.ForeignKey(EliminationList, on_delete=models.CASCADE, related_name="lines")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="eliminations")
    file_class = models.ForeignKey(FileClass, on_delete=models.PROTECT, null=True, related_name="+")
    until = models.DateField()
    is_drawn = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["listed", "letter"], name="a_letter_once_per_list"),
            models.CheckConstraint(
                condition=Q(is_drawn=False) | Q(erased_at=None), name="what_was_drawn_is_not_erased"
            ),
        ]
        indexes = [models.Index(fields=["letter"], condition=Q(is_drawn=True), name="letters_drawn")]
