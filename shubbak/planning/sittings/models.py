"""Bodies and their seats, files that go round, sittings with their agenda, and what each body says."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from shubbak.cases.models import Case, CasePaper
from shubbak.documents.models import Document
from shubbak.people.models import GuestLink, Staff, Unit
from shubbak.planning.sittings import rules

_CLASSES = [(each, each) for each in rules.CLASSES]


class Practice(models.Model):
    """How the committee works here; the last row holds. Both numbers are settings of the body.

    `quorum`: in a hundred, of the bodies consulted; `sign_days`: working days until the minutes are with the
    president (RGC, article 34: three). `secretariat`: the unit that keeps sittings; none means any head.
    """

    secretariat = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    quorum = models.PositiveSmallIntegerField(default=50)
    sign_days = models.PositiveSmallIntegerField(default=3)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=1, quorum__lte=100), name="a_quorum_is_a_share"),
            models.CheckConstraint(condition=Q(sign_days__gte=1), name="minutes_take_a_day"),
        ]


class Body(models.Model):
    """Whoever must say what it thinks of projects of some classes.

    `binds`: no permit without its favourable opinion (avis conforme). `agency`: its code, where it is another
    body of this installation.
    """

    class Kind(models.TextChoices):
        COMMUNE = "commune"
        PREFECTURE = "prefecture"
        URBAN_AGENCY = "urban_agency"
        CIVIL_PROTECTION = "civil_protection"
        TELECOM = "telecom"
        NETWORK = "network_operator"
        LAND_REGISTRY = "land_registry"
        OTHER = "other"

    class Way(models.TextChoices):
        STAFF = "staff"
        GUEST = "guest"
        EXCHANGE = "exchange"

    code = models.SlugField(max_length=40, unique=True)
    name = models.JSONField()
    kind = models.CharField(max_length=20, choices=Kind)
    sits_for = ArrayField(models.CharField(max_length=10, choices=_CLASSES))
    binds = models.BooleanField(default=False)
    way = models.CharField(max_length=8, choices=Way)
    agency = models.CharField(max_length=30, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(way="exchange") | ~Q(agency=""), name="an_exchange_is_with_an_agency"
            )
        ]

    def __str__(self) -> str:
        return self.code


class Seat(models.Model):
    """A named member of a body, or the substitute of one; `ends` is the last day."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=200)
    quality = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="ar")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="seats")
    substitute_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="substitutes")
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        ordering = ["body", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="a_seat_has_days"),
            models.CheckConstraint(
                condition=~Q(email="") | Q(staff__isnull=False), name="a_member_is_reached_somehow"
            ),
        ]


class Round(models.Model):
    """One time that a file is laid before the bodies of its class."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rounds")
    rank = models.PositiveSmallIntegerField()
    project_class = models.CharField(max_length=10, choices=_CLASSES)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When a later one began, the file left, or a sitting said something of it."""

    class Meta:
        ordering = ["case", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["case", "rank"], name="rounds_follow_one_another"),
            models.UniqueConstraint(fields=["case"], condition=Q(ended_at=None), name="one_open_round"),
        ]
        indexes = [
            models.Index(fields=["project_class", "began_at"], condition=Q(ended_at=None), name="rounds_open")
        ]


class Consultation(models.Model):
    """A body before which a round lays its file; whether it bound is kept as it was."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="consultations")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="consultations")
    binds = models.BooleanField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "body"], name="a_body_is_consulted_once")]


class Sitting(models.Model):
    """A committee's day, together or at a distance. `quorum` is what the body had set when it was planned."""

    class State(models.TextChoices):
        PLANNED = "planned"
        CONVOKED = "convoked"
        CLOSED = "closed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project_class = models.CharField(max_length=10, choices=_CLASSES)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    at_a_distance = models.BooleanField(default=False)
    opinions_until = models.DateTimeField()
    quorum = models.PositiveSmallIntegerField()
    planned_at = models.DateTimeField()
    convoked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    """Why it was cancelled."""

    class Meta:
        ordering = ["-starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "convoked"], ended_at=None)
                | Q(state__in=["closed", "cancelled"], ended_at__isnull=False),
                name="a_sitting_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(at_a_distance=True) | ~Q(place=""), name="a_sitting_is_somewhere"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["convoked", "closed"]) | Q(convoked_at__isnull=False),
                name="nobody_sits_who_was_not_convoked",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="sittings_by_day")]

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.PLANNED, self.State.CONVOKED)


class AgendaItem(models.Model):
    """A file on an agenda: it ends with an outcome, or leaves. Of the designer it is noted when they were
    heard and when they withdrew (RGC, article 29).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="agenda_items")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    rank = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, blank=True)
    decided_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    designer = models.CharField(max_length=200, blank=True)
    heard_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sitting", "rank", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(outcome="", left_at=None), name="a_file_on_one_open_agenda"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=rules.VALUES, decided_at__isnull=False, left_at=None),
                name="an_outcome_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(heard_at__isnull=False, withdrawn_at__gte=F("heard_at")),
                name="who_withdraws_was_heard",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return not self.outcome and self.left_at is None

    @property
    def designer_present(self) -> bool:
        return self.heard_at is not None and self.withdrawn_at is None


class Conflict(models.Model):
    """A member who takes no part in one file, and why (they said so themselves)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="conflicts")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="conflicts")
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="a_conflict_is_declared_once")]


class Opinion(models.Model):
    """What one body says of one item. Never changed; the next one `replaces` it, until the sitting ends.

    `digest`: over all that it says (`sealing.sealed_words`); it stands in the journal too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="opinions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="opinions")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="opinions")
    value = models.CharField(max_length=20, choices=[(each, each) for each in rules.VALUES])
    reasons = models.TextField(blank=True)
    ground = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    digest = models.CharField(max_length=64)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "body"], condition=Q(replaces=None), name="one_opinion_a_body"
            ),
            models.CheckConstraint(
                condition=Q(value="favourable") | ~Q(reasons="") | Q(erased_at__isnull=False),
                name="an_opinion_has_its_reasons",
            ),
        ]


class Reservation(models.Model):
    """What an opinion with reservations asks for; its words are never changed."""

    class Severity(models.TextChoices):
        MAJOR = "major"
        MINOR = "minor"

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="reservations")
    rank = models.PositiveSmallIntegerField()
    severity = models.CharField(max_length=5, choices=Severity)
    words = models.TextField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opinion", "rank"]
        constraints = [models.UniqueConstraint(fields=["opinion", "rank"], name="reservations_in_order")]


class Lifting(models.Model):
    """With what a reservation was lifted: a paper of the file, or words."""

    reservation = models.OneToOneField(Reservation, on_delete=models.PROTECT, related_name="lifting")
    words = models.TextField(blank=True)
    paper = models.ForeignKey(CasePaper, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200, blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words="") | Q(paper__isnull=False) | Q(erased_at__isnull=False),
                name="a_lifting_has_its_proof",
            )
        ]


class Convocation(models.Model):
    """A member called to a sitting; of one without account, with a link of their own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="convocations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="convocations")
    link = models.OneToOneField(GuestLink, on_delete=models.PROTECT, null=True, related_name="convocation")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sitting", "seat"], name="a_member_is_called_once")]


class Minutes(models.Model):
    """The paper of one item (RGC, annex 5), for each body that opined to sign until a day. Its document goes
    when the file is erased.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minutes")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    sign_until = models.DateTimeField()


class Signature(models.Model):
    """A body signs minutes by one of its seats: the digest of the very paper is what it signs."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="signatures")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["minutes", "body"], name="minutes_signed_once")]
