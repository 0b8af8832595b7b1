"""The files that lines of the journal are about: by number, by id, or by the person whose number was read."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.foundation.numbering import parse_number
from shubbak.people.models import Person
from shubbak.registry.models import Series

_NAME = "person/"
_FILE = "case:"
_OF_FILE = re.compile(f"{_FILE}([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})")


@dataclass(frozen=True)
class FileOfPerson:
    id: UUID
    number: str


@dataclass(frozen=True)
class PersonRead:
    """A person as the journal names them (``person/12``), with their files, the oldest first."""

    name: str
    files: Sequence[FileOfPerson]


def files_of_lines(abouts: Iterable[str], visible: CaseQuerySet) -> Mapping[str, Case]:
    """The files among `visible` by what the journal calls them: their number, or ``case:`` and their id.

    Two queries at most, each by an index: of numbers it is the register's that is asked.
    """
    wanted = set(abouts)
    ids = {named[1] for about in wanted if (named := _OF_FILE.fullmatch(about))}
    parsed = [number for about in wanted if (number := parse_number(about))]
    files = visible.select_related("service_version")
    found = {f"{_FILE}{case.pk}": case for case in files.filter(pk__in=ids)} if ids else {}
    if parsed:
        series = Series.objects.filter(year__in={year for _number, year in parsed})
        numbered = files.filter(entry__series__in=series, entry__number__in={number for number, _ in parsed})
        found |= {case.number: case for case in numbered if case.number in wanted}
    return found


def names_in_journal(case: Case) -> tuple[str, str]:
    """What the lines about a file call it: by its number, and those about messages by its id."""
    return case.number, f"{_FILE}{case.pk}"


def names_of_file(about: str) -> tuple[str, ...]:
    """Every name that the journal has for the file that bears this one; else that one; none for none."""
    file = files_of_lines([about], Case.objects.all()).get(about) if about else None
    return names_in_journal(file) if file else tuple(filter(None, [about]))


def files_of_persons(abouts: Iterable[str]) -> Mapping[str, PersonRead]:
    """The persons whom lines of the journal are about, by what the lines call them; three queries at most."""
    keys = {int(about.removeprefix(_NAME)) for about in abouts if about.startswith(_NAME)}
    names = dict(Person.objects.filter(pk__in=keys).values_list("pk", "name"))
    files: dict[int, list[FileOfPerson]] = defaultdict(list)
    theirs = Case.objects.filter(Q(applicant__in=keys) | Q(submitter__in=keys)).order_by("opened_at", "pk")
    for pk, number, applicant, submitter in theirs.values_list("pk", "number", "applicant", "submitter"):
        for person in {applicant, submitter} & keys:
            files[person].append(FileOfPerson(pk, number))
    return {f"{_NAME}{pk}": PersonRead(name, files[pk]) for pk, name in names.items()}
