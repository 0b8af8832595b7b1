"""Units, positions, staff and what they may do; the persons that the body serves."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac


class _Period(Func):
    """From `starts`, included, to `ends`, not included; an end that is null stays open."""

    function = "TSTZRANGE"
    template = "%(function)s(%(expressions)s, '[)')"


_PERIOD = _Period(F("starts"), F("ends"))
_ENDS_LATER = Q(ends__isnull=True) | Q(ends__gt=F("starts"))


class PeriodQuerySet(models.QuerySet[Any]):
    def in_force(self, at: datetime) -> Self:
        """What has begun and has not ended at this instant."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=at), starts__lte=at)

    def during(self, starts: datetime, ends: datetime) -> Self:
        """What is in force during some of this time; its end is not part of it."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gt=starts), starts__lt=ends)


class Unit(models.Model):
    """A part of the body: it answers for cases, has a phone, a place and hours, and stands in a tree."""

    class Kind(models.TextChoices):
        DIRECTORATE = "directorate"
        DIVISION = "division"
        SERVICE = "service"
        OFFICE = "office"

    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SERVICE)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    phones = models.JSONField(default=list)
    """[{"label": localized, "number": "+212…"}], the first one first."""
    email = models.EmailField(blank=True)
    place = models.JSONField(default=dict)
    hours = models.JSONField(default=list)
    """Its own opening week where it differs from the body's: one list of [opens, closes] per weekday."""
    is_counter = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="no_unit_under_itself"),
        ]

    def __str__(self) -> str:
        return self.code


class Position(models.Model):
    """A place in a unit that somebody fills for a time. The head of a unit is its position with `is_head`."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.JSONField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="positions")
    is_head = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(is_head=True), name="one_head_per_unit"),
        ]

    def __str__(self) -> str:
        return self.code


class StaffManager(BaseUserManager["Staff"]):
    """Signing in reads by e-mail in any case of letters."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email=(username or "").lower())


class Staff(AbstractBaseUser):
    """A member of staff: signs in with an e-mail address, a password and a second factor."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    name_fr = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=3, default="ar")
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    """An account of the demonstration: no second factor is asked of it."""
    session_epoch = models.PositiveIntegerField(default=0)
    """Counts up when all sessions of this person must end at once."""

    objects = StaffManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="staff_email_in_small_letters"),
        ]

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        """A session is bound to the password and to the epoch: a change of either ends it."""
        salt = "shubbak.people.models.Staff.session"
        bound = f"{self.session_epoch}:{self.password}"
        return salted_hmac(salt, bound, secret=secret, algorithm="sha256").hexdigest()

    def named_in(self, language: str) -> str:
        return self.name if language == "ar" else self.name_fr or self.name


class Appointment(models.Model):
    """A member of staff fills a position from `starts` until `ends`."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="appointments")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=_ENDS_LATER, name="appointment_ends_after_it_starts"),
            ExclusionConstraint(
                name="appointed_once_at_a_time",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("position", RangeOperators.EQUAL),
                    (_PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]


class RoleGrant(models.Model):
    """A role for a period; for one service or all of them, for a unit and what is under it or for all."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    service = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=_ENDS_LATER, name="grant_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["role"], name="grants_by_role")]


class Absence(models.Model):
    """Somebody is away from `starts` until `ends`; a colleague stands in: offices, files, notices."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="stands_in")
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(staff=F("stand_in")), name="nobody_stands_in_for_themselves"),
            ExclusionConstraint(
                name="absent_once_at_a_time",
                expressions=[("staff", RangeOperators.EQUAL), (_PERIOD, RangeOperators.OVERLAPS)],
            ),
        ]


class DutyTurn(models.Model):
    """Somebody is on duty for a unit and those under it, or the whole body, from `starts` until `ends`."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="turns")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="turns")
    starts = models.DateTimeField()
    ends = models.DateTimeField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["starts", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="turn_ends_after_it_starts"),
        ]


class Person(models.Model):
    """Somebody the body serves, as they described themselves once. Two records may be one person."""

    class Kind(models.TextChoices):
        NATURAL = "natural"
        LEGAL = "legal"

    class IdentityKind(models.TextChoices):
        NATIONAL_CARD = "national_card"
        RESIDENCE_CARD = "residence_card"
        PASSPORT = "passport"
        COMPANY_ID = "company_id"
        TRADE_REGISTER = "trade_register"

    class Channel(models.TextChoices):
        EMAIL = "email"
        SMS = "sms"
        PHONE = "phone"
        LETTER = "letter"

    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NATURAL)
    name = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=200, editable=False)
    """The name as it is searched and sorted (foundation.text.sort_key_ar)."""
    identity_kind = models.CharField(max_length=16, choices=IdentityKind, blank=True)
    identity_number = models.CharField(max_length=40, blank=True)
    """Shown only by `reveal_identity`, which writes to the journal; everywhere else `masked_identity`."""
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=3, default="ar")
    preferred_channel = models.CharField(max_length=8, choices=Channel, blank=True)
    enlisted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_number="") | ~Q(identity_kind=""), name="identity_numbers_have_a_kind"
            ),
        ]
        indexes = [
            models.Index(
                fields=["identity_number"], condition=~Q(identity_number=""), name="persons_by_identity"
            ),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="persons_by_phone"),
        ]

    def __str__(self) -> str:
        return self.name
