"""What the body asks of the person: item by item, once (law 55-19, principle 8)."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.cases.models.case import Case


class Observation(models.Model):
    """One request for what is missing. `round` 2 and more need a reason from the head of the unit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="observations")
    round = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["round"]
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_observation_per_round"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(answered_at=None), name="one_open_observation_per_case"
            ),
            models.CheckConstraint(condition=Q(round=1) | ~Q(reason=""), name="asking_again_needs_a_reason"),
        ]


class ObservationItem(models.Model):
    """One thing that is asked for: a paper of the pack (`requirement`) or an answer in words."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="items")
    requirement = models.CharField(max_length=60, blank=True)
    title = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
