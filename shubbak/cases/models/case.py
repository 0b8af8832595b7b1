"""The case itself, its history and its papers."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from shubbak.cases.rules import Lent
from shubbak.catalogue.models import ServiceVersion
from shubbak.documents.models import Document
from shubbak.people.models import Person, Staff, Unit
from shubbak.registry.models import Entry


class CaseQuerySet(models.QuerySet["Case"]):
    """Words of the lists. Each is a filter; who may see what is `cases.queries.visible_to`."""

    def in_hand(self) -> "CaseQuerySet":
        return self.filter(closed_at=None)

    def overdue(self, at: datetime) -> "CaseQuerySet":
        return self.in_hand().filter(held=False, due_at__lt=at)

    def at_risk(self, at: datetime) -> "CaseQuerySet":
        return self.in_hand().filter(held=False, risk_at__lte=at, due_at__gte=at)

    def waiting(self) -> "CaseQuerySet":
        return self.in_hand().filter(held=True)

    def untold(self) -> "CaseQuerySet":
        """Decided, and nobody has told the person yet."""
        return self.in_hand().exclude(result="").filter(told_at=None)


class Case(models.Model):
    """A file in the hands of the body. `state`, `result` and the public stage are three different things.

    `number` is what the entry's number looks like in print; it never changes. `due_at`, `risk_at` and `held`
    are derived from the clocks by one function (`cases.actions.clocks.derive_due`) and serve the queue.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="case")
    number = models.CharField(max_length=40)
    service = models.CharField(max_length=60)
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=60)
    result = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="cases")
    assignee = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="cases")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    submitter = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="submitted_cases")
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=3)
    title = models.JSONField()
    answers = models.JSONField()
    manifest_nonce = models.BinaryField(max_length=16)
    code_generation = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    state_since = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    risk_at = models.DateTimeField(null=True)
    held = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    papers_asked = models.PositiveSmallIntegerField(default=0)
    reopened = models.PositiveSmallIntegerField(default=0)
    erased_at = models.DateTimeField(null=True)
    """When its contents went, after their time of keeping or by request; only the frame is left."""

    objects = CaseQuerySet.as_manager()

    lent: Lent | None = None
    """Set for one request, where somebody acts for the applicant under a mandate."""

    said_at_deposit: Mapping[str, Any] | None = None
    """The facts of its first event, where this very object was deposited: they need not be read back."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state=""), name="a_case_has_a_state"),
            models.CheckConstraint(condition=Q(due_at=None) | ~Q(risk_at=None), name="due_with_its_risk"),
        ]
        indexes = [
            models.Index(fields=["unit", "due_at", "id"], condition=Q(closed_at=None), name="cases_of_unit"),
            models.Index(
                fields=["assignee", "due_at", "id"], condition=Q(closed_at=None), name="cases_of_staff"
            ),
            models.Index(
                fields=["held", "due_at", "id"],
                include=["risk_at", "unit", "assignee", "service", "channel", "result", "told_at"],
                condition=Q(closed_at=None),
                name="cases_open_by_due",
            ),
            models.Index(
                fields=["told_at", "id"],
                include=["unit", "assignee", "service", "channel", "result"],
                condition=Q(closed_at=None) & ~Q(result=""),
                name="cases_decided",
            ),
            models.Index(
                fields=["unit", "assignee", "service"],
                include=["held", "due_at", "opened_at"],
                condition=Q(closed_at=None),
                name="cases_load",
            ),
            models.Index(fields=["service", "opened_at"], name="cases_of_service"),
            models.Index(fields=["-opened_at", "id"], name="cases_newest_first"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseEvent(models.Model):
    """One thing that happened to a case: its history, and the timeline that people see.

    `what` is ``deposited``, ``step``, ``taken``, ``assigned``, ``sent``, ``paper``, ``told``…; only a
    ``step`` or the deposit changes the state. `words` are for people; `public` ones are shown to the
    applicant.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    what = models.CharField(max_length=30)
    step = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=60, blank=True)
    target = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=60, blank=True)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["case", "at", "id"], name="events_of_case")]


class CasePaper(models.Model):
    """A paper of the file. `requirement` is the paper's name in the pack, empty for any other one.

    `reading` says how far its text is: the worker reads it after the deposit, the newest first. Two tries
    that never came back are enough.
    """

    class Reading(models.TextChoices):
        WAITING = "waiting"
        AGAIN = "again"
        READ = "read"
        EMPTY = "empty"
        UNREADABLE = "unreadable"
        NO_READER = "no_reader"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="papers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="case_papers")
    requirement = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=8)
    title = models.JSONField(default=dict)
    of_deposit = models.BooleanField(default=False)
    public = models.BooleanField(default=True)
    item = models.ForeignKey(
        "cases.ObservationItem", on_delete=models.PROTECT, null=True, related_name="papers"
    )
    added_at = models.DateTimeField()
    reading = models.CharField(max_length=10, choices=Reading, default=Reading.WAITING)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "document"], name="a_paper_once_per_case")]
        indexes = [
            models.Index(fields=["-id"], condition=Q(reading__in=["waiting", "again"]), name="papers_to_read")
        ]


class PaperText(models.Model):
    """What is written in a paper, line by line, and each line once more as the search compares it.

    It goes with its paper.
    """

    paper = models.OneToOneField(CasePaper, on_delete=models.CASCADE, primary_key=True, related_name="text")
    text = models.TextField()
    folded = models.TextField()


class Submission(models.Model):
    """A deposit's own key. Inserted first: a repeated post waits for the first one and gets its case.

    `body_sha256` is over all that was handed in; the same key with another body is refused. `case_id` is no
    foreign key, since the case is written after the number, at the very end of the transaction.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case_id = models.UUIDField(unique=True)
    body_sha256 = models.BinaryField(max_length=32)
    at = models.DateTimeField()
