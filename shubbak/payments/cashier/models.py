"""Tills, shifts at them, receipts, cheques, and what was taken back."""

import uuid

from django.db import models
from django.db.models import F, Q

from shubbak.payments.ledger.models import Payer, Payment
from shubbak.people.models import Staff


class Till(models.Model):
    """A drawer with a number of its own on its receipts. A till that is given up stays, with what it took."""

    code = models.CharField(max_length=12, unique=True)
    name = models.JSONField(default=dict)
    currency = models.CharField(max_length=3)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["code"]


class Shift(models.Model):
    """A cashier at a till, from the float counted to the drawer counted.

    `pieces`: how many of each note and coin were counted at the end. Closed by whoever counted, signed by
    another, then what was taken goes to the bank. A trigger keeps what is closed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    till = models.ForeignKey(Till, on_delete=models.PROTECT, related_name="shifts")
    cashier = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="shifts")
    opened_with = models.BigIntegerField()
    opened_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    pieces = models.JSONField(default=dict)
    expected = models.BigIntegerField(null=True)
    counted = models.BigIntegerField(null=True)
    explanation = models.CharField(max_length=500, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    remitted_at = models.DateTimeField(null=True)
    remitted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    remitted_to = models.CharField(max_length=60, blank=True)
    slip = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["till"], condition=Q(closed_at=None), name="one_open_shift_of_a_till"
            ),
            models.UniqueConstraint(
                fields=["cashier"], condition=Q(closed_at=None), name="one_open_shift_of_a_cashier"
            ),
            models.UniqueConstraint(fields=["till", "year", "serial"], name="one_closing_of_a_number"),
            models.CheckConstraint(condition=Q(opened_with__gte=0), name="a_float_is_counted"),
            models.CheckConstraint(
                condition=Q(
                    closed_at=None,
                    closed_by=None,
                    counted=None,
                    expected=None,
                    serial=None,
                    signed_at=None,
                )
                | Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    counted__gte=0,
                    expected__isnull=False,
                    serial__isnull=False,
                ),
                name="closed_with_its_count",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(counted=F("expected")) | ~Q(explanation=""),
                name="a_difference_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(signed_by=F("cashier")) & ~Q(signed_by=F("closed_by")),
                name="signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(remitted_at=None)
                | Q(signed_at__isnull=False, remitted_by__isnull=False) & ~Q(slip=""),
                name="remitted_once_signed",
            ),
        ]
        ordering = ["-opened_at"]

    @property
    def difference(self) -> int:
        """What was counted too much, or too little: less than nothing."""
        return (self.counted or 0) - (self.expected or 0)

    @property
    def number(self) -> str:
        return f"{self.year}-{self.till.code}-{self.serial:04}" if self.serial else ""


class Receipt(models.Model):
    """A payment at a till, with the next number of the till's year. Only `printed` ever changes.

    `amount` is what was paid on payables and as an advance; with `duty` it is the payment of the ledger.
    """

    class Means(models.TextChoices):
        CASH = "cash"
        CHEQUE = "cheque"
        CARD = "card"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="receipts")
    till = models.ForeignKey(Till, on_delete=models.PROTECT, related_name="receipts")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    submission = models.UUIDField(unique=True)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="receipt")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="receipts")
    about = models.CharField(max_length=40, blank=True)
    means = models.CharField(max_length=8, choices=Means)
    amount = models.BigIntegerField()
    duty = models.BigIntegerField(default=0)
    handed = models.BigIntegerField(default=0)
    change = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    reference = models.CharField(max_length=60, blank=True)
    taken_at = models.DateTimeField()
    printed = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["till", "year", "serial"], name="one_receipt_of_a_number"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, duty__gte=0, change__gte=0), name="a_receipt_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(means="cash", handed=F("amount") + F("duty") + F("change"))
                | (~Q(means="cash") & Q(handed=0, change=0, duty=0)),
                name="change_is_what_was_too_much",
            ),
        ]
        ordering = ["-taken_at", "-serial"]

    @property
    def number(self) -> str:
        return f"{self.year}-{self.till.code}-{self.serial:06}"

    @property
    def total(self) -> int:
        return self.amount + self.duty


class Cheque(models.Model):
    """What stands on a cheque that was taken."""

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="cheque")
    number = models.CharField(max_length=30)
    bank = models.CharField(max_length=80)
    drawer = models.CharField(max_length=120, blank=True)
    dated = models.DateField()


class CounterEntry(models.Model):
    """What was taken and goes back: a mistake, or a cheque that the bank did not pay. Never altered.

    `shift`: out of whose drawer cash was given back; without one it came out of the safe, or it was no cash.
    """

    class Kind(models.TextChoices):
        MISTAKE = "mistake"
        UNPAID = "unpaid"

    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="counter_entry")
    kind = models.CharField(max_length=8, choices=Kind)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, related_name="given_back")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="one_counter_entry_of_a_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_counter_entry_says_why"),
        ]

    @property
    def number(self) -> str:
        return f"{self.year}-R{self.serial:05}"
