"""Readings come in, are judged, count once a period, and make estimates give way."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from shubbak.journal.models import Leaf
from shubbak.utility.metering import audit
from shubbak.utility.metering.actions import (
    accept_reading,
    correct_reading,
    estimate_missing,
    open_campaign,
    reject_reading,
    set_practice,
    take_readings,
)
from shubbak.utility.metering.models import Reading
from shubbak.utility.metering.rules import Intake, ReadingRefused, Said, finding_of
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.actions import exchange_meter
from shubbak.utility.subscriptions.models import Fitting, Meter
from tests.cases.office import open_office
from tests.utility.metering.round_of_test import LAST, meter_of, only, read, read_contract
from tests.utility.subscriptions.village import CLERK, meter

TODAY = date(2026, 11, 17)
FIFTH = date(2026, 11, 5)
PERIOD = "2026-11"


def refused(code: str):
    return pytest.raises(ReadingRefused, match=f"^{code}$")


def codes(reading: Reading) -> set[tuple[str, str]]:
    return {(finding.code, finding.about) for finding in map(finding_of, reading.findings)}


@pytest.fixture
def staff(agency, at):
    return open_office(at).staff["agent"]


def test_a_usual_reading_counts_and_is_one_line_of_the_journal(agency, at):
    reading = only(read(read_contract(at), LAST + 15_000, FIFTH, at))
    assert (reading.state, reading.findings) == ("accepted", [])
    assert Leaf.objects.filter(what="metering.read").count() == 1


def test_the_same_submission_again_is_the_first_one(agency, at):
    contract, key = read_contract(at), uuid4()
    first = read(contract, LAST + 15_000, FIFTH, at, submission=key)
    again = read(contract, LAST + 16_000, FIFTH, at, submission=key)
    assert again == first
    assert Reading.objects.filter(period=PERIOD).count() == 1


def test_a_reading_that_cannot_be_is_rejected_and_a_strange_one_waits(agency, at):
    contract = read_contract(at)
    assert only(read(contract, LAST + 2_700_000, FIFTH, at)).state == "rejected"
    strange = only(read(contract, LAST + 90_000, FIFTH, at))
    assert (strange.state, codes(strange) >= {("V09", "very_high")}) == ("review", True)


def test_a_meter_counts_once_a_period(agency, at):
    contract = read_contract(at)
    read(contract, LAST + 15_000, FIFTH, at)
    other = only(read(contract, LAST + 17_000, TODAY, at))
    assert other.state == "review"
    assert only(read(contract, LAST + 15_000, FIFTH, at)).state == "superseded"
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(pk=other.pk).update(state="accepted")


def test_all_meters_of_a_contract_come_in_one_form_and_none_of_another(agency, at):
    contract, other = read_contract(at), read_contract(at, code="W-0002")
    intake = Intake(uuid4(), Source.SELF, PERIOD)
    foreign = [Said(meter_of(other).pk, LAST + 15_000, FIFTH)]
    with refused("not_a_meter_of_it"):
        take_readings(contract=contract, intake=intake, said=foreign, actor=CLERK, at=at)
    with refused("nothing_said"):
        take_readings(contract=contract, intake=intake, said=[], actor=CLERK, at=at)


def test_people_read_within_the_days_of_the_campaign(agency, at):
    contract = read_contract(at)
    told = {"period": PERIOD, "sector": "T01", "by": "self", "actor": CLERK, "at": at}
    open_campaign(opens=date(2026, 11, 15), closes=date(2026, 11, 25), **told)
    assert only(read(contract, LAST + 15_000, TODAY, at, Source.SELF)).state == "accepted"


def test_a_corrected_reading_counts_instead_and_both_stay_written(staff, at):
    reading = only(read(read_contract(at), LAST + 90_000, FIFTH, at))
    right = correct_reading(reading=reading, index=LAST + 9_000, reason="صفر زائد", staff=staff, at=at)
    reading.refresh_from_db()
    assert (reading.state, right.state, right.replaces) == ("superseded", "accepted", reading)
    with refused("decided"):
        accept_reading(reading=reading, staff=staff, at=at)
    assert not list(audit.problems())


def test_a_rejection_says_why_and_an_acceptance_replaces_what_counted(staff, at):
    contract = read_contract(at)
    read(contract, LAST + 15_000, FIFTH, at)
    later = only(read(contract, LAST + 17_000, TODAY, at))
    with refused("reason_missing"):
        reject_reading(reading=later, reason=" ", staff=staff, at=at)
    accept_reading(reading=later, staff=staff, at=at)
    assert Reading.objects.get(period=PERIOD, state="accepted").index == LAST + 17_000


def test_who_is_not_read_is_estimated_at_most_twice_in_a_row(agency, at):
    contract = read_contract(at)
    runs = [
        estimate_missing(period=f"{on:%Y-%m}", sector="T01", on=on, actor=CLERK, at=at)
        for on in (FIFTH, date(2026, 12, 5), date(2027, 1, 5))
    ]
    assert [(run.count, run.to_visit) for run in runs] == [(1, []), (1, []), (0, [meter_of(contract).serial])]
    assert [reading.way for reading in Reading.objects.filter(source="estimate")] == ["E1", "E1"]
    assert estimate_missing(period=PERIOD, sector="", on=FIFTH, actor=CLERK, at=at).count == 0
    assert not list(audit.problems())


def test_a_reading_takes_the_place_of_the_estimate_of_its_period(agency, at):
    contract = read_contract(at)
    estimate_missing(period=PERIOD, sector="", on=FIFTH, actor=CLERK, at=at)
    assert only(read(contract, LAST + 8_000, TODAY, at)).state == "accepted"
    assert Reading.objects.get(source="estimate").state == "superseded"


def test_a_meter_that_took_anothers_place_is_read_from_where_it_began(agency, at):
    contract = read_contract(at)
    old = Fitting.objects.get(point=contract.point, ends=None)
    exchange_meter(
        fitting=old,
        index_out=LAST + 5_000,
        meter=meter("NEW", flow=2_500),
        index_in=0,
        on=date(2026, 10, 20),
        actor=CLERK,
        at=at,
    )
    assert only(read(contract, 9_000, FIFTH, at)).state == "accepted"


def test_a_body_draws_its_own_lines(agency, at):
    lines = {"commodity": "water", "starts": date(2026, 1, 1), "actor": CLERK, "at": at}
    with refused("no_such_line"):
        set_practice(thresholds={"high": 3}, estimating={}, **lines)
    set_practice(thresholds={"setting_high_percent": 120}, estimating={"order": ["E3"]}, **lines)
    reading = only(read(read_contract(at), LAST + 22_000, FIFTH, at))
    assert codes(reading) >= {("V09", "high")}
    assert Meter.objects.exists()
