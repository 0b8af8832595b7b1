"""The subscribers of a former body become our own, all of a file or none."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import open_payers
from shubbak.payments.ledger.actions.book import Moment
from shubbak.people.actions import Known, enlist_persons
from shubbak.people.models import Person
from shubbak.utility.subscriptions.models import (
    Alias,
    Contract,
    Fitting,
    Holding,
    Meter,
    ServicePoint,
    Terms,
)
from shubbak.utility.subscriptions.rules import contract_number
from shubbak.utility.subscriptions.takeover.checking import keys_of
from shubbak.utility.subscriptions.takeover.lines import Subscriber

_NEXT = "SELECT nextval(pg_get_serial_sequence('subscriptions_contract', 'id')) FROM generate_series(1, %s)"


@action
def take_over(*, lots: Iterable[Sequence[Subscriber]], origin: str, actor: Actor, at: datetime) -> int:
    """Bring in contracts that another body opened, with place, meter, holder, terms, deposit and their old
    references; how many. `origin`: the mark of the file, by which the journal names it. Each lot is written
    before the next is asked for; one line is written for all.

    :raises django.db.IntegrityError: if somebody else has brought one in meanwhile; none is, then.
    """
    count = 0
    for lot in lots:
        _bring(lot, f"takeover:{origin}", actor, at)
        count += len(lot)
    told: dict[str, Fact] = {"contracts": count}
    record(what="subscriptions.taken_over", about=f"takeover:{origin}", actor=actor, at=at, facts=told)
    return count


def _bring(rows: Sequence[Subscriber], about: str, actor: Actor, at: datetime) -> None:
    persons, points = enlist_persons(known=[_person(row) for row in rows], at=at), _points(rows)
    payers = {row.line: uuid4() for row in rows}
    currency, moment = current_agency().currency, Moment(at, in_its_zone(at).date())
    kept = {payers[row.line]: row.deposit for row in rows}
    open_payers(guarantees=kept, currency=currency, about=about, actor=actor, moment=moment)
    _fit(rows, points)
    contracts = _contracts(rows, points)
    _hold(rows, contracts, persons, payers)
    Alias.objects.bulk_create(
        Alias(contract=contracts[row.line], body=body, reference=reference, folded=folded)
        for row in rows
        for reference, (body, folded) in zip(row.references, keys_of(row), strict=True)
    )


def _person(row: Subscriber) -> Known:
    told = row.holder
    return Known(told.name, told.kind, told.identity_kind, told.identity_number, told.phone, told.language)


def _points(rows: Sequence[Subscriber]) -> list[ServicePoint]:
    return ServicePoint.objects.bulk_create(
        ServicePoint(
            code=row.site.code,
            commodity=row.site.commodity,
            place=row.site.place,
            sector=row.site.sector,
            region=row.site.region,
        )
        for row in rows
    )


def _fit(rows: Sequence[Subscriber], points: Sequence[ServicePoint]) -> None:
    """Each meter stands here from our first day, at the last index of the former body."""
    meters = Meter.objects.bulk_create(
        Meter(serial=row.serial, commodity=row.site.commodity, dials=row.dials) for row in rows
    )
    Fitting.objects.bulk_create(
        Fitting(point=point, meter=meter, starts=row.on, index_in=row.index)
        for row, point, meter in zip(rows, points, meters, strict=True)
    )


def _contracts(rows: Sequence[Subscriber], points: Sequence[ServicePoint]) -> dict[int, Contract]:
    """By the line of the file."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [len(rows)])
        serials = [int(serial) for (serial,) in cursor.fetchall()]
    made = Contract.objects.bulk_create(
        Contract(id=serial, number=contract_number(serial), point=point, starts=row.on, begun_on=row.begun_on)
        for row, point, serial in zip(rows, points, serials, strict=True)
    )
    return {row.line: contract for row, contract in zip(rows, made, strict=True)}


def _hold(
    rows: Sequence[Subscriber],
    contracts: Mapping[int, Contract],
    persons: Sequence[Person],
    payers: Mapping[int, UUID],
) -> None:
    """Who holds each, and on which terms, from our first day."""
    Holding.objects.bulk_create(
        Holding(contract=contracts[row.line], person=person, payer_id=payers[row.line], starts=row.on)
        for row, person in zip(rows, persons, strict=True)
    )
    Terms.objects.bulk_create(
        Terms(
            contract=contracts[row.line],
            tariffs=list(row.asked.tariffs),
            power_va=row.asked.power_va,
            calibre_mm=row.asked.calibre_mm,
            starts=row.on,
        )
        for row in rows
    )
