"""Readings, the days on which they are asked for, and what the body set. Indexes are whole thousandths."""

import uuid

from django.db import models
from django.db.models import F, Q

from shubbak.documents.models import Document
from shubbak.people.models import Staff
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.models import COMMODITIES, Contract, Meter

_SOURCES = [(each.value, each.value) for each in Source]
_PERIOD = r"^[0-9]{4}-(0[1-9]|1[0-2])$"


class Submission(models.Model):
    """What came at once about the meters of one contract; `key` is the sender's, so a repeat is the same one.
    Its receipt bears a number made of `id`.
    """

    key = models.UUIDField(unique=True)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="submissions")
    source = models.CharField(max_length=8, choices=_SOURCES)
    came_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Reading(models.Model):
    """What a meter showed on a day, or is taken to have shown, with what the rules said of it.

    `quantity`: what was used since the last accepted reading, where it can be said. `way`: how it was
    estimated. `replaces`: the reading that this one puts right. What is decided is never written over: a
    correction is another reading.
    """

    class State(models.TextChoices):
        ACCEPTED = "accepted"
        REVIEW = "review"
        REJECTED = "rejected"
        SUPERSEDED = "superseded"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, null=True, related_name="readings")
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="readings")
    meter = models.ForeignKey(Meter, on_delete=models.PROTECT, related_name="readings")
    period = models.CharField(max_length=7)
    read_on = models.DateField()
    index = models.BigIntegerField()
    source = models.CharField(max_length=8, choices=_SOURCES)
    state = models.CharField(max_length=10, choices=State)
    findings = models.JSONField(default=list)
    way = models.CharField(max_length=2, blank=True)
    photo = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    reader = models.CharField(max_length=120, blank=True)
    taken_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["read_on", "taken_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meter", "period"],
                condition=Q(state="accepted"),
                name="a_meter_counts_once_a_period",
            ),
            models.UniqueConstraint(fields=["submission", "meter"], name="a_meter_is_said_once"),
            models.CheckConstraint(condition=Q(period__regex=_PERIOD), name="a_period_is_a_month"),
            models.CheckConstraint(
                condition=Q(index__gte=0) | Q(state="rejected"), name="what_counts_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(source="estimate") ^ Q(way=""), name="an_estimate_says_how_it_was_made"
            ),
        ]
        indexes = [
            models.Index(fields=["meter", "read_on"], name="readings_of_meter"),
            models.Index(fields=["contract", "period"], name="readings_of_contract"),
            models.Index(fields=["taken_at"], condition=Q(state="review"), name="readings_to_review"),
            models.Index(fields=["period", "index"], name="readings_alike"),
        ]

    @property
    def is_estimate(self) -> bool:
        return self.source == Source.ESTIMATE

    @property
    def is_disputed(self) -> bool:
        """It counts and is billed, its photograph shows another index, and nobody has decided since."""
        check = getattr(self, "photo_check", None)
        if check is None or not check.differs or self.state != self.State.ACCEPTED:
            return False
        return self.decided_at is None or self.decided_at < check.seen_at

    @property
    def is_open(self) -> bool:
        """Whether somebody has to decide on it."""
        return self.state == self.State.REVIEW or self.is_disputed


class PhotoCheck(models.Model):
    """What somebody saw on the photograph of a reading without knowing what was typed; never altered.

    `shows`: the index, None where it cannot be read.
    """

    reading = models.OneToOneField(Reading, on_delete=models.PROTECT, related_name="photo_check")
    shows = models.BigIntegerField(null=True)
    differs = models.BooleanField()
    seen_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(shows__gte=0), name="a_photograph_shows_an_index"),
            models.CheckConstraint(
                condition=Q(differs=False) | Q(shows__isnull=False), name="what_is_not_read_does_not_differ"
            ),
        ]
        indexes = [
            models.Index(fields=["seen_at"], condition=Q(differs=True), name="photographs_that_differ")
        ]


class Campaign(models.Model):
    """The days on which the meters of a sector are read for a period; no sector: of all."""

    class By(models.TextChoices):
        FIELD = "field"
        SELF = "self"

    period = models.CharField(max_length=7)
    sector = models.CharField(max_length=20, blank=True)
    opens = models.DateField()
    closes = models.DateField()
    by = models.CharField(max_length=5, choices=By)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-opens", "sector"]
        constraints = [
            models.UniqueConstraint(fields=["period", "sector"], name="a_sector_is_read_once_a_period"),
            models.CheckConstraint(
                condition=Q(closes__gte=F("opens")), name="a_campaign_closes_after_it_opens"
            ),
            models.CheckConstraint(condition=Q(period__regex=_PERIOD), name="a_campaign_is_of_a_month"),
        ]


class Suspension(models.Model):
    """While it lasts nobody comes to read: everybody is asked to, and the others are estimated."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=Q(until=None), name="reading_is_suspended_once"
            ),
        ]


class Practice(models.Model):
    """Where the rules draw their lines for a commodity, from a day on (`Thresholds`, `EstimateRules`)."""

    commodity = models.CharField(max_length=12, choices=COMMODITIES)
    starts = models.DateField()
    thresholds = models.JSONField(default=dict)
    estimating = models.JSONField(default=dict)

    class Meta:
        ordering = ["commodity", "starts"]
        constraints = [
            models.UniqueConstraint(fields=["commodity", "starts"], name="a_practice_begins_once_a_day"),
        ]


class RouteFile(models.Model):
    """A file of a meter reader that was taken in, once. `faults`: its lines that could not be taken."""

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="files")
    taken = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "id"]
