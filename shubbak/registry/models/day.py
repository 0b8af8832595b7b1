"""The end of a day of a register (حصر السجل)."""

from django.db import models

from shubbak.people.models import Staff
from shubbak.registry.models.entry import Series


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
