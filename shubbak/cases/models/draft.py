"""A deposit that is still being written."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.catalogue.models import ServiceVersion
from shubbak.documents.models import Document
from shubbak.registry.models import Letter


class Draft(models.Model):
    """Answers that save themselves. Whoever holds the token opens it; the token is stored as a hash only.

    `submission_id` is drawn when the draft begins, so a deposit sent twice is one. `case_id` once it is
    deposited. `letter` is the letter of the registry office out of which the file is to grow.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_sha256 = models.BinaryField(max_length=32, unique=True)
    service_version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="drafts")
    language = models.CharField(max_length=3)
    channel = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    applicant = models.JSONField(default=dict)
    on_behalf_of = models.JSONField(null=True)
    page = models.CharField(max_length=60, blank=True)
    submission_id = models.UUIDField(default=uuid.uuid4, unique=True)
    case_id = models.UUIDField(null=True)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], condition=Q(case_id=None), name="drafts_to_expire")]


class DraftPaper(models.Model):
    """A file laid beside a draft, for a question of the form."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="papers")
    requirement = models.CharField(max_length=60)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="draft_papers")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
