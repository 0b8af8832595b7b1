"""Drafts by their token."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from shubbak.cases.links import token_hash
from shubbak.cases.models import Draft, DraftPaper
from shubbak.catalogue.queries import version_kept
from shubbak.foundation.reading import rows_where

_OPENED = "this.token_sha256 = %s AND this.expires_at > %s"


def draft_by_token(token: str, at: datetime) -> Draft | None:
    """The draft that a token opens, while it is kept; with its version and its papers."""
    found = rows_where(Draft, _OPENED, [token_hash(token), at])
    for draft in found:
        draft.service_version = version_kept(draft.service_version_id)
    papers = DraftPaper.objects.select_related("document__file")
    prefetch_related_objects(found, Prefetch("papers", papers))
    return found[0] if found else None


def drafts_of(tokens: Sequence[str], at: datetime) -> QuerySet[Draft]:
    """Open drafts that were begun in this browser, the last one first."""
    hashes = [token_hash(token) for token in tokens]
    wanted = Draft.objects.select_related("service_version").filter(case_id=None, expires_at__gt=at)
    return wanted.filter(token_sha256__in=hashes).order_by("-updated_at")
