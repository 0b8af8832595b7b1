"""Files as rows of a table that leaves the house. Identity numbers never do: they are masked here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

import phonenumbers

from shubbak.cases.models.case import CaseQuerySet
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.tables import Cell, Column, Table
from shubbak.foundation.text import masked_identity
from shubbak.insights.rules import Wording
from shubbak.people.models import Staff, Unit

WIDTHS: Mapping[str, int] = {
    "number": 14,
    "service": 30,
    "stage": 26,
    "result": 22,
    "unit": 28,
    "in_charge": 22,
    "channel": 14,
    "received": 17,
    "register_day": 12,
    "due": 17,
    "told": 17,
    "closed": 17,
    "subject": 40,
    "person": 26,
    "identity": 14,
    "phone": 16,
}
"""Codes of the columns, in their order, and how wide each is shown."""
PERSONAL = ("subject", "person", "identity", "phone")
"""Columns that say of whom a file is; they leave only with a reason."""
_CHUNK = 2000
_FIELDS = (
    "number",
    "service_version_id",
    "state",
    "result",
    "unit_id",
    "assignee_id",
    "channel",
    "entry__received_at",
    "entry__register_day",
    "due_at",
    "told_at",
    "closed_at",
)
_PERSONAL_FIELDS = ("title", "applicant__name", "applicant__identity_number", "applicant__phone")
_WordsOf = Callable[[int, str, str], tuple[str, str, str]]


class _Kept(NamedTuple):
    """The fields of a file, as they are read."""

    number: str
    version: int
    state: str
    result: str
    unit: int
    assignee: int | None
    channel: str
    received_at: datetime
    register_day: date
    due_at: datetime | None
    told_at: datetime | None
    closed_at: datetime | None
    title: Localized
    person: str
    identity: str
    phone: str


def case_table(
    files: CaseQuerySet, wording: Wording, *, title: str, cut_off: str, personal: bool = False
) -> Table:
    """The files in their order; read from the database while the rows are asked for.

    :param cut_off: what is said at the end of a text that could not be written to its end.
    """
    codes = [code for code in WIDTHS if personal or code not in PERSONAL]
    return Table(
        title=title,
        columns=[Column(code, wording.headings[code], WIDTHS[code]) for code in codes],
        rows=_rows(files, wording, personal=personal),
        right_to_left=wording.language == "ar",
        cut_off=cut_off,
    )


def _rows(files: CaseQuerySet, wording: Wording, *, personal: bool) -> Iterator[Sequence[Cell]]:
    units = {unit.pk: pick(unit.name, wording.language) for unit in Unit.objects.all()}
    staff: dict[int | None, str] = {who.pk: who.named_in(wording.language) for who in Staff.objects.all()}
    words_of, phone_of = _words_of(wording), _phone_of(wording.country)
    fields = (*_FIELDS, *_PERSONAL_FIELDS) if personal else _FIELDS
    nobody: tuple[Any, ...] = () if personal else ({}, "", "", "")
    for read in files.values_list(*fields).iterator(_CHUNK):
        kept = _Kept(*read, *nobody)
        service, stage, result = words_of(kept.version, kept.state, kept.result)
        row: list[Cell] = [
            kept.number,
            service,
            stage,
            result,
            units[kept.unit],
            staff.get(kept.assignee, ""),
            wording.channels.get(kept.channel, kept.channel),
            wording.here(kept.received_at),
            kept.register_day,
            wording.here(kept.due_at),
            wording.here(kept.told_at),
            wording.here(kept.closed_at),
        ]
        if personal:
            row += [
                pick(kept.title, wording.language),
                kept.person,
                masked_identity(kept.identity),
                phone_of(kept.phone),
            ]
        yield row


def _words_of(wording: Wording) -> _WordsOf:
    """Service, stage and result in words; each version and state is looked at once."""
    specs: dict[int, ServiceSpec] = {}

    @cache
    def words(version: int, state: str, result: str) -> tuple[str, str, str]:
        if version not in specs:
            specs[version] = spec_of(ServiceVersion.objects.get(pk=version))
        spec = specs[version]
        now = next(stage for stage in spec.stages(state, result) if stage.mark == "now")
        said = spec.states[state].title or now.note or now.title
        named = (spec.title, said, spec.results.get(result, {}))
        service, stage, outcome = (pick(text, wording.language) for text in named)
        return service, stage, outcome

    return words


def _phone_of(country: str) -> Callable[[str], str]:
    """As it is dialled where the body is: a sign in front would be taken for a formula."""
    home = f"+{phonenumbers.country_code_for_region(country.upper())}"

    def phone(number: str) -> str:
        if number.startswith(home):
            return "0" + number[len(home) :]
        return "00" + number[1:] if number.startswith("+") else number

    return phone
