"""What two people decide, and what is paid in instalments."""

import uuid

from django.db import models
from django.db.models import F, Q

from shubbak.payments.ledger.models.accounts import Payer
from shubbak.payments.ledger.models.payables import Payable


class Request(models.Model):
    """Money to give back, or a debt to give up: asked by one person, decided by another.

    `account`: the account of the body out of which a refund is paid. Nobody decides what they asked for.
    """

    class Kind(models.TextChoices):
        REFUND = "refund"
        WRITE_OFF = "write_off"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="requests")
    payable = models.ForeignKey(Payable, on_delete=models.PROTECT, null=True, related_name="requests")
    amount = models.BigIntegerField()
    account = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by="", decided_at=None, is_granted=None)
                | ~Q(decided_by="") & Q(decided_at__isnull=False, is_granted__isnull=False),
                name="decided_or_not",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("asked_by")), name="by_two_people"),
            models.CheckConstraint(
                condition=Q(kind="refund", payable=None) & ~Q(account="")
                | Q(kind="write_off", payable__isnull=False),
                name="refund_or_write_off",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_is_asked"),
            models.UniqueConstraint(
                fields=["payable"], condition=Q(decided_at=None), name="asked_once_of_a_payable"
            ),
        ]
        ordering = ["asked_at", "id"]


class Plan(models.Model):
    """A payable asked in instalments: payables of the kind ``plan`` whose origin this is.

    It lapses when two of them are late: what is not paid of it is asked by the first payable again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payable = models.ForeignKey(Payable, on_delete=models.PROTECT, related_name="plans")
    made_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payable"], condition=Q(lapsed_at=None), name="one_plan_at_a_time"
            )
        ]
