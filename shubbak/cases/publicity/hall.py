"""What a hall may see of the open files: number, service and public stage. No field about a person, a place
or a subject is selected here at all.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.publicity import Standing, standing_of
from shubbak.catalogue.queries import spec_of, versions_kept
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.localized import Localized

_ORDER: Sequence[Standing] = ("ready", "waiting", "going")
_NUMBERED = ("entry__series__year", "entry__number", "pk")


@dataclass(frozen=True)
class HallFile:
    """A file on the screen: it stands in the stage after `done` of `total`, named `stage`."""

    number: str
    service: Localized
    done: int
    total: int
    stage: Localized
    standing: Standing


@dataclass(frozen=True)
class HallPage:
    """So many files of one page, and how many pages there are: one at least."""

    files: Sequence[HallFile]
    page: int
    pages: int


@dataclass(frozen=True)
class _Group:
    """The files of one version of a service that stand in one state."""

    version: int
    state: str
    files: int


def hall_page(units: Sequence[str], services: Sequence[str], page: int, size: int) -> HallPage:
    """The open files of units and services (codes; none are all): ready ones first, then those that wait for
    their applicants, then by number. `page` counts from 0 and begins again after the last.

    Two queries; of the second only the rows of the page leave the database, one standing after the other.
    """
    files = _files_of(units, services)
    counted = files.order_by().values_list("service_version_id", "state").annotate(Count("pk"))
    groups = [_Group(*row) for row in counted]
    specs = {
        key: spec_of(version) for key, version in versions_kept({group.version for group in groups}).items()
    }
    pages = max(1, -(-sum(group.files for group in groups) // size))
    number = page % pages
    rows = _rows(files, _by_standing(groups, specs), number * size, size)
    return HallPage([_shown(*row, specs) for row in rows], number, pages)


def _files_of(units: Sequence[str], services: Sequence[str]) -> CaseQuerySet:
    files = Case.objects.in_hand()
    if units:
        files = files.filter(unit__code__in=units)
    return files.filter(service__in=services) if services else files


def _by_standing(
    groups: Sequence[_Group], specs: Mapping[int, ServiceSpec]
) -> Mapping[Standing, Sequence[_Group]]:
    found: dict[Standing, list[_Group]] = defaultdict(list)
    for group in groups:
        found[standing_of(group.state, specs[group.version])].append(group)
    return found


def _rows(
    files: CaseQuerySet, groups: Mapping[Standing, Sequence[_Group]], start: int, size: int
) -> Iterator[tuple[str, int, str]]:
    """Number, version and state of `size` files from a place on."""
    for standing in _ORDER:
        of_standing = groups.get(standing, ())
        held = sum(group.files for group in of_standing)
        if of_standing and start < held and size > 0:
            here = [Q(service_version_id=group.version, state=group.state) for group in of_standing]
            ordered = files.filter(reduce(or_, here)).order_by(*_NUMBERED)
            yield from ordered.values_list("number", "service_version_id", "state")[start : start + size]
            size -= held - start
        start = max(0, start - held)


def _shown(number: str, version: int, state: str, specs: Mapping[int, ServiceSpec]) -> HallFile:
    spec = specs[version]
    stages = spec.stages(state)
    done = next(rank for rank, stage in enumerate(stages) if stage.mark == "now")
    now = stages[done]
    words = now.note or now.title
    return HallFile(number, spec.title, done, len(stages), words, standing_of(state, spec))
