"""The one search: files by their number, words, people and papers, and the persons themselves. Whatever it
shows is of a file that the asker's list holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from django.db.models import Q
from django.db.models.expressions import RawSQL

from shubbak.cases.indexing import KIND, WRITTEN
from shubbak.cases.models import Case
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.queries.scoped import files_of_keys, visible_to
from shubbak.cases.queries.tallies import tallied
from shubbak.cases.queries.where_found import FileFound, where_found
from shubbak.catalogue.queries import spec_of
from shubbak.foundation.numbering import parse_number
from shubbak.foundation.reading import rows_where
from shubbak.people.models import Person, Staff
from shubbak.people.queries import records_of_same_person
from shubbak.people.rules import Roles
from shubbak.search.arabic import fold
from shubbak.search.queries import Edges, matching, newest_matching, newest_named

FOUND_AT_MOST = 50
PERSONS_AT_MOST = 5
_FIRST_CHUNK = 200
_OF_KEYS = "this.id = ANY(%s)"
_PARTIES = ("applicant", "submitter")


@dataclass(frozen=True)
class PersonFound:
    """Somebody who brought files that the asker sees, and how many, as far as `tallies` counts."""

    person: Person
    files: int


@dataclass(frozen=True)
class Found:
    files: Sequence[FileFound] = ()
    persons: Sequence[PersonFound] = ()


def find(staff: Staff, words: str, at: datetime, roles: Roles | None = None) -> Found:
    """Files, newest first, and the persons named so whose files the asker sees."""
    visible, edges = visible_to(staff, at, roles), Edges()
    files = where_found(_cases_found(visible, words, FOUND_AT_MOST, edges), words)
    return Found(files, _persons_found(visible, words, edges))


def search_cases(staff: Staff, words: str, at: datetime, limit: int = FOUND_AT_MOST) -> list[Case]:
    """Cases by number (with or without its year), then by name, telephone or words, then by words of their
    papers; newest first each time, within the asker's rights.
    """
    return _cases_found(visible_to(staff, at), words, limit, Edges())


def _cases_found(visible: CaseQuerySet, words: str, limit: int, edges: Edges) -> list[Case]:
    numbered = _newest(visible.filter(_numbered(words)), limit) if parse_number(words) else []
    batches = chain(newest_matching(KIND, words, edges), newest_matching(WRITTEN, words, edges, long=True))
    named = _among(visible, batches, limit)
    keys = list(dict.fromkeys([*numbered, *named]))[:limit]
    files = files_of_keys(keys)
    return [files[key] for key in keys]


def every_case_found(staff: Staff, words: str, at: datetime) -> CaseQuerySet:
    """All that :func:`search_cases` would find if it went on for ever, newest first."""
    named = Q(pk__in=matching((KIND, WRITTEN), words).values("ref"))
    if parse_number(words):
        named |= _numbered(words)
    return visible_to(staff, at).filter(named).order_by("-opened_at", "id")


def persons_found(staff: Staff, words: str, at: datetime) -> list[PersonFound]:
    """The persons whose name holds every word, those of the newest files first; one line for each person."""
    return _persons_found(visible_to(staff, at), words, Edges())


def _persons_found(visible: CaseQuerySet, words: str, edges: Edges) -> list[PersonFound]:
    parts = fold(words).split()
    keys = _among(visible, newest_named(KIND, words, edges), FOUND_AT_MOST)
    cases = {case.pk: case for case in rows_where(Case, _OF_KEYS, [keys], _PARTIES)} if keys else {}
    known: dict[object, Person] = {}
    for person in chain.from_iterable((cases[key].applicant, cases[key].submitter) for key in keys):
        if person and all(part in fold(person.name) for part in parts):
            known.setdefault(_identity(person), person)
    shown = list(known.values())[:PERSONS_AT_MOST]
    counts = _files_of(shown, visible)
    return [PersonFound(person, counts[str(person.pk)]) for person in shown]


def files_of_person(staff: Staff, person_id: int, at: datetime) -> tuple[Person, list[Case]] | None:
    """Somebody and their newest files that the asker sees; None if there is none, whoever that is."""
    person = Person.objects.filter(pk=person_id).first()
    keys = _newest(visible_to(staff, at).filter(of_person(person)), FOUND_AT_MOST) if person else []
    files = files_of_keys(keys)
    return (person, [files[key] for key in keys]) if person and keys else None


def files_named(staff: Staff, case: Case, at: datetime) -> CaseQuerySet:
    """The files whose number the person wrote, as far as the asker may see them: the one appealed, or
    complained about. A number that several registers know finds each.
    """
    questions = spec_of(case.service_version).questions()
    typed = [str(case.answers.get(question.id) or "") for question in questions if question.names == "file"]
    named = Q(pk__isnull=True)
    for words in filter(None, typed):
        named |= _numbered(words)
    return visible_to(staff, at).filter(named).exclude(pk=case.pk).order_by("-opened_at")


def _files_of(persons: Iterable[Person], visible: CaseQuerySet) -> Mapping[str, int]:
    lists = {str(person.pk): visible.filter(of_person(person)) for person in persons}
    return tallied(lists) if lists else {}


def of_person(person: Person) -> Q:
    """The files of somebody, whichever of their records they brought it under."""
    same = list(records_of_same_person(person).values_list("pk", flat=True))
    return Q(applicant__in=same) | Q(submitter__in=same)


def _identity(person: Person) -> object:
    return (
        (person.identity_kind, person.identity_number)
        if person.identity_number
        else person.phone or person.pk
    )


def _newest(files: CaseQuerySet, limit: int) -> list[UUID]:
    return list(files.order_by("-opened_at", "id").values_list("pk", flat=True)[:limit])


def _among(visible: CaseQuerySet, batches: Iterable[list[UUID]], limit: int) -> list[UUID]:
    """The first of the named files that are visible; few are asked for first: few are shown."""
    found: list[UUID] = []
    for chunk in _chunks(_each_once(batches)):
        found += _newest(
            visible.filter(pk__in=RawSQL("SELECT unnest(%s::uuid[])", [chunk])), limit - len(found)
        )
        if len(found) >= limit:
            break
    return found


def _each_once(batches: Iterable[list[UUID]]) -> Iterator[list[UUID]]:
    seen: set[UUID] = set()
    for batch in batches:
        fresh = [ref for ref in batch if ref not in seen]
        seen.update(fresh)
        yield fresh


def _chunks(batches: Iterable[list[UUID]]) -> Iterator[list[UUID]]:
    size = _FIRST_CHUNK
    for batch in batches:
        while batch:
            yield batch[:size]
            batch, size = batch[size:], size * 4


def _numbered(words: str) -> Q:
    parsed = parse_number(words)
    if parsed is None:
        return Q(pk__isnull=True)
    number, year = parsed
    wanted = Q(entry__number=number)
    return wanted if year is None else wanted & Q(entry__series__year=year)
