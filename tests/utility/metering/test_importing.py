"""Readings of a former system are taken over as they counted there."""

from datetime import date

import pytest

from shubbak.utility.metering import audit
from shubbak.utility.metering.actions import PastReading, import_readings
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.rules import ReadingRefused
from shubbak.utility.subscriptions.queries import meters_on
from tests.utility.subscriptions.village import BEGUN, CLERK, contract


def past(opened, period: str, day: date, index: int, **more) -> PastReading:
    return PastReading(opened.pk, meters_on(opened, BEGUN).get().meter_id, period, day, index, **more)


def take(rows, at) -> int:
    return import_readings(rows=rows, origin="radeej", actor=CLERK, at=at)


def test_they_count_and_nobody_judges_them(agency, at):
    opened = contract(at)
    rows = [
        past(opened, "2024-11", date(2024, 11, 30), 1_028_000),
        past(opened, "2024-12", date(2024, 12, 31), 1_041_000, estimated=True),
    ]
    assert take(rows, at) == 2
    assert list(Reading.objects.values_list("state", "source")) == [
        ("accepted", "field"),
        ("accepted", "estimate"),
    ]
    assert list(audit.problems()) == []


def test_a_period_that_counts_already_is_not_taken_over_again(agency, at):
    opened = contract(at)
    row = past(opened, "2024-11", date(2024, 11, 30), 1_028_000)
    take([row], at)
    with pytest.raises(ReadingRefused, match=r"^counted_before$"):
        take([past(opened, "2024-12", date(2024, 12, 31), 1_041_000), row], at)
    assert Reading.objects.count() == 1


def test_a_period_is_a_month(agency, at):
    with pytest.raises(ReadingRefused, match=r"^no_period$"):
        take([past(contract(at), "2024-13", date(2024, 11, 30), 0)], at)
