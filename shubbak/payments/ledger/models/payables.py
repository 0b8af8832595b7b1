"""What is owed, what was paid, and the numbers that are printed on both."""

import uuid

from django.db import models
from django.db.models import F, Q

from shubbak.payments.ledger.models.accounts import Payer


class PayableQuerySet(models.QuerySet["Payable"]):
    def open(self) -> "PayableQuerySet":
        """What is still asked for."""
        return self.filter(cancelled_at=None, amount__gt=F("paid") + F("waived"))


class Payable(models.Model):
    """Something to pay: a bill, a fee, an instalment. Only what was paid, waived, held and cancelled changes.

    `kind`, `origin` and `part` name what it stands for in the room that posted it; there it is posted once.
    `waived` is what is asked no more: written off, or asked in instalments instead. What is held is
    contested: nobody is reminded of it or cut off for it, but it can be paid.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="payables", db_constraint=False)
    kind = models.SlugField(max_length=20, db_index=False)
    origin = models.UUIDField()
    part = models.SlugField(max_length=40, blank=True, db_index=False)
    reference = models.CharField(max_length=40)
    rf = models.CharField(max_length=25)
    amount = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)
    waived = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    due_on = models.DateField()
    posted_at = models.DateTimeField()
    words = models.JSONField(default=dict)
    cancelled_at = models.DateTimeField(null=True)
    held_since = models.DateTimeField(null=True)

    objects = PayableQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, paid__gte=0, waived__gte=0, amount__gte=F("paid") + F("waived")),
                name="never_paid_twice",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(paid=0, waived=0), name="nothing_paid_on_what_is_cancelled"
            ),
            models.UniqueConstraint(fields=["reference"], name="one_payable_of_a_reference"),
            models.UniqueConstraint(fields=["rf"], name="one_payable_of_an_rf"),
            models.UniqueConstraint(
                fields=["kind", "origin", "part"], condition=Q(cancelled_at=None), name="posted_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(cancelled_at=None, amount__gt=F("paid") + F("waived")),
                name="payables_open",
            ),
        ]
        ordering = ["due_on", "id"]

    @property
    def left(self) -> int:
        """What is still to be paid."""
        return 0 if self.cancelled_at else self.amount - self.paid - self.waived

    @property
    def is_settled(self) -> bool:
        return not self.cancelled_at and not self.left


class Payment(models.Model):
    """Money that came. The reference of its source is taken once, for ever; a reversed one stays.

    `body_sha256`: of what was asked, so that the same reference with another body is found out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.CharField(max_length=60)
    reference = models.CharField(max_length=80)
    body_sha256 = models.BinaryField(max_length=32)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="payments")
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    channel = models.CharField(max_length=20)
    paid_at = models.DateTimeField()
    business_day = models.DateField()
    received_at = models.DateTimeField()
    reversed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "reference"], name="one_payment_of_a_reference"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_was_paid"),
        ]
        indexes = [models.Index(fields=["business_day", "source"], name="payments_by_day")]


class Series(models.Model):
    """Numbers 1, 2, 3 … of a code in a year: the row whose lock gives the next ones."""

    code = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_row_of_a_series")]
