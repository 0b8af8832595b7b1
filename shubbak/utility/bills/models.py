"""Runs, their drafts, and bills, which are never altered."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q

from shubbak.people.models import Staff
from shubbak.utility.bills.rules import Finding, Kind
from shubbak.utility.subscriptions.models import Contract, Holding


class Run(models.Model):
    """The bills of one period, made together: drafted, looked at, approved by somebody else, issued."""

    class State(models.TextChoices):
        BEGUN = "begun"
        COMPUTED = "computed"
        APPROVED = "approved"
        ISSUED = "issued"
        DROPPED = "dropped"

    period = models.CharField(max_length=7)
    sectors = models.JSONField(default=list, blank=True)
    issue_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.BEGUN)
    begun_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    bills = models.PositiveIntegerField(default=0)
    """How many drafts it has; once it is issued, how many bills."""
    total = models.BigIntegerField(default=0)
    told_to = models.CharField(max_length=16, blank=True)
    """The number of the last bill whose holder was told that it is ready."""
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("issue_on")), name="a_bill_leaves_time_to_pay"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("begun_by")), name="a_run_takes_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "issued"]) | Q(approved_by__isnull=False),
                name="what_is_issued_was_approved",
            ),
        ]


class Draft(models.Model):
    """What a run would bill to one contract. The table is not logged: a run is computed again at will.

    Contract, holding and run were just read from their tables; what binds them is checked of the bill.
    """

    run = models.ForeignKey(
        Run, on_delete=models.CASCADE, related_name="drafts", db_index=False, db_constraint=False
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    holding = models.ForeignKey(
        Holding, on_delete=models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False
    )
    first = models.DateField()
    last = models.DateField()
    quantity = models.BigIntegerField()
    estimated = models.BooleanField(default=False)
    lines = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    total = models.BigIntegerField(default=0)
    vat = models.BigIntegerField(default=0)
    finding = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in Finding], blank=True
    )
    cleared_by = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "contract"], name="one_draft_of_a_contract")]
        indexes = [
            models.Index(fields=["run", "finding"], condition=~Q(finding=""), name="drafts_to_look_at")
        ]


class PaperSuspension(models.Model):
    """Days on which no bill is brought on paper (S0.31): `until` is None while they last."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(until=None), name="paper_is_suspended_once"),
        ]


class BillQuerySet(models.QuerySet[Any]):
    def standing(self) -> "BillQuerySet":
        """Bills that were not cancelled, and cancel nothing."""
        cancelled = Bill.objects.filter(kind=Kind.CANCELLING).values("corrects")
        return self.exclude(kind=Kind.CANCELLING).exclude(pk__in=cancelled)


class Bill(models.Model):
    """A bill. The database refuses every change; a mistake is cancelled by the exact negative of it.

    `first` to `last` are the days it is about, both in it; `quantity` whole thousandths; amounts minor units.
    A trigger looks once for a statement that the holding, of this contract, and the run are there (ADR 14).
    `lines`: :mod:`shubbak.utility.bills.lines`. `facts`: readings and days. `digest` binds all of it, and the
    line of the journal under which it was issued binds the digests.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=16)
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Kind])
    run = models.ForeignKey(
        Run, on_delete=models.PROTECT, null=True, related_name="issued", db_index=False, db_constraint=False
    )
    period = models.CharField(max_length=7)
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="bills", db_index=False, db_constraint=False
    )
    holding = models.ForeignKey(
        Holding, on_delete=models.PROTECT, related_name="bills", db_index=False, db_constraint=False
    )
    first = models.DateField()
    last = models.DateField()
    issued_on = models.DateField()
    due_on = models.DateField()
    issued_at = models.DateTimeField()
    currency = models.CharField(max_length=3)
    quantity = models.BigIntegerField()
    estimated = models.BooleanField(default=False)
    total = models.BigIntegerField()
    vat = models.BigIntegerField()
    lines = models.JSONField()
    facts = models.JSONField(default=dict)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", db_index=False
    )
    digest = models.BinaryField(max_length=32)

    objects = BillQuerySet.as_manager()

    class Meta:
        ordering = ["-last", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_bill_of_a_number"),
            models.UniqueConstraint(
                fields=["contract", "period", "kind"],
                condition=Q(kind__in=["ordinary", "final"]),
                name="billed_once_for_a_period",
            ),
            models.UniqueConstraint(
                fields=["corrects", "kind"],
                condition=Q(corrects__isnull=False),
                name="cancelled_once_and_replaced_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ordinary", "final"], corrects=None)
                | Q(kind__in=["cancelling", "rectifying"], corrects__isnull=False),
                name="a_correction_names_its_bill",
            ),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_bill_has_days"),
        ]
        indexes = [
            models.Index(fields=["contract", "last"], name="bills_of_contract"),
            models.Index(fields=["issued_on"], name="bills_by_day"),
        ]

    def __str__(self) -> str:
        return self.number


class Correction(models.Model):
    """What one person says is wrong with a bill, until another grants or refuses it.

    `replaces`: another bill is to stand in its place, of this `quantity` and these `lines` and `facts`; else
    it is cancelled alone. `file`: the key of the file that asks for it. Granted, it is done as it was shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="proposals")
    reason = models.CharField(max_length=500)
    file = models.UUIDField(null=True)
    replaces = models.BooleanField(default=False)
    quantity = models.BigIntegerField(default=0)
    lines = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    total = models.BigIntegerField(default=0)
    vat = models.BigIntegerField(default=0)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by="", decided_at=None, is_granted=None)
                | ~Q(decided_by="") & Q(decided_at__isnull=False, is_granted__isnull=False),
                name="a_correction_is_decided_or_not",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")) | Q(is_granted=False),
                name="a_correction_takes_two_people",
            ),
            models.UniqueConstraint(
                fields=["bill"], condition=Q(decided_at=None), name="one_proposal_at_a_time_for_a_bill"
            ),
        ]

    @property
    def difference(self) -> int:
        """What the holder is asked more, or less."""
        return self.total - self.bill.total


class Contest(models.Model):
    """A complaint contests a bill, until it is answered. `file`: the key of the complaint."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="contests")
    file = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "file"], condition=Q(until=None), name="a_file_contests_a_bill_once"
            )
        ]
        indexes = [models.Index(fields=["file"], condition=Q(until=None), name="contests_of_file")]
