"""Between colleagues: who is named in a note, and which other unit is asked for its opinion."""

from typing import Any

from django.db import models
from django.db.models import Q

from shubbak.cases.models.case import Case
from shubbak.cases.models.telling import Note
from shubbak.people.models import Staff, Unit


class Mention(models.Model):
    """Somebody named in a note, by name or as one of a `unit`; `read_at` once they have said so."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "staff"], name="mentioned_once_a_note")]
        indexes = [models.Index(fields=["staff"], condition=Q(read_at=None), name="mentions_unread")]


class OpinionQuerySet(models.QuerySet[Any]):
    def awaited(self) -> "OpinionQuerySet":
        """Neither answered nor taken back, of files that are still open."""
        return self.filter(answered_at=None, withdrawn_at=None, case__closed_at=None)


class OpinionRequest(models.Model):
    """A question to another unit. While it is awaited, the people of that unit see the file, and answer.

    `answer` is the note that they wrote. No clock of the file knows of it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    due_on = models.DateField()
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.OneToOneField(Note, on_delete=models.PROTECT, null=True, related_name="opinion")
    withdrawn_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "unit"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="one_open_opinion_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer=None)
                | Q(answered_at__isnull=False, answer__isnull=False, withdrawn_at=None),
                name="an_opinion_is_its_note",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit"], condition=Q(answered_at=None, withdrawn_at=None), name="opinions_awaited"
            )
        ]
