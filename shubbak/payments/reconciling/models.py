"""What banks said, which payments it is, and where the two differ."""

from django.db import models
from django.db.models import Q

from shubbak.payments.ledger.models import Payment, Transfer


class BankAccount(models.Model):
    """An account of the body at a bank. `into`: its account in the ledger (``bank:attijari``).

    `source`: the source of the payments that must show on it; without one no payment is missed there.
    """

    iban = models.CharField(max_length=40, unique=True)
    into = models.CharField(max_length=60)
    source = models.CharField(max_length=60, blank=True)


class StatementFile(models.Model):
    """A file that a bank sent, by its bytes: a second time it says nothing new."""

    sha256 = models.CharField(max_length=64, unique=True)
    imported_at = models.DateTimeField()


class Statement(models.Model):
    """What a file says of one account. A notification has no balances."""

    file = models.ForeignKey(StatementFile, on_delete=models.PROTECT, related_name="statements")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(max_length=80)
    currency = models.CharField(max_length=3, blank=True)
    opening = models.BigIntegerField(null=True)
    closing = models.BigIntegerField(null=True)


class Line(models.Model):
    """One movement, or one payment of a batch; `amount` is positive where it came to the account.

    `key` names it on its account, also when another file says it again. It is matched with a payment, or with
    a transfer: money of the body's own, which somebody brought there. `answered`: it bears a name that we
    gave, but is no payment of its own: a lot of debits, or what a bank sends back; or a file of another kind
    told of it.
    """

    class State(models.TextChoices):
        MATCHED = "matched"
        RECEIVED = "received"
        UNKNOWN = "unknown"
        DIFFERS = "differs"
        ANSWERED = "answered"
        ASIDE = "aside"

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="lines")
    key = models.CharField(max_length=64)
    booked = models.DateField(null=True)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    bank_reference = models.CharField(max_length=140, blank=True)
    reference = models.CharField(max_length=140, blank=True)
    end_to_end_id = models.CharField(max_length=140, blank=True)
    text = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State)
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, null=True, related_name="bank_line")
    transfer = models.OneToOneField(Transfer, on_delete=models.PROTECT, null=True, related_name="bank_line")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "key"], name="one_line_of_a_key")]
        indexes = [models.Index(fields=["account", "bank_reference"], name="lines_by_reference")]
        ordering = ["id"]


class Difference(models.Model):
    """Where a bank and the ledger do not say the same, until somebody settles it.

    `way`: how; `file_number`: the file that was opened to find out.
    """

    class Kind(models.TextChoices):
        MISSING_HERE = "missing_here"
        MISSING_THERE = "missing_there"
        AMOUNT = "amount"
        SUM = "sum"

    class Way(models.TextChoices):
        EXPLAINED = "explained"
        MATCHED = "matched"
        RETURNED = "returned"

    kind = models.CharField(max_length=14, choices=Kind)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="differences")
    line = models.OneToOneField(Line, on_delete=models.PROTECT, null=True, related_name="difference")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, null=True, related_name="bank_differences")
    ours = models.BigIntegerField(default=0)
    theirs = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500, blank=True)
    way = models.CharField(max_length=10, choices=Way, blank=True)
    file_number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payment"], condition=Q(kind="missing_there"), name="missed_there_once"
            )
        ]
        indexes = [models.Index(fields=["opened_at"], condition=Q(settled_at=None), name="differences_open")]
        ordering = ["opened_at", "id"]
