"""Each rule V01–V18 looks at what a meter reader brings back: a line of a file that it stops at."""

from datetime import date

import pytest

from shubbak.utility.metering.actions import estimate_missing
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.rules import finding_of
from shubbak.utility.subscriptions.actions import close_contract
from shubbak.utility.subscriptions.models import Contract, Meter
from tests.desk.test_metering import as_staff, billing, campaign, sends, words  # noqa: F401
from tests.utility.metering.round_of_test import FIFTHS, meter_of, read_contract
from tests.utility.subscriptions.village import CLERK, contract

CASES = [
    ("V02", "in_the_future", {"read_on": "2026-12-20"}),
    ("V04", "point_slipped", {"index": "13600"}),
    ("V05", "lower_than_the_last", {"index": "1340"}),
    ("V07", "nothing_used", {"index": "1345"}),
    ("V08", "more_than_possible", {"index": "4045"}),
    ("V09", "very_high", {"index": "1435"}),
    ("V11", "spike", {"intervals": "1 1 1 1 9 1 1"}),
    ("V12", "registers_differ", {"registers": "1000 361"}),
    ("V12", "intervals_differ", {"intervals": "7,5|8|5"}),
    ("V13", "other_multiplier", {"multiplier": "40"}),
    ("V13", "other_unit", {"unit": "kWh"}),
]
"""The meter showed 1345 in October and uses 15 a month."""


@pytest.fixture
def brought(as_staff, campaign):  # noqa: F811
    """Send a file of one line; the codes of what the rules found."""

    def bring(of: Contract, **cells: str) -> set[tuple[str, str]]:
        told = {"contract": of.number, "meter": meter_of(of).serial, "index": "1360", "read_on": "2026-11-05"}
        told |= cells
        lines = [",".join(told), ",".join(f'"{cell}"' for cell in told.values())]
        before = list(Reading.objects.values_list("pk", flat=True))
        sends(as_staff("agent"), campaign, "\n".join(lines))
        reading = Reading.objects.exclude(pk__in=before).get()
        return {(finding.code, finding.about) for finding in map(finding_of, reading.findings)}

    return bring


@pytest.mark.parametrize(("code", "about", "cells"), CASES)
def test_a_rule_stops_at_a_line_of_the_file(brought, at, code, about, cells):
    assert (code, about) in brought(read_contract(at), **cells)


def test_what_the_meter_itself_tells_is_nothing_to_stop_at(brought, at):
    told = {"registers": "1000;360", "intervals": "7 8", "unit": "M3", "multiplier": "1"}
    assert brought(read_contract(at), **told) == set()


def test_another_index_of_the_same_day_is_v01(brought, at):
    read = read_contract(at)
    brought(read)
    assert ("V01", "other_index_that_day") in brought(read, index="1362")


def test_after_the_end_of_a_contract_v03_and_v15_stop(brought, at):
    ended = read_contract(at)
    close_contract(contract=ended, on=date(2026, 10, 5), actor=CLERK, at=at)
    assert {("V03", "no_contract"), ("V15", "used_after_end")} <= brought(ended)


def test_a_quantity_far_out_of_the_row_is_v10(brought, at):
    days = [date(2026, month, 3 + 7 * (month % 2)) for month in range(1, 11)]
    assert ("V10", "out_of_the_row") in brought(read_contract(at, days=days), index="1195")


def test_wheels_that_passed_their_end_are_v06(brought, at):
    full = Meter.objects.create(serial="M-END", commodity="water", flow=2_500)
    assert ("V06", "begun_again") in brought(contract(at, meter=full, index=99_990_000), index="5")


def test_the_third_estimate_in_a_row_is_v14_and_somebody_goes_there(as_staff, campaign, at):  # noqa: F811
    read_contract(at, days=FIFTHS[:-2])
    for on in (date(2026, 9, 5), date(2026, 10, 5)):
        estimate_missing(period=f"{on:%Y-%m}", sector="", on=on, actor=CLERK, at=at)
    page = f"/desk/metering/campaigns/{campaign.pk}/estimate"
    answer = as_staff("agent").post(page, {"on": "2026-11-17"}, follow=True)
    assert "تستوجب الزيارة: 1" in words(answer)


def test_the_two_indexes_of_another_meter_are_v16(brought, at):
    brought(read_contract(at))
    assert ("V16", "copied") in brought(read_contract(at, "W-0002"))


def test_a_reading_that_moves_estimated_months_to_other_bands_is_v18(brought, at):
    unread = read_contract(at, days=FIFTHS[:-2])
    for on in (date(2026, 9, 5), date(2026, 10, 5)):
        estimate_missing(period=f"{on:%Y-%m}", sector="", on=on, actor=CLERK, at=at)
    assert ("V18", "bands_change") in brought(unread, index="1435")


def test_figures_that_are_none_are_a_fault_of_their_column(as_staff, campaign, at):  # noqa: F811
    read = read_contract(at)
    heading = "contract,meter,index,read_on,intervals,multiplier"
    line = f"{read.number},{meter_of(read).serial},1360,2026-11-05,7 x,1.5"
    page = words(sends(as_staff("agent"), campaign, f"{heading}\n{line}"))
    assert "أسطر بها أخطاء: 2" in page
