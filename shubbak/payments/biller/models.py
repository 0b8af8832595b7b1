"""Banks that take payments, the keys by which their messages are believed, and what their files say."""

from django.db import models
from django.db.models import Q

from shubbak.payments.biller.messages import Kind as KeyKind
from shubbak.payments.biller.rules import LIMITS, PER_MINUTE, UNKNOWN_PER_HOUR, Kind
from shubbak.people.models.two_people import BY_TWO, TwoPeople


class Bank(TwoPeople):
    """A partner whose message is a payment. `code` names its source and account in the ledger for ever.

    `cut_off`: the hour here from which a payment counts for the next business day. `oldest_first`: nothing is
    paid before what is older. `tls_subject`: of the certificate that a proxy must have seen. `shut_until`: no
    number is looked up for it, since it asked for too many that nobody has.
    """

    code = models.SlugField(max_length=30, unique=True)
    words = models.JSONField(default=dict)
    cut_off = models.PositiveSmallIntegerField(default=18)
    oldest_first = models.BooleanField(default=False)
    per_minute = models.PositiveIntegerField(default=PER_MINUTE)
    unknown_per_hour = models.PositiveIntegerField(default=UNKNOWN_PER_HOUR)
    tls_subject = models.CharField(max_length=200, blank=True)
    registered_at = models.DateTimeField()
    shut_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cut_off__range=(1, 24)), name="a_day_has_an_end"),
            models.CheckConstraint(condition=BY_TWO, name="a_bank_takes_two_people"),
        ]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def source(self) -> str:
        """Of its payments in the ledger; the body's account there has the same name."""
        return f"bank:{self.code}"


class Key(TwoPeople):
    """A key of a bank, live from when it is in force until it is withdrawn; its name is never given again.

    Of a secret only the salt is kept: the secret is made of it and of the key of the agency (`keys.py`).
    """

    name = models.CharField(max_length=60, unique=True)
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="keys")
    kind = models.CharField(max_length=12, choices=[(each.value, each.value) for each in KeyKind])
    salt = models.BinaryField(max_length=16, default=bytes)
    public = models.BinaryField(max_length=32, default=bytes)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=BY_TWO, name="a_key_takes_two_people")]
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.name


class Change(TwoPeople):
    """Other limits of a bank, or the end of its shutting; in force once somebody else says so.

    `ends`: the shutting that it ends. A later one needs a proposal of its own.
    """

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="changes")
    cut_off = models.PositiveSmallIntegerField(null=True)
    per_minute = models.PositiveIntegerField(null=True)
    unknown_per_hour = models.PositiveIntegerField(null=True)
    ends = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=BY_TWO, name="a_change_takes_two_people"),
            models.CheckConstraint(
                condition=Q(
                    ends=None,
                    cut_off__range=(1, 24),
                    per_minute__isnull=False,
                    unknown_per_hour__isnull=False,
                )
                | Q(ends__isnull=False, cut_off=None, per_minute=None, unknown_per_hour=None),
                name="a_change_is_of_limits_or_ends_a_shutting",
            ),
            models.UniqueConstraint(
                fields=["bank"], condition=Q(in_force_at=None, ends=None), name="limits_proposed_once"
            ),
            models.UniqueConstraint(
                fields=["bank", "ends"], condition=Q(in_force_at=None), name="a_reopening_proposed_once"
            ),
        ]
        ordering = ["proposed_at", "id"]

    @property
    def practice(self) -> dict[str, int | None]:
        """The columns of the bank that it alters."""
        if self.ends:
            return {"shut_until": None}
        return {name: getattr(self, name) for name in LIMITS}


class Nonce(models.Model):
    """A message that came; a second one with its nonce is not believed."""

    key = models.ForeignKey(Key, on_delete=models.PROTECT, related_name="+", db_index=False)
    nonce = models.CharField(max_length=64)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "nonce"], name="a_message_counts_once")]


class DayFile(models.Model):
    """What a bank says it took on a business day; the last file of a day holds."""

    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="files")
    day = models.DateField()
    sha256 = models.BinaryField(max_length=32)
    lines = models.PositiveIntegerField()
    total = models.BigIntegerField()
    read_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bank", "day"], name="bank_files_by_day")]
        ordering = ["-day", "-id"]


class DayDifference(models.Model):
    """Where a file and the ledger differed when it was read, until somebody says why.

    `file_number`: of the file that was opened to find out.
    """

    file = models.ForeignKey(DayFile, on_delete=models.CASCADE, related_name="differences")
    kind = models.CharField(max_length=14, choices=[(each.value, each.value) for each in Kind])
    reference = models.CharField(max_length=80)
    ours = models.BigIntegerField()
    theirs = models.BigIntegerField()
    detail = models.CharField(max_length=20, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    file_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["id"]
