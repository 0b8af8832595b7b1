"""What one person proposes and another puts in force."""

from django.db import models
from django.db.models import F, Q


class TwoPeople(models.Model):
    """What takes effect once somebody else than who proposed it approves. What the operator writes down by
    hand names nobody, and is in force at once.
    """

    proposed_by = models.CharField(max_length=80, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    in_force_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        return self.in_force_at is None


BY_TWO = Q(in_force_at=None, approved_by="") | Q(
    Q(proposed_by="", approved_by="") | (~Q(approved_by="") & ~Q(approved_by=F("proposed_by"))),
    in_force_at__isnull=False,
)
"""The constraint of such a table."""
