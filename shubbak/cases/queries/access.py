"""Opening a case to its applicant: number and code, or a link. Numbers reveal nothing."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.links import token_hash
from shubbak.cases.models import AccessLink, AccessTry, Case, Submission
from shubbak.catalogue.queries import version_kept
from shubbak.foundation.codes import access_code, code_matches
from shubbak.foundation.numbering import parse_number
from shubbak.foundation.reading import rows_where

_OPENED = "this.id = %s AND this.code_generation = %s"
_NOBODY = [(UUID(int=0), 1)]
_CANDIDATES = 8
_TRACKED = ("entry__receipt", "entry__series", "service_version", "unit", "applicant", "submitter")


def _tracked() -> QuerySet[Case]:
    """With all that the pages of a file read; the pack's source only by whoever builds its spec."""
    return Case.objects.select_related(*_TRACKED).defer("service_version__source")


def access_code_of(case: Case) -> str:
    """The thirteen digits of the case's code, made again; shown on its receipt and in the first message
    only.
    """
    return access_code(agency_key(current_agency()), case.pk, case.code_generation)


def blocked_until(tried: bytes, at: datetime) -> datetime | None:
    """Until when a number is shut after wrong codes; None while it is open."""
    known = AccessTry.objects.filter(pk=tried, blocked_until__gt=at).first()
    return known.blocked_until if known else None


def tried_number(number: str, origin: str) -> bytes:
    """How a number as typed, tried from a network prefix, is remembered."""
    return hashlib.sha256(f"{parse_number(number)}|{origin}".encode()).digest()


def opened_by(number: str, code: str) -> Case | None:
    """The case that number and code open.

    One question and eight codes whatever the number: nothing of a case is read before its code was right.
    """
    key = agency_key(current_agency())
    candidates = [*_candidates(parse_number(number)), *_NOBODY * _CANDIDATES][:_CANDIDATES]
    opened = [pk for pk, generation in candidates if code_matches(key, pk, generation, code)]
    return _tracked().get(pk=opened[0]) if opened else None


def case_by_link(*, token: str, at: datetime) -> Case | None:
    """The case that a link of a message opens, while the link lives."""
    link = AccessLink.objects.filter(pk=token_hash(token), revoked_at=None, expires_at__gt=at).first()
    return _tracked().get(pk=link.case_id) if link else None


def case_opened_before(case_id: UUID, generation: int) -> Case | None:
    """The case that a browser opened with a code of this generation; None once a new code was drawn."""
    found = rows_where(Case, _OPENED, [case_id, generation], related=("entry", "unit", "applicant"))
    for case in found:
        case.service_version = version_kept(case.service_version_id)
    return found[0] if found else None


def case_of_submission(submission_id: UUID) -> Case | None:
    """The case that a deposit with this key opened."""
    submission = Submission.objects.filter(pk=submission_id).first()
    return _tracked().get(pk=submission.case_id) if submission else None


def _candidates(parsed: tuple[int, int | None] | None) -> list[tuple[UUID, int]]:
    """Ids and generations of the cases that bear a number, in any register and year."""
    number, year = parsed or (0, None)
    wanted = Case.objects.filter(entry__number=number)
    if year is not None:
        wanted = wanted.filter(entry__series__year=year)
    return list(wanted.order_by("-opened_at").values_list("pk", "code_generation")[:_CANDIDATES])
