"""Labels of the body, and those that stand on the files of a list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shubbak.cases.models import Case, CaseLabel, Label
from shubbak.cases.queries.scoped import visible_to
from shubbak.foundation.reading import rows_where
from shubbak.people.models import Staff


def labels_offered() -> QuerySet[Label]:
    """The labels that may be put on a file, in the order of their words."""
    return Label.objects.filter(withdrawn_at=None)


def labels_to_choose() -> Sequence[Label]:
    """The same, read for the busiest page."""
    return rows_where(Label, "this.withdrawn_at IS NULL ORDER BY this.key, this.id", [])


def labels_counted(staff: Staff, at: datetime) -> QuerySet[Label]:
    """The same, each with `open_files`: on how many of the open files that the reader may see it stands."""
    seen = Q(files__case__in=visible_to(staff, at).in_hand())
    return labels_offered().annotate(open_files=Count("files", filter=seen))


def labels_numbered(label_ids: Iterable[int]) -> Sequence[Label]:
    """The labels of these numbers, offered still or withdrawn; without those that are none."""
    return list(Label.objects.filter(pk__in=list(label_ids)))


def labels_of(cases: Iterable[Case]) -> Mapping[UUID, Sequence[Label]]:
    """By file, in the order of their words; one query for the whole list."""
    found: dict[UUID, list[Label]] = defaultdict(list)
    keys = [case.pk for case in cases]
    for line in rows_where(CaseLabel, "this.case_id = ANY(%s)", [keys], related=("label",)):
        found[line.case_id].append(line.label)
    for labels in found.values():
        labels.sort(key=lambda label: (label.key, label.pk))
    return found
