"""What a body has set about arrears, whom it protects, how far it has gone with whom, and orders to crews."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from shubbak.people.models import Staff
from shubbak.utility.subscriptions.models import Contract, Holding, SpanQuerySet, once_at_a_time


class Practice(models.Model):
    """The lines of the body from a day on (`ArrearsRules`), and the text that each rests on."""

    starts = models.DateField(unique=True)
    settings = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    """By the name of the line: {"ar": …, "fr": …, "en": …}."""

    class Meta:
        ordering = ["starts"]

    def __str__(self) -> str:
        return self.starts.isoformat()


class Protection(models.Model):
    """Nobody cuts this contract in these days."""

    class Kind(models.TextChoices):
        LIFE_SUPPORT = "life_support"
        PROTECTED = "protected"
        PUBLIC = "public"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="protections")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.CharField(max_length=300)
    starts = models.DateField()
    ends = models.DateField(null=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            once_at_a_time("a_contract_is_protected_once", "contract"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_protection_has_a_reason"),
        ]


class ArrearQuerySet(models.QuerySet["Arrear"]):
    def going_on(self) -> Self:
        return self.filter(ended_at=None)


class Arrear(models.Model):
    """How far the body has gone with a holder who does not pay, from the first reminder to the end.

    `cut_from`: the first day on which the notice lets somebody cut. Whether anything is still due, and what,
    the ledger says.
    """

    class State(models.TextChoices):
        REMINDED = "reminded"
        NOTICED = "noticed"
        ORDERED = "ordered"
        CUT = "cut"
        RESTORING = "restoring"
        ENDED = "ended"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="arrears")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="arrears")
    state = models.CharField(max_length=10, choices=State, default=State.REMINDED)
    reminded_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True)
    noticed_amount = models.BigIntegerField(null=True)
    cut_from = models.DateField(null=True)
    is_reached = models.BooleanField(default=True)
    """Whether the last warning found an address; else it goes on paper."""
    ended_at = models.DateTimeField(null=True)

    objects = ArrearQuerySet.as_manager()

    class Meta:
        ordering = ["reminded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holding"], condition=Q(ended_at=None), name="one_arrear_of_a_holder"
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False) | ~Q(state="ended") & Q(ended_at=None),
                name="an_arrear_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reminded", "ended"])
                | Q(noticed_at__isnull=False, noticed_amount__gt=0, cut_from__isnull=False),
                name="nobody_is_cut_without_notice",
            ),
        ]
        indexes = [
            models.Index(fields=["state"], condition=Q(ended_at=None), name="arrears_going_on"),
            models.Index(fields=["contract", "reminded_at"], name="arrears_of_contract"),
        ]


class OrderQuerySet(models.QuerySet["Order"]):
    def open(self) -> Self:
        return self.filter(closed_at=None)


class Order(models.Model):
    """A cut or a reconnection that a crew is to make. `day`: that of a cut; `by`: the end of the clock of a
    reconnection. `late_or_early`: a cut that was made when nobody is cut.
    """

    class Kind(models.TextChoices):
        CUT = "cut"
        RECONNECTION = "reconnection"

    class Outcome(models.TextChoices):
        DONE = "done"
        NOT_DONE = "not_done"
        WITHDRAWN = "withdrawn"

    number = models.CharField(max_length=16, unique=True)
    arrear = models.ForeignKey(Arrear, on_delete=models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=12, choices=Kind)
    day = models.DateField(null=True)
    by = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    done_at = models.DateTimeField(null=True)
    index = models.BigIntegerField(null=True)
    crew = models.CharField(max_length=120, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    is_amiss = models.BooleanField(default=False)
    """A cut when nobody may be cut, or after it was withdrawn; a reconnection after its clock ran out."""
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["ordered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["arrear"], condition=Q(closed_at=None), name="one_order_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="cut", day__isnull=False, by=None, ordered_by__isnull=False)
                | Q(kind="reconnection", day=None, by__isnull=False),
                name="somebody_orders_a_cut",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="an_order_ends_somehow",
            ),
            models.CheckConstraint(
                condition=Q(outcome="done", done_at__isnull=False) | ~Q(outcome="done") & Q(done_at=None),
                name="what_is_done_has_its_hour",
            ),
        ]
        indexes = [models.Index(fields=["kind", "day"], condition=Q(closed_at=None), name="orders_open")]

    def __str__(self) -> str:
        return self.number
