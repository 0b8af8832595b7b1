"""Numbers that were printed beforehand, and those of which nobody has said yet what became of them."""

from django.db.models import Count, Q, QuerySet

from shubbak.registry.outage.models import OutageBlock, OutageSheet

BLOCKS = 20


def blocks_made(*, limit: int = BLOCKS) -> QuerySet[OutageBlock]:
    """The last blocks, each with how many sheets it has (`size`) and how many are still open (`left`)."""
    counted = OutageBlock.objects.annotate(
        size=Count("sheets"), left=Count("sheets", filter=Q(sheets__settled_at=None))
    )
    return counted.select_related("register", "made_by")[:limit]


def sheets_of(block: OutageBlock) -> QuerySet[OutageSheet]:
    """The sheets of a block in the order of their numbers."""
    return _read_whole(block.sheets.all())


def sheets_open() -> QuerySet[OutageSheet]:
    """All that are neither typed in nor voided, the oldest first."""
    return _read_whole(OutageSheet.objects.filter(settled_at=None)).order_by(
        "block__made_at", "entry__number"
    )


def _read_whole(sheets: QuerySet[OutageSheet]) -> QuerySet[OutageSheet]:
    return sheets.select_related("entry__series__register", "block__register", "settled_by")
