"""Whose files they are that somebody read an identity number of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from shubbak.cases.models import Case
from shubbak.people.models import Person

_NAME = "person/"


@dataclass(frozen=True)
class FileOfPerson:
    id: UUID
    number: str


@dataclass(frozen=True)
class PersonRead:
    """A person as the journal names them (``person/12``), with their files, the oldest first."""

    name: str
    files: Sequence[FileOfPerson]


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
