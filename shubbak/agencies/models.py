"""Who the bodies of an installation are. These tables are shared; everything else is the agency's own."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import cached_property
from django_tenants.models import DomainMixin, TenantMixin

from shubbak.agencies.rules import new_calendar_version


def _default_languages() -> list[str]:
    return ["ar", "fr", "en"]


class Agency(TenantMixin):  # type: ignore[misc]
    """A public body with its own schema, host name, colours, calendar and words."""

    class Kind(models.TextChoices):
        UTILITY = "utility"
        URBAN_AGENCY = "urban_agency"
        COMMUNE = "commune"
        AUTHORITY = "authority"

    code = models.SlugField(max_length=30, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.JSONField()
    tagline = models.JSONField(default=dict)
    user_word = models.JSONField(default=dict)
    """What the body calls the people it serves: {"ar": "مرتفق", "fr": "usager", "en": "user"}."""
    country = models.CharField(max_length=2)
    zone = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    digits = models.CharField(max_length=4, default="latn")
    languages = ArrayField(models.CharField(max_length=3), default=_default_languages)
    palette = models.JSONField()
    glyph = models.CharField(max_length=20)
    phones = models.JSONField(default=list)
    email = models.EmailField(blank=True)
    address = models.JSONField(default=dict)
    hours = models.JSONField(default=list)
    """The body's own week where it differs from its country's: [opens, closes] pairs per weekday."""
    life_events = models.JSONField(default=list)
    limits = models.JSONField(default=dict)
    """How much one network may do in an hour where it differs from the usual: {"deposit": 200}."""
    privacy_number = models.CharField(max_length=60, blank=True, default="")
    """Number under which the authority for personal data knows what the body keeps (CNDP, law 09-08)."""
    tariffs = ArrayField(models.SlugField(max_length=60), default=list, blank=True)
    """Codes of the tariffs by which the body bills, in the order in which people look for theirs."""
    watchers = ArrayField(models.EmailField(), default=list, blank=True)
    """Addresses that the body does not run, to which the day's signed checkpoint of the journal goes."""
    calendar_version = models.PositiveBigIntegerField(default=new_calendar_version)
    """Another number after each decision about working time; calendars are remembered under it."""
    created_at = models.DateTimeField()

    auto_create_schema = True
    auto_drop_schema = False

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.code)

    @property
    def default_language(self) -> str:
        return str(self.languages[0])

    @cached_property
    def primary_host(self) -> str | None:
        """The host name in letters and messages; read once by whoever holds this object."""
        host: str | None = self.domains.filter(is_primary=True).values_list("domain", flat=True).first()
        return host

    def localized_name(self, language: str) -> str:
        name: dict[str, Any] = self.name
        return str(name.get(language) or name["ar"])


class Domain(DomainMixin):  # type: ignore[misc]
    """A host name of an agency."""


class CalendarDay(models.Model):
    """A decision of a body about one day: a holiday confirmed or moved, a closure, a day worked after all."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday"
        CLOSURE = "closure"
        WORKED = "worked"
        NOT_HOLIDAY = "not_holiday"

    class Status(models.TextChoices):
        ESTIMATED = "estimated"
        CONFIRMED = "confirmed"

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="calendar_days")
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.CONFIRMED)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="one_decision_per_day")]
        ordering = ["day"]


class Season(models.Model):
    """A period with hours of its own, such as Ramadan: one list of [opens, closes] pairs per weekday."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="seasons")
    kind = models.CharField(max_length=20, default="ramadan")
    starts = models.DateField()
    ends = models.DateField()
    weekly_hours = models.JSONField()
    status = models.CharField(max_length=10, choices=CalendarDay.Status, default=CalendarDay.Status.CONFIRMED)

    class Meta:
        ordering = ["starts"]


class Used(models.Model):
    """How much of an hourly share is used up, for all processes of the installation. The table is unlogged: a
    crash of the server forgets it, which only opens the shares again.
    """

    key = models.CharField(max_length=160, primary_key=True)
    amount = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="used_until")]

    def __str__(self) -> str:
        return f"{self.key}: {self.amount}"


class Parcel(models.Model):
    """A letter on its way from one body of the installation to another: read by these two alone.

    `facts` and `papers` (name, sha256, size, media_type) hold no more than the letter, and only until it is
    taken: afterwards each body has its own, and what stays here are numbers. `answers`: the parcel that it
    answers. `refused` says why the receiver could not enter it. `told_at`: the sender has noted how it ended.
    """

    class Kind(models.TextChoices):
        LETTER = "letter"
        ANSWER = "answer"
        COMPLAINT = "complaint"
        FILE = "file"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="parcels_sent")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="parcels_received")
    kind = models.CharField(max_length=10, choices=Kind)
    facts = models.JSONField(default=dict)
    papers = models.JSONField(default=list)
    sender_entry = models.UUIDField()
    sender_number = models.CharField(max_length=60)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="answered_by")
    sent_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    receiver_entry = models.UUIDField(null=True)
    receiver_number = models.CharField(max_length=60, blank=True)
    refused = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sender=models.F("receiver")), name="a_parcel_leaves_the_house"
            ),
            models.UniqueConstraint(
                fields=["sender", "sender_entry", "receiver"],
                condition=models.Q(refused=""),
                name="a_letter_goes_to_a_body_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "sent_at"],
                condition=models.Q(taken_at=None, refused=""),
                name="parcels_to_take",
            ),
            models.Index(fields=["receiver", "receiver_entry"], name="parcel_of_an_arrival"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
