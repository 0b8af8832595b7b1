"""Lists of the queue that somebody keeps under a name."""

from typing import ClassVar

from django.db import models

from shubbak.cases.models.labels import Label
from shubbak.people.models import Staff, Unit


class SavedFilter(models.Model):
    """A tab and what narrows it. `shared_with`: the unit whose people find it too; null: its owner alone.

    It holds what is asked for and no file: whoever opens it sees what they may see.
    """

    owner = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    shared_with = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    tab = models.CharField(max_length=20)
    service = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    assignee = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_filter_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
