"""Reads of ratings."""

from shubbak.cases.models import Case
from shubbak.feedback.models import Rating


def rating_of(case: Case) -> Rating | None:
    """What the person said of the present closing; None if nothing yet."""
    return Rating.objects.filter(case=case, round=case.reopened).first()


def may_rate(case: Case) -> bool:
    """Whether the person is asked how it went: once per closing."""
    return case.closed_at is not None and rating_of(case) is None
