"""Sentences about what is wrong with the readings of the current agency; nothing, if all is well."""

from collections.abc import Iterator

from django.db import connection

_ESTIMATES_BELOW = """
SELECT meter.serial, estimate.period FROM metering_reading AS estimate
JOIN subscriptions_meter AS meter ON meter.id = estimate.meter_id
CROSS JOIN LATERAL (
  SELECT index FROM metering_reading AS before WHERE before.meter_id = estimate.meter_id
  AND before.state = 'accepted' AND before.source <> 'estimate' AND before.read_on < estimate.read_on
  ORDER BY before.read_on DESC LIMIT 1
) AS last
WHERE estimate.state = 'accepted' AND estimate.source = 'estimate' AND estimate.index < last.index
  AND last.index < 900 * power(10, meter.dials)
"""
_CORRECTIONS = """
SELECT reading.id FROM metering_reading AS reading
JOIN metering_reading AS before ON before.id = reading.replaces_id
WHERE before.state <> 'superseded' OR before.meter_id <> reading.meter_id OR before.period <> reading.period
"""
_BEYOND = """
SELECT meter.serial, reading.period FROM metering_reading AS reading
JOIN subscriptions_meter AS meter ON meter.id = reading.meter_id
WHERE reading.state = 'accepted' AND reading.index >= 1000 * power(10, meter.dials)
"""
_UNDECIDED = """
SELECT id FROM metering_reading
WHERE (decided_at IS NULL) <> (decided_by_id IS NULL)
  OR (reason <> '' AND decided_at IS NULL) OR (state = 'review' AND decided_at IS NOT NULL)
"""
_EMPTY = """
SELECT submission.key FROM metering_submission AS submission
WHERE NOT EXISTS (SELECT FROM metering_reading AS reading WHERE reading.submission_id = submission.id)
"""


def problems() -> Iterator[str]:
    """What counts can be shown by its meter; an estimate is not below a reading; a decision has its name."""
    for serial, period in _rows(_BEYOND):
        yield f"meter {serial} cannot show what counts for {period}"
    for serial, period in _rows(_ESTIMATES_BELOW):
        yield f"meter {serial} was estimated for {period} below what was read before"
    for (identity,) in _rows(_CORRECTIONS):
        yield f"reading {identity} corrects one that still counts, or another meter's"
    for (identity,) in _rows(_UNDECIDED):
        yield f"reading {identity} was decided by nobody, or never"
    for (key,) in _rows(_EMPTY):
        yield f"submission {key} says nothing"


def _rows(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
