"""Where something is consumed, which meter counts it, who agreed to pay for it: three things with a history.

Every period is half open: `starts` is in it, `ends` is not. An index is in whole thousandths of the unit.
"""

import uuid
from datetime import date
from typing import Any, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from shubbak.payments.ledger.models import Payer
from shubbak.people.models import Person, Unit
from shubbak.utility.subscriptions.rules import Commodity

COMMODITIES = [(each.value, each.value) for each in Commodity]


class Days(Func):
    """The days from the first, included, to the last, not included; an end that is null stays open."""

    function = "DATERANGE"
    template = "%(function)s(%(expressions)s, '[)')"


def once_at_a_time(name: str, what: str, starts: str = "starts", ends: str = "ends") -> ExclusionConstraint:
    """No two periods of one thing overlap: the database refuses them."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            (what, RangeOperators.EQUAL),
            (Days(F(starts), F(ends)), RangeOperators.OVERLAPS),
        ],
    )


class SpanQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """What holds on a day."""
        return self.filter(Q(ends=None) | Q(ends__gt=day), starts__lte=day)


class ServicePoint(models.Model):
    """A place where one commodity is delivered; meters and contracts come and go, the place stays."""

    code = models.CharField(max_length=30, unique=True)
    commodity = models.CharField(max_length=12, choices=COMMODITIES)
    place = models.CharField(max_length=300)
    sector = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    latitude = models.IntegerField(null=True)
    longitude = models.IntegerField(null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["sector", "code"], name="points_of_sector")]

    def __str__(self) -> str:
        return self.code


class Meter(models.Model):
    """A meter. It shows `dials` figures before the point; what it shows times `multiplier` is the use."""

    class Kind(models.TextChoices):
        POSTPAID = "postpaid"
        PREPAID = "prepaid"

    serial = models.CharField(max_length=30, unique=True)
    commodity = models.CharField(max_length=12, choices=COMMODITIES)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POSTPAID)
    dials = models.PositiveSmallIntegerField(default=5)
    multiplier = models.PositiveIntegerField(default=1)
    flow = models.PositiveIntegerField(null=True)
    """The most water that it lets through, in thousandths of a cubic metre an hour."""

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.CheckConstraint(condition=Q(dials__range=(3, 9)), name="a_meter_has_dials"),
            models.CheckConstraint(condition=Q(multiplier__gt=0), name="a_meter_counts"),
        ]

    def __str__(self) -> str:
        return self.serial


class Fitting(models.Model):
    """A meter stands at a place, from one index to another."""

    point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="fittings")
    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="fittings")
    starts = models.DateField()
    ends = models.DateField(null=True)
    index_in = models.BigIntegerField(default=0)
    index_out = models.BigIntegerField(null=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            once_at_a_time("a_meter_stands_in_one_place", "meter"),
            models.CheckConstraint(condition=Q(index_in__gte=0), name="an_index_is_not_negative"),
            models.CheckConstraint(
                condition=Q(ends=None, index_out=None) | Q(ends__gte=F("starts"), index_out__isnull=False),
                name="a_removed_meter_was_read",
            ),
        ]
        indexes = [models.Index(fields=["point", "starts"], name="fittings_of_point")]


class Contract(models.Model):
    """What is delivered to a place is agreed. Holder and terms are histories of their own."""

    number = models.CharField(max_length=8, unique=True)
    point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="contracts")
    starts = models.DateField()
    ends = models.DateField(null=True)
    paperless = models.BooleanField(default=False)
    """The holder reads the bill on a screen and wants no paper."""
    agreed_until = models.DateField(null=True)
    """The last day, where one was agreed on from the beginning."""
    begun_on = models.DateField(null=True)
    """The day on which it began, where it began at a body that this one took over."""

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            once_at_a_time("a_place_has_one_contract", "point"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="a_contract_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(agreed_until=None) | Q(agreed_until__gte=F("starts")),
                name="a_contract_is_agreed_on_for_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Holding(models.Model):
    """Who holds a contract, and in which account of the ledger their dues stand."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="holdings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    payer = models.ForeignKey(Payer, on_delete=models.PROTECT, related_name="holdings")
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            once_at_a_time("a_contract_has_one_holder", "contract"),
            models.UniqueConstraint(fields=["contract", "id"], name="holding_of_its_contract"),
        ]


class Group(models.Model):
    """Contracts of one institution, whose bills stand on one paper and are paid in one go.

    `payer` owes nothing itself: it pays for those who hold the contracts, whose dues stay their own.
    """

    number = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    payer = models.OneToOneField(Payer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number


class Membership(models.Model):
    """A contract is in a group, from a day to a day."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="memberships")
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, related_name="memberships", db_index=False
    )
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            once_at_a_time("a_contract_is_in_one_group", "contract"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="it_leaves_after_it_joins"
            ),
        ]


class Terms(models.Model):
    """The tariffs of a contract, its power in VA, the calibre of its branch in millimetres, for a period.

    `volume`: what is taken to be used in thirty days where no meter stands, in thousandths of a cubic metre:
    declared, or estimated at a well.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    tariffs = ArrayField(models.SlugField(max_length=60))
    power_va = models.PositiveIntegerField(null=True)
    calibre_mm = models.PositiveSmallIntegerField(null=True)
    volume = models.PositiveBigIntegerField(null=True)
    starts = models.DateField()
    ends = models.DateField(null=True)

    objects = SpanQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [
            once_at_a_time("a_contract_has_one_set_of_terms", "contract"),
            models.CheckConstraint(condition=Q(tariffs__len__gt=0), name="terms_name_a_tariff"),
        ]


class Alias(models.Model):
    """The reference of a contract at a body that this one took over: people still have it on their papers."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="aliases")
    body = models.CharField(max_length=60)
    reference = models.CharField(max_length=40)
    folded = models.CharField(max_length=40)
    """The reference as it is looked for: letters in capitals and western figures alone."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "folded"], name="an_old_reference_is_one_contract")
        ]
        indexes = [models.Index(fields=["folded"], name="aliases_by_reference")]


class Tie(models.Model):
    """A contract that somebody keeps in their account at the portal, or that was shared with them there.

    `account` is the key of the account: that room stands beside this one. `shared_by`: the tie of whoever
    shared it; it ends with that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="ties")
    account = models.UUIDField()
    name = models.CharField(max_length=60, blank=True)
    shared_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="shares")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "contract"], condition=Q(until=None), name="a_contract_is_tied_once"
            )
        ]


class GroupTie(models.Model):
    """A group whose bills somebody sees in their account at the portal: an accountant of the institution."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="ties")
    account = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "group"], condition=Q(until=None), name="a_group_is_tied_once"
            )
        ]
