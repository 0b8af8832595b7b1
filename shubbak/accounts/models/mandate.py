"""Mandates: somebody acts for another person, or for an institution, under a paper checked at the desk."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from shubbak.accounts.models.account import KINDS
from shubbak.cases.models import Case, Draft
from shubbak.documents.models import Document
from shubbak.people.models import Person


class Mandate(models.Model):
    """Whoever proves `address` acts for `principal`, for the services named (none named: all), for a period.

    An institution is a principal with several holders: its owners are accepted at the desk with a paper, and
    invite the others, whose mandates hold as long as the owner's does.
    """

    class Right(models.TextChoices):
        SEE = "see"
        DEPOSIT = "deposit"
        OWNER = "owner"

    class State(models.TextChoices):
        ASKED = "asked"
        INVITED = "invited"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    class Side(models.TextChoices):
        HOLDER = "holder"
        PRINCIPAL = "principal"
        DESK = "desk"
        CLOCK = "clock"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    principal = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    kind = models.CharField(max_length=5, choices=KINDS)
    address = models.CharField(max_length=254)
    holder_name = models.CharField(max_length=200)
    language = models.CharField(max_length=3, default="ar")
    right = models.CharField(max_length=8, choices=Right)
    services = models.JSONField(default=list, blank=True)
    starts = models.DateField()
    ends = models.DateField(null=True)
    """The last day; none: until somebody ends it."""
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="mandates")
    invited_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="invited")
    state = models.CharField(max_length=8, choices=State)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    """What the desk checked, or why it refused."""
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=9, choices=Side, blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="mandate_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(address=Lower("address")), name="holder_in_small_letters"),
            models.CheckConstraint(
                condition=~Q(state="accepted", ended_at=None, paper=None, invited_by=None),
                name="a_mandate_in_force_has_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(invited_by=None) | ~Q(right="owner"), name="owners_are_accepted_at_the_desk"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "invited"]) | Q(decided_at__isnull=False),
                name="a_settled_mandate_says_when",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | Q(ended_at__isnull=False) & ~Q(ended_by=""),
                name="an_ended_mandate_says_by_whom",
            ),
            models.UniqueConstraint(
                fields=["principal", "kind", "address"],
                condition=Q(ended_at=None) & ~Q(state="refused"),
                name="one_mandate_per_holder_and_principal",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "address"], name="mandates_of_holder"),
            models.Index(
                fields=["asked_at"], condition=Q(state="asked", ended_at=None), name="mandates_asked"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class MandateFile(models.Model):
    """A file of the principal that was deposited, or put, under a mandate."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="under_mandate")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="files")
    added_at = models.DateTimeField()


class MandateDraft(models.Model):
    """A deposit that is being written under a mandate; who may finish it is asked again at the deposit."""

    draft = models.OneToOneField(Draft, on_delete=models.CASCADE, related_name="under_mandate")
    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="drafts")
