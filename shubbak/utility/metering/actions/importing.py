"""The readings of a former system: taken over as they counted there, judged by nobody a second time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.rules import ReadingRefused, is_period
from shubbak.utility.metering.validation.shapes import Source

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class PastReading:
    """What counted: the keys of contract and meter, the index in thousandths, its period ("2024-11")."""

    contract: int
    meter: int
    period: str
    read_on: date
    index: int
    estimated: bool = False


@action
def import_readings(*, rows: Sequence[PastReading], origin: str, actor: Actor, at: datetime) -> int:
    """Take over readings; `origin` names where they come from. One line of the journal is written for all.

    :raises ReadingRefused: ``no_period``; ``counted_before`` if a meter has an index for its period. Nothing
    is taken then.
    """
    if not all(is_period(row.period) for row in rows):
        raise ReadingRefused("no_period")
    try:
        with transaction.atomic():
            Reading.objects.bulk_create((_reading(row, origin, at) for row in rows), batch_size=_AT_ONCE)
    except IntegrityError as error:
        raise ReadingRefused("counted_before") from error
    facts: dict[str, Fact] = {"readings": len(rows), "origin": origin}
    record(what="metering.imported", about=f"readings:{origin}", actor=actor, at=at, facts=facts)
    return len(rows)


def _reading(row: PastReading, origin: str, at: datetime) -> Reading:
    return Reading(
        contract_id=row.contract,
        meter_id=row.meter,
        period=row.period,
        read_on=row.read_on,
        index=row.index,
        source=Source.ESTIMATE if row.estimated else Source.FIELD,
        way="E2" if row.estimated else "",
        state=Reading.State.ACCEPTED,
        reader=origin[:120],
        taken_at=at,
    )
