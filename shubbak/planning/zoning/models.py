"""Plans with their zones, as they were imported."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shubbak.planning.zoning.rules import Kind, State


class UrbanPlan(models.Model):
    """One version of a plan: what an import brought. `title`, `decree`: words by language; `decree` names the
    text that approved it and its Official Bulletin. Never altered; a newer one takes its place.
    """

    code = models.SlugField(max_length=40)
    version = models.PositiveIntegerField()
    title = models.JSONField()
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in State])
    decree = models.JSONField(default=dict)
    approved_on = models.DateField(null=True)
    effects_until = models.DateField(null=True)
    sha256 = models.BinaryField(max_length=32)
    imported_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="a_plan_has_one_of_each_version"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_on__isnull=False),
                name="an_approved_plan_says_since_when",
            ),
            models.CheckConstraint(
                condition=Q(effects_until=None) | Q(effects_until__gt=F("approved_on")),
                name="effects_end_after_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Zone(models.Model):
    """A polygon of a plan. `outline`: GeoJSON geometry; the four bounds, in degrees, find it by a point."""

    plan = models.ForeignKey(UrbanPlan, on_delete=models.PROTECT, related_name="zones")
    code = models.CharField(max_length=40)
    title = models.JSONField()
    rules = models.JSONField(default=dict)
    outline = models.JSONField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        ordering: ClassVar[list[str]] = ["plan", "id"]
        indexes = [models.Index(fields=["plan", "west", "east"], name="zones_by_bounds")]

    def __str__(self) -> str:
        return self.code
