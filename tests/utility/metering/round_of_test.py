"""A water contract with its meter and a year of readings, for tests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from shubbak.utility.metering.actions import take_readings
from shubbak.utility.metering.models import Reading, Submission
from shubbak.utility.metering.rules import Intake, Said
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.models import Contract, Meter
from tests.utility.subscriptions.village import CLERK, contract

BEGINS = 1_000_000
A_MONTH = 15_000


def read(
    of: Contract, index: int, on: date, at: datetime, source: Source = Source.FIELD, **more: Any
) -> Submission:
    """Say what the only meter of a contract showed."""
    intake = Intake(uuid4(), source, more.pop("period", f"{on:%Y-%m}"))
    said = Said(meter_of(of).pk, index, on)
    return take_readings(
        contract=of,
        intake=replace(intake, submission=more.pop("submission", intake.submission)),
        said=[replace(said, **more)],
        actor=CLERK,
        at=at,
    )


def meter_of(of: Contract) -> Meter:
    return Meter.objects.get(fittings__point=of.point_id, fittings__ends=None)


def only(submission: Submission) -> Reading:
    return submission.readings.get()


FIFTHS = tuple(date(2024 + (11 + month) // 12, (11 + month) % 12 + 1, 5) for month in range(23))
"""The fifth of each month from December 2024 to October 2026."""
LAST = BEGINS + len(FIFTHS) * A_MONTH
"""What the meter showed in October 2026."""


def read_contract(
    at: datetime, code: str = "W-0001", days: Sequence[date] = FIFTHS, **changes: Any
) -> Contract:
    """A contract of 2024 that was read on these days, at 15 m³ each."""
    flow = {"meter": Meter.objects.create(serial=f"M-{code}", commodity="water", flow=2_500)}
    made = contract(at, code, **{**flow, **changes})
    Reading.objects.bulk_create(
        Reading(
            contract=made,
            meter=meter_of(made),
            period=f"{on:%Y-%m}",
            read_on=on,
            index=BEGINS + rank * A_MONTH,
            source=Source.FIELD,
            state=Reading.State.ACCEPTED,
            taken_at=at,
        )
        for rank, on in enumerate(days, start=1)
    )
    return made
