"""What the rules V01–V18 say of a reading: one golden case or more for each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shubbak.utility.metering.validation.checking import RULES, Verdict, examine, verdict_of
from shubbak.utility.metering.validation.of_others import other_on_photo
from shubbak.utility.metering.validation.shapes import Examined, Neighbour, Severity, Source, Supply, Taken
from tests.utility.metering.readings_of_test import (
    BEFORE,
    METER,
    SUPPLY,
    TODAY,
    a_reading,
    found,
    months,
    said,
    the,
)

USUAL = 1_215_000
WEEK = (TODAY - timedelta(days=3), TODAY + timedelta(days=3))


def test_a_usual_reading_is_accepted_and_nothing_is_said_of_it() -> None:
    assert examine(a_reading(USUAL)) == ()
    assert verdict_of(()) is Verdict.ACCEPTED


CASES: list[tuple[str, str, Severity, Examined]] = [
    ("V01", "same_again", Severity.INFO, a_reading(USUAL, same_day=USUAL)),
    ("V01", "other_index_that_day", Severity.REVIEW, a_reading(USUAL, same_day=1_214_000)),
    ("V01", "other_of_the_period", Severity.REVIEW, a_reading(USUAL, period_taken=1_214_000)),
    ("V02", "in_the_future", Severity.REJECT, a_reading(USUAL, today=TODAY - timedelta(days=1))),
    ("V02", "before_the_last", Severity.REJECT, a_reading(USUAL, before=Taken(TODAY, 1_200_000))),
    ("V03", "meter_not_there", Severity.REJECT, a_reading(USUAL, meter=replace(METER, removed_on=BEFORE))),
    ("V03", "no_contract", Severity.REVIEW, a_reading(USUAL, supply=replace(SUPPLY, closed_on=BEFORE))),
    ("V04", "too_many_figures", Severity.REJECT, a_reading(100_000_000)),
    ("V04", "point_slipped", Severity.REVIEW, a_reading(12_150_000)),
    ("V05", "lower_than_the_last", Severity.REVIEW, a_reading(1_199_000)),
    ("V06", "begun_again", Severity.INFO, a_reading(5_000, before=Taken(BEFORE, 99_990_000))),
    ("V07", "nothing_used", Severity.INFO, a_reading(1_200_000)),
    ("V07", "nothing_used", Severity.REVIEW, a_reading(1_200_000, spans=months([15_000, 0]))),
    ("V08", "more_than_possible", Severity.REJECT, a_reading(3_001_000)),
    ("V09", "high", Severity.WARN, a_reading(1_240_000)),
    ("V09", "very_high", Severity.REVIEW, a_reading(1_300_000)),
    ("V09", "low", Severity.WARN, a_reading(1_204_000)),
    ("V10", "out_of_the_row", Severity.WARN, a_reading(1_230_000)),
    ("V11", "spike", Severity.REVIEW, said(a_reading(USUAL), intervals=(2_900, 1_000, 1_000, 10_100))),
    ("V12", "registers_differ", Severity.REVIEW, said(a_reading(USUAL), registers=(1_000_000, 214_000))),
    ("V12", "intervals_differ", Severity.REVIEW, said(a_reading(USUAL), intervals=(7_000, 7_000))),
    ("V13", "other_multiplier", Severity.REJECT, said(a_reading(USUAL), said_multiplier=40)),
    ("V13", "other_unit", Severity.REJECT, said(a_reading(USUAL), said_unit="kWh")),
    (
        "V14",
        "too_many_estimates",
        Severity.REJECT,
        a_reading(USUAL, Source.ESTIMATE, advances=months([15_000, 15_000], estimated=True)),
    ),
    ("V15", "used_after_cut", Severity.REVIEW, a_reading(USUAL, supply=replace(SUPPLY, cut_on=BEFORE))),
    ("V15", "used_after_end", Severity.REVIEW, a_reading(USUAL, supply=replace(SUPPLY, closed_on=BEFORE))),
    (
        "V16",
        "copied",
        Severity.REVIEW,
        a_reading(USUAL, neighbours=(Neighbour("W2", 1_200_000, 500, USUAL),)),
    ),
    ("V16", "swapped", Severity.REVIEW, a_reading(845_000, neighbours=(Neighbour("W2", 830_000, 500),))),
    (
        "V17",
        "outside_the_days",
        Severity.REJECT,
        said(a_reading(USUAL, Source.SELF), window=(BEFORE, BEFORE)),
    ),
    ("V17", "one_a_period", Severity.REVIEW, a_reading(USUAL, Source.SELF, period_taken=1_214_000)),
    ("V17", "far_from_forecast", Severity.WARN, said(a_reading(1_232_000, Source.SELF), forecast=1_210_000)),
    (
        "V18",
        "bands_change",
        Severity.WARN,
        a_reading(1_200_000, advances=months([7_000], TODAY, estimated=True), bounds=(6_000, 12_000)),
    ),
]


@pytest.mark.parametrize(("code", "about", "severity", "seen"), CASES)
def test_each_rule_says_what_it_found(code: str, about: str, severity: Severity, seen: Examined) -> None:
    said_of_it = [finding for finding in examine(seen) if (finding.code, finding.about) == (code, about)]
    assert [finding.severity for finding in said_of_it] == [severity]


def test_no_rule_is_without_a_case() -> None:
    assert {code for code, *_ in CASES} == set(RULES)


def test_the_gravest_finding_decides() -> None:
    assert verdict_of(examine(a_reading(1_240_000))) is Verdict.ACCEPTED
    assert verdict_of(examine(a_reading(1_300_000))) is Verdict.REVIEW
    assert verdict_of(examine(a_reading(3_001_000))) is Verdict.REJECTED


def test_a_reading_three_times_the_usual_says_so_in_figures() -> None:
    finding = the("V09", a_reading(1_245_000))
    assert finding.parameters == {"a_day": 1_500, "usual": 500, "percent": 300}


def test_a_slipped_point_says_which_index_it_may_be() -> None:
    assert the("V04", a_reading(12_150_000)).parameters == {"perhaps": USUAL}


def test_the_same_time_last_year_goes_before_the_last_period() -> None:
    summer = months([45_000], date(2025, 10, 20))
    usual = a_reading(1_245_000, spans=summer + months([15_000]))
    assert ("V09", "high") not in found(usual)


def test_a_meter_in_the_middle_of_its_range_has_not_begun_again() -> None:
    assert found(a_reading(5_000, before=Taken(BEFORE, 50_000_000))) >= {("V05", "lower_than_the_last")}


def test_a_meter_of_unknown_flow_is_looked_at_when_it_begins_again() -> None:
    nothing_known = Supply(opened_on=SUPPLY.opened_on)
    seen = a_reading(5_000, before=Taken(BEFORE, 99_990_000), supply=nothing_known)
    assert verdict_of(examine(seen)) is Verdict.REVIEW


def test_a_photograph_with_another_index_is_found() -> None:
    finding = other_on_photo(USUAL, 1_251_000)
    assert finding
    assert (finding.severity, finding.parameters) == (Severity.REVIEW, {"seen": 1_251_000})


def test_the_wheel_between_two_figures_is_not_held_against_a_photograph() -> None:
    assert other_on_photo(USUAL, USUAL + 1_999) is None


def test_a_reading_below_an_estimate_is_no_fault() -> None:
    advance = months([30_000], TODAY - timedelta(days=1), estimated=True)
    assert verdict_of(examine(a_reading(1_214_000, advances=advance))) is Verdict.ACCEPTED


def test_small_uses_are_not_compared() -> None:
    little = months([500] * 6)
    assert not found(a_reading(1_204_000, spans=little))


@given(st.integers(1_200_000, 3_000_000), st.integers(1, 500_000))
def test_more_use_is_never_judged_more_kindly(index: int, more: int) -> None:
    order = list(Verdict)
    usual_or_more = max(index, 1_206_000)
    one, other = (verdict_of(examine(a_reading(each))) for each in (usual_or_more, usual_or_more + more))
    slipped = ("V04", "point_slipped") in found(a_reading(usual_or_more))
    assert slipped or order.index(one) <= order.index(other)


@given(st.integers(-(10**9), 10**10), st.sampled_from(Source), st.integers(0, 99_999_999))
def test_any_index_gets_a_verdict(index: int, source: Source, before: int) -> None:
    findings = examine(a_reading(index, source, before=Taken(BEFORE, before)))
    assert verdict_of(findings) in Verdict
    assert index < 10**8 or verdict_of(findings) is Verdict.REJECTED


@given(st.integers(0, 99_999_999), st.integers(1, 1_800_000))
def test_a_use_that_can_be_is_accepted_across_the_end_of_the_wheels_or_looked_at(
    before: int, used: int
) -> None:
    after = (before + used) % 100_000_000
    findings = examine(a_reading(after, before=Taken(BEFORE, before), spans=()))
    near_end = before >= 90_000_000 or after >= before
    assert near_end == (verdict_of(findings) is Verdict.ACCEPTED)
