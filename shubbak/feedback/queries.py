"""Reads of ratings."""

from collections.abc import Sequence

from shubbak.cases.models import Case
from shubbak.feedback.models import Rating


def rating_of(case: Case) -> Rating | None:
    """What the person said of the present closing; None if nothing yet."""
    return Rating.objects.filter(case=case, round=case.reopened).first()


def ratings_of(case: Case) -> Sequence[Rating]:
    """What the person said of each closing, the latest first."""
    return list(Rating.objects.filter(case=case).order_by("-round"))


def may_rate(case: Case) -> bool:
    """Whether the person is asked how it went: once per closing."""
    return case.closed_at is not None and rating_of(case) is None
