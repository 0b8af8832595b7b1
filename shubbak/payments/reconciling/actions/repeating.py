"""The same money in two kinds of files: a notification tells of it at once, the statement of the day again.

What both say in the same words is one line anyway. Where one says less, or tells a batch as one amount, the
movement is known by the bank's own reference, its day and its amount; no money comes of it a second time.
"""

from datetime import datetime

from django.db.models import QuerySet, Sum

from shubbak.payments.reconciling.models import Difference, Line

_NOTHING = ("", "NONREF", "NOTPROVIDED")
"""References that name nothing."""


def was_told(line: Line) -> bool:
    """Whether a file of the other kind has told of it: the same amount, or its parts."""
    if line.bank_reference in _NOTHING:
        return False
    own, other = _own(line), _other(line)
    if alike := other.filter(amount=line.amount).count():
        return own.filter(amount=line.amount).count() <= alike
    return own.count() == 1 and other.count() > 1 and _sum(other) == line.amount


def is_doubtful(line: Line) -> bool:
    """Whether what came may be a part of what was told as one amount and is matched already: somebody looks,
    for it would else be received twice, or not at all.
    """
    batch = _batch(line) if line.amount > 0 else None
    return batch is not None and batch.state != Line.State.UNKNOWN


def explain_batch(line: Line, at: datetime) -> None:
    """With the last of its parts a batch of which nobody knew is explained."""
    batch = _batch(line)
    if batch and batch.state == Line.State.UNKNOWN and _sum(_own(line)) == batch.amount:
        Line.objects.filter(pk=batch.pk).update(state=Line.State.ANSWERED)
        known = Difference.objects.filter(line=batch, settled_at=None)
        known.update(settled_at=at, settled_by="system", way=Difference.Way.EXPLAINED)


def _batch(line: Line) -> Line | None:
    """The one line of the other kind of which this one is a part."""
    told = [] if line.bank_reference in _NOTHING else list(_other(line)[:2])
    return told[0] if len(told) == 1 and abs(line.amount) < abs(told[0].amount) else None


def _own(line: Line) -> QuerySet[Line]:
    return _alike(line).filter(statement__closing__isnull=line.statement.closing is None)


def _other(line: Line) -> QuerySet[Line]:
    return _alike(line).filter(statement__closing__isnull=line.statement.closing is not None)


def _alike(line: Line) -> QuerySet[Line]:
    """Under the same reference of the bank on the same day; a notification has no balances."""
    return Line.objects.filter(
        account=line.account,
        bank_reference=line.bank_reference,
        booked=line.booked,
        currency=line.currency,
    )


def _sum(lines: QuerySet[Line]) -> int:
    return int(lines.aggregate(sum=Sum("amount"))["sum"] or 0)
