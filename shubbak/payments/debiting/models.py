"""Mandates, collections under them, and the account of the body on which they come in."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from shubbak.documents.models import Document
from shubbak.payments.debiting.direct_debit import AGAIN, FIRST, lot_name
from shubbak.payments.ledger.models import Payable, Payer, Payment
from shubbak.people.models import Staff


class CreditorAccount(models.Model):
    """The body as its bank knows it; the last one declared counts. `scheme`: its number as a creditor."""

    name = models.CharField(max_length=70)
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    scheme = models.CharField(max_length=35)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]


class Mandate(models.Model):
    """Somebody signed that what a payer owes may be taken from their account. Only its end is written later;
    what names anybody is forgotten after that.

    `sealed`: the number of the account, encrypted and told to the bank alone; all others see its `last_four`.
    """

    class Ending(models.TextChoices):
        WITHDRAWN = "withdrawn"
        REPLACED = "replaced"
        CLOSED = "closed"
        UNKNOWN = "unknown"
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="mandates")
    name = models.CharField(max_length=70)
    sealed = models.TextField(blank=True)
    last_four = models.CharField(max_length=4)
    bic = models.CharField(max_length=11, blank=True)
    signed_on = models.DateField()
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.CharField(max_length=80)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="one_mandate_of_a_number"),
            models.UniqueConstraint(
                fields=["payer"], condition=Q(ended_on=None), name="one_mandate_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_at=None, ended_by="", ending="")
                | Q(ended_on__isnull=False, ended_at__isnull=False) & ~Q(ending="") & ~Q(ended_by=""),
                name="a_mandate_ends_with_its_reason",
            ),
        ]
        ordering = ["-entered_at"]

    @property
    def reference(self) -> str:
        """Its unique reference, as it is printed and as the bank knows it."""
        return f"M{self.year}-{self.serial:06}"


class Collection(models.Model):
    """What is taken on one day from the accounts of all who signed: begun, approved by another, sent.

    `file`: the very bytes that the bank got, until they are forgotten.
    """

    class State(models.TextChoices):
        BEGUN = "begun"
        APPROVED = "approved"
        SENT = "sent"
        DROPPED = "dropped"

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.BEGUN)
    collect_on = models.DateField()
    currency = models.CharField(max_length=3)
    creditor = models.ForeignKey(CreditorAccount, on_delete=models.PROTECT, related_name="collections")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    file = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="one_collection_of_a_number"),
            models.CheckConstraint(condition=~Q(approved_by=F("begun_by")), name="approved_by_another"),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "sent"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="nothing_leaves_unapproved",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | ~Q(state="sent") & Q(file=None, sent_at=None),
                name="sent_with_its_file",
            ),
        ]
        ordering = ["-id"]

    @property
    def name(self) -> str:
        """As the bank knows it."""
        return f"D{self.year}-{self.serial:04}"


class Debit(models.Model):
    """One thing owed in a collection. `end_to_end` is its name, which comes back in statements.

    In one collection under way at most: the database decides where two begin at once. `accepted_on`: the bank
    means to take it; `booked_on`: the money came; `refused_on`: the bank said that it will not come;
    `returned_on`: it went back on a statement; both with the bank's `reason`. `fault`: why it was left out.
    """

    class State(models.TextChoices):
        PICKED = "picked"
        LEFT_OUT = "left_out"
        SENT = "sent"
        BOOKED = "booked"
        RETURNED = "returned"
        UNANSWERED = "unanswered"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="debits")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="debits")
    payable = models.ForeignKey(Payable, on_delete=models.PROTECT, related_name="debits")
    end_to_end = models.CharField(max_length=35, unique=True)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PICKED)
    fault = models.CharField(max_length=10, blank=True)
    is_first = models.BooleanField(default=False)
    accepted_on = models.DateField(null=True)
    booked_on = models.DateField(null=True)
    refused_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    reason = models.CharField(max_length=35, blank=True)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="debit")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payable"],
                condition=Q(state__in=["picked", "sent"]),
                name="in_one_collection_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_is_collected"),
            models.CheckConstraint(
                condition=~Q(state="booked") | Q(payment__isnull=False, booked_on__isnull=False),
                name="booked_with_its_payment",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") & ~Q(returned_on=None, refused_on=None)
                | ~Q(state="returned") & Q(returned_on=None, refused_on=None),
                name="returned_on_a_day",
            ),
        ]
        ordering = ["id"]

    @property
    def back_on(self) -> date | None:
        """The day on which the bank first said that it does not pay."""
        return self.refused_on or self.returned_on

    @property
    def lot(self) -> str:
        """Under which name its bank knows it together with others."""
        return lot_name(self.collection.name, FIRST if self.is_first else AGAIN)
