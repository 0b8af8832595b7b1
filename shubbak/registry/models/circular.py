"""Circulars and notes: one entry of the internal register, told to many, and who has read it when."""

from django.db import models

from shubbak.people.models import Staff
from shubbak.registry.models.letter import Letter


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
