"""Orders at a gateway, what they pay, and the gateway's files of the day."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.payments.ledger.models import Payable, Payer, Payment


class Order(models.Model):
    """Somebody went to pay. Paid is the end; a refused or expired one may still be paid, as the card decides.

    `ask_at`: when the gateway is asked next; empty once it has said that the money is there, or that nobody
    will ever pay. `filed`: the file of the day in which it stood. `alarm`: what a person has to look at.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        PAID = "paid"
        REFUSED = "refused"
        UNKNOWN = "unknown"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    oid = models.CharField(max_length=20, unique=True)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="+")
    gateway = models.SlugField(max_length=20, db_index=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=200, blank=True)
    alarm = models.SlugField(max_length=20, blank=True, db_index=False)
    reference = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=3)
    address = models.EmailField(blank=True)
    made_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="order")
    filed = models.ForeignKey("online.DayFile", on_delete=models.PROTECT, null=True, related_name="orders")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_order_is_of_something"),
            models.CheckConstraint(
                condition=Q(state="paid", payment__isnull=False) | (~Q(state="paid") & Q(payment=None)),
                name="paid_means_a_payment",
            ),
        ]
        indexes = [
            models.Index(fields=["ask_at"], condition=Q(ask_at__isnull=False), name="orders_to_ask"),
            models.Index(fields=["made_at"], condition=~Q(alarm=""), name="orders_with_alarm"),
        ]

    def __str__(self) -> str:
        return self.oid


class OrderLine(models.Model):
    """How much of an order is for which payable."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    payable = models.ForeignKey(Payable, on_delete=models.PROTECT, related_name="+")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "payable"], name="a_payable_once_in_an_order"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_line_is_of_something"),
        ]
        ordering = ["id"]


class DayFile(models.Model):
    """A file of the day as the gateway gave it; the same bytes are read once."""

    gateway = models.SlugField(max_length=20, db_index=False)
    day = models.DateField()
    sha256 = models.BinaryField(max_length=32)
    lines = models.PositiveIntegerField()
    total = models.BigIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "sha256"], name="a_day_file_once")]
        ordering = ["-day", "-id"]


class DayDifference(models.Model):
    """What did not fit when the file was read. `mended`: a file itself told how the order ended.

    `settled_at`: a person found out why. `file_number`: of the file that was opened to find out.
    """

    file = models.ForeignKey(DayFile, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=12)
    oid = models.CharField(max_length=80)
    ours = models.BigIntegerField()
    theirs = models.BigIntegerField()
    mended = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    file_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]


class AlarmClosing(models.Model):
    """What somebody found out about an alarm. Where money moves, another person grants it."""

    class Way(models.TextChoices):
        EXPLAINED = "explained"
        REVERSED = "reversed"
        RECEIVED = "received"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="closings")
    alarm = models.SlugField(max_length=20, db_index=False)
    way = models.CharField(max_length=10, choices=Way)
    reason = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way="explained") | ~Q(decided_by=models.F("asked_by")), name="money_moves_by_two"
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(decided_at=None), name="one_closing_at_a_time"
            ),
        ]
        ordering = ["asked_at", "id"]
