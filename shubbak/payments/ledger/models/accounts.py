"""Who owes, their accounts and those of the body, and what moved between two of them."""

import uuid

from django.db import models
from django.db.models import F, Q


class Payer(models.Model):
    """Whoever owes. Who that is, the rooms above know: here is a number without a name.

    `paid_by`: who pays for it together with others, an institution for its contracts. What it owes, its
    credit and its guarantee stay its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    currency = models.CharField(max_length=3)
    opened_at = models.DateTimeField()
    paid_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="pays_for", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(paid_by=None) | ~Q(paid_by=F("id")), name="paid_by_another"),
        ]
        indexes = [
            models.Index(fields=["paid_by"], condition=Q(paid_by__isnull=False), name="payers_paid_together"),
        ]


class Account(models.Model):
    """A payer's account, or one of the body's. A trigger keeps the balance of a payer's with each transfer.

    `dues` is what a payer owes; `credit` what was paid too much and waits to be used; `guarantee` what is
    kept for them. None of them is ever less than nothing. The body's accounts have no balance of their own
    here, so that payments do not wait for one another: it is the sum of their transfers.
    """

    class Kind(models.TextChoices):
        DUES = "dues"
        CREDIT = "credit"
        GUARANTEE = "guarantee"
        BODY = "body"

    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=80)
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, null=True, related_name="accounts")
    currency = models.CharField(max_length=3)
    balance = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="one_account_of_a_code"),
            models.UniqueConstraint(fields=["payer", "kind"], name="one_account_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind="body", payer=None, balance=None)
                | (~Q(kind="body") & Q(payer__isnull=False, balance__gte=0)),
                name="no_account_below_nothing",
            ),
        ]


class Transfer(models.Model):
    """An amount from one account to another: balanced by being one row. A trigger refuses every change.

    Another looks once for a statement that both accounts are there and of its currency, and that its payable
    is there (migration 0008, ADR 14): nothing moves between two currencies.
    """

    class Kind(models.TextChoices):
        POSTED = "posted"
        PAID = "paid"
        OVERPAID = "overpaid"
        USED = "used"
        UNUSED = "unused"
        RETURNED = "returned"
        REVERSED = "reversed"
        CANCELLED = "cancelled"
        WAIVED = "waived"
        DEMANDED = "demanded"
        REFUNDED = "refunded"
        MOVED = "moved"

    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    at = models.DateTimeField()
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    payable = models.ForeignKey(
        "ledger.Payable", on_delete=models.PROTECT, null=True, related_name="transfers", db_constraint=False
    )
    payment = models.ForeignKey(
        "ledger.Payment", on_delete=models.PROTECT, null=True, related_name="transfers", db_index=False
    )
    reverses = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="reversals", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_moves"),
            models.CheckConstraint(condition=~Q(debit=models.F("credit")), name="between_two_accounts"),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="reversed_once"
            ),
        ]
        indexes = [
            models.Index(fields=["day"], name="transfers_by_day"),
            models.Index(fields=["payment"], condition=Q(payment__isnull=False), name="transfers_of_payment"),
        ]
