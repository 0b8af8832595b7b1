"""Labels: words that a body puts on its files, for its own staff."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shubbak.cases.models.case import Case


class Label(models.Model):
    """`words` by language; `key` is the first of them as it is sorted, so that no two labels look alike.

    A label that was withdrawn is offered no more; it stays on the files that bear it until it is taken off.
    """

    class Colour(models.TextChoices):
        """Each is a text on its own ground, readable in light and dark (design §3); no red, no amber."""

        SEA = "sea"
        GREEN = "green"
        INDIGO = "indigo"
        PLUM = "plum"
        SLATE = "slate"

    words = models.JSONField()
    key = models.CharField(max_length=60, editable=False)
    colour = models.CharField(max_length=8, choices=Colour, default=Colour.SLATE)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(withdrawn_at=None), name="one_label_of_a_word"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class CaseLabel(models.Model):
    """A label on a file. Who put it there, and when, stands in the history of the file."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="labels")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="files", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["label", "case"], name="a_label_once_on_a_file"),
        ]
