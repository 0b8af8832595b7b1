"""Numbers printed on paper beforehand, for hours in which nothing can be entered."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.people.models import Staff
from shubbak.registry.books.models import Entry, Register


class OutageBlock(models.Model):
    """Numbers of a register that were taken at once. Its id is the form that asked for them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="outage_blocks")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]


class OutageSheet(models.Model):
    """One number of a block: open until its letter is typed in, or it is voided with a reason.

    `arrived_at` and `channel` are when and how the letter came, as the sheet says; the entry's own time is
    when its number was taken.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="outage_sheet"
    )
    block = models.ForeignKey(OutageBlock, on_delete=models.PROTECT, related_name="sheets")
    arrived_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=20, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["entry__number"]
        indexes = [
            models.Index(fields=["block"], condition=Q(settled_at=None), name="sheets_to_settle"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(settled_at__isnull=False),
                name="a_sheet_is_settled_when_typed_in",
            )
        ]
