"""Meters that are paid for before, what is sold to them, and the tokens that were made."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.payments.ledger.models import Payable, Payer
from shubbak.people.models.two_people import BY_TWO, TwoPeople
from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, KeyType, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import Pan
from shubbak.utility.prepaid.sts.times import BaseDate
from shubbak.utility.prepaid.vending.rules import TENTH
from shubbak.utility.subscriptions.models import COMMODITIES, Contract, Meter


class PrepaidMeter(models.Model):
    """What the vending side knows of a meter. Its row is held while a minute is allotted to a token.

    `last_tid`: the last such minute under the base date of its present keys.
    """

    meter = models.OneToOneField(Meter, on_delete=models.PROTECT, primary_key=True, related_name="prepaid")
    pan = models.CharField(max_length=18, unique=True)
    since = models.DateField()
    last_tid = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_tid=None) | Q(last_tid__lt=1 << 24), name="a_minute_has_24_bits"
            )
        ]

    def __str__(self) -> str:
        return self.drn

    @property
    def drn(self) -> str:
        """What stands on the plate."""
        return Pan(self.pan).drn


class MeterKeys(models.Model):
    """What the keys of a meter are made of, from an instant on; the last of them holds. No key lies here.

    `given_with`: the sale with whose token the tokens of the change were shown: the meter wants them first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meter = models.ForeignKey(PrepaidMeter, on_delete=models.PROTECT, related_name="keys")
    rank = models.PositiveSmallIntegerField()
    starts = models.DateTimeField()
    derivation = models.CharField(max_length=2, choices=[(each.value, each.name) for each in Derivation])
    cipher = models.CharField(max_length=2, choices=[(each.value, each.name) for each in Cipher])
    supply_group = models.CharField(max_length=6)
    tariff_index = models.CharField(max_length=2)
    key_revision = models.PositiveSmallIntegerField()
    key_expiry = models.PositiveSmallIntegerField()
    key_type = models.PositiveSmallIntegerField()
    base = models.PositiveSmallIntegerField()
    given_with = models.ForeignKey("vending.Sale", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meter", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["meter", "rank"], name="keys_follow_one_another"),
            models.CheckConstraint(condition=Q(base__in=[1993, 2014, 2035]), name="keys_have_a_base_date"),
        ]

    def configuration(self) -> MeterConfiguration:
        return MeterConfiguration(
            pan=Pan(self.meter.pan),
            derivation=Derivation(self.derivation),
            cipher=Cipher(self.cipher),
            supply_group=self.supply_group,
            tariff_index=self.tariff_index,
            key_revision=self.key_revision,
            key_expiry=self.key_expiry,
            key_type=KeyType(self.key_type),
            base=BaseDate(self.base),
        )


class Sale(models.Model):
    """Units for a meter. `key` is the buyer's, so a repeat is the same sale; `id` names it to the module.

    `amount` is what its lines add up to, `debts` what goes to a loan or to bills once the token is made; the
    payable asks for both. A loan (`kind`) is vended before it is paid. `tid` and `keys` are kept before the
    module is asked, so that it is asked the same again.
    """

    class Kind(models.TextChoices):
        PURCHASE = "purchase"
        LOAN = "loan"

    class State(models.TextChoices):
        ASKED = "asked"
        PAID = "paid"
        VENDED = "vended"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PURCHASE)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="sales")
    meter = models.ForeignKey(PrepaidMeter, on_delete=models.PROTECT, related_name="sales")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="+")
    payable = models.OneToOneField(Payable, on_delete=models.PROTECT, related_name="sale")
    state = models.CharField(max_length=9, choices=State)
    period = models.CharField(max_length=7)
    money = models.BigIntegerField()
    """What the buyer wanted to give; the amount is what the units cost."""
    amount = models.BigIntegerField()
    debts = models.BigIntegerField(default=0)
    quantity = models.BigIntegerField()
    bought = models.BigIntegerField(default=0)
    lines = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    keys = models.ForeignKey(MeterKeys, on_delete=models.PROTECT, null=True, related_name="+")
    tid = models.PositiveIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    try_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, debts__gte=0, quantity__gt=0), name="a_sale_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "vended"]) | Q(paid_at__isnull=False) | Q(kind="loan"),
                name="nothing_is_vended_unpaid",
            ),
            models.CheckConstraint(
                condition=~Q(state="vended") | Q(tid__isnull=False, keys__isnull=False),
                name="what_is_vended_has_its_minute",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", try_at__isnull=False) | (~Q(state="paid") & Q(try_at=None)),
                name="what_is_paid_is_tried",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "paid"], ended_at=None)
                | Q(state__in=["vended", "failed", "withdrawn"], ended_at__isnull=False),
                name="a_sale_ends_once",
            ),
            models.UniqueConstraint(fields=["meter"], condition=Q(state="asked"), name="one_open_offer"),
            models.UniqueConstraint(
                fields=["meter"],
                condition=Q(kind="loan", paid_at=None, state__in=["paid", "vended"]),
                name="one_loan_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state="paid"), name="sales_to_vend"),
            models.Index(fields=["contract", "asked_at"], name="sales_of_contract"),
        ]

    @property
    def message_id(self) -> str:
        """Under which the module is asked, and its answer fetched."""
        return f"sale-{self.pk}"

    @property
    def tenths(self) -> int:
        return self.quantity // TENTH


class Token(models.Model):
    """Twenty digits, kept for ever: a reprint shows the same. Of a sale that was vended, or of a key change.

    `base` and `tid`: the minute that it bears; the parts of a key change bear none.
    """

    class Kind(models.TextChoices):
        CREDIT = "credit"
        KEY_CHANGE = "key_change"
        ORDER = "order"

    meter = models.ForeignKey(PrepaidMeter, on_delete=models.PROTECT, related_name="tokens")
    sale = models.ForeignKey(Sale, on_delete=models.PROTECT, null=True, related_name="tokens")
    keys = models.ForeignKey(MeterKeys, on_delete=models.PROTECT, null=True, related_name="tokens")
    kind = models.CharField(max_length=10, choices=Kind)
    rank = models.PositiveSmallIntegerField(default=0)
    digits = models.CharField(max_length=20)
    base = models.PositiveSmallIntegerField()
    tid = models.PositiveIntegerField(null=True)
    message_id = models.CharField(max_length=80)
    is_test = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meter", "base", "tid"], name="a_meter_takes_a_minute_once"),
            models.UniqueConstraint(fields=["message_id", "rank"], name="one_answer_to_a_message"),
            models.CheckConstraint(condition=Q(digits__regex=r"^[0-9]{20}$"), name="a_token_has_20_digits"),
            models.CheckConstraint(
                condition=Q(kind="credit", sale__isnull=False, keys=None, tid__isnull=False)
                | Q(kind="key_change", sale=None, keys__isnull=False, tid=None)
                | Q(kind="order", sale=None, keys=None, tid__isnull=False),
                name="a_token_is_of_something",
            ),
        ]


class Practice(TwoPeople):
    """What the body set for a commodity, from a day on (`rules.Practice`); of one day the last holds."""

    commodity = models.CharField(max_length=12, choices=COMMODITIES)
    starts = models.DateField()
    least = models.BigIntegerField(default=0)
    most = models.BigIntegerField()
    arrears_percent = models.PositiveSmallIntegerField(default=0)
    lent = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["commodity", "starts"]
        constraints = [
            models.CheckConstraint(condition=BY_TWO, name="a_vending_practice_takes_two_people"),
            models.CheckConstraint(condition=Q(arrears_percent__lte=100), name="a_share_is_of_a_hundred"),
        ]
