"""Clocks that run on a case, and the times when they stood still."""

from django.db import models
from django.db.models import Q

from shubbak.cases.models.case import Case


class CaseClock(models.Model):
    """One clock of a case. Its due time can be reckoned again at any time from what stands here.

    `length` is a text that `working_time.Length.parse` reads. `wake_at`: when `run_clocks` next has
    something to do for it (a warning, an escalation); null once nothing is left.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        HELD = "held"
        MET = "met"
        LAPSED = "lapsed"
        """Ended after its due time."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clocks")
    code = models.CharField(max_length=40)
    length = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    extended = models.CharField(max_length=40, blank=True)
    warned = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField(null=True)
    escalated = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    wake_at = models.DateTimeField(null=True)
    calendar_version = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"], condition=Q(ended_at=None), name="one_open_clock_per_code"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["running", "held"], ended_at=None)
                | Q(state__in=["met", "lapsed"], ended_at__isnull=False),
                name="an_ended_clock_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["wake_at"], condition=Q(state="running"), name="clocks_to_wake"),
        ]


class ClockHold(models.Model):
    """A time when a clock stood still; `ended_at` is null while it does."""

    clock = models.ForeignKey(CaseClock, on_delete=models.CASCADE, related_name="holds")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cause = models.CharField(max_length=60)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ended_at=None), name="one_open_hold_per_clock"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")),
                name="a_hold_ends_after_it_starts",
            ),
        ]
