"""Drafts by their token."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from shubbak.cases.links import token_hash
from shubbak.cases.models import Draft


def draft_by_token(token: str, at: datetime) -> Draft | None:
    """The draft that a token opens, while it is kept."""
    wanted = Draft.objects.select_related("service_version").prefetch_related("papers__document__file")
    return wanted.filter(token_sha256=token_hash(token), expires_at__gt=at).first()


def drafts_of(tokens: Sequence[str], at: datetime) -> QuerySet[Draft]:
    """Open drafts that were begun in this browser, the last one first."""
    hashes = [token_hash(token) for token in tokens]
    wanted = Draft.objects.select_related("service_version").filter(case_id=None, expires_at__gt=at)
    return wanted.filter(token_sha256__in=hashes).order_by("-updated_at")
