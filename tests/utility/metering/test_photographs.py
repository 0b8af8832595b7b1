"""Photographs of self-readings are read by somebody who does not know what was typed."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.rules import FilePolicy
from shubbak.people.queries import roles_of
from shubbak.utility.metering.actions import accept_reading, check_photograph, correct_reading, set_practice
from shubbak.utility.metering.extension import register_billed
from shubbak.utility.metering.models import PhotoCheck, Reading
from shubbak.utility.metering.queries import disputed, photographs_seen, photographs_waiting, to_review
from shubbak.utility.metering.validation.shapes import Source
from tests.cases.office import open_office
from tests.documents.hostile import picture as a_picture
from tests.utility.bills.street import bill, issued
from tests.utility.metering.round_of_test import LAST, only, read, read_contract
from tests.utility.metering.test_taking import codes, refused
from tests.utility.subscriptions.village import CLERK

FIFTH = date(2026, 11, 5)
SHOWN = LAST + 15_000
OTHER = ("V17", "other_on_photo")


@pytest.fixture
def staff(agency, at):
    return open_office(at).staff["agent"]


def picture(at: datetime) -> Document:
    return store_upload(stream=BytesIO(a_picture("PNG", (40, 30))), name="m.png", allowed=FilePolicy(), at=at)


def photographed(at: datetime, code: str = "W-0001", index: int = SHOWN) -> Reading:
    return only(read(read_contract(at, code), index, FIFTH, at, Source.SELF, photo=picture(at).pk))


def check(reading: Reading, shows: int | None, staff, at) -> Reading:
    check_photograph(reading=reading, shows=shows, staff=staff, at=at)
    return Reading.objects.get(pk=reading.pk)


@pytest.mark.parametrize("shows", [SHOWN, SHOWN + 1_000, None])
def test_a_photograph_that_agrees_or_cannot_be_read_changes_nothing(staff, at, shows):
    reading = check(photographed(at), shows, staff, at)
    assert (reading.state, reading.photo_check.shows, reading.is_open) == ("accepted", shows, False)


def test_another_index_sends_the_reading_back(staff, at):
    reading = check(photographed(at), SHOWN + 4_000, staff, at)
    assert (reading.state, codes(reading)) == ("review", {OTHER})
    right = correct_reading(reading=reading, index=SHOWN + 4_000, reason="الصورة", staff=staff, at=at)
    assert right.state == "accepted"


def test_it_is_looked_at_once_and_what_was_seen_is_never_altered(staff, at):
    reading = check(photographed(at), SHOWN, staff, at)
    with refused("seen"):
        check(reading, SHOWN + 9_000, staff, at)
    with pytest.raises(DatabaseError), transaction.atomic():
        PhotoCheck.objects.update(shows=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        PhotoCheck.objects.all().delete()


def test_half_a_check_is_refused(staff, at):
    told = {"reading": photographed(at), "seen_by": staff, "seen_at": at}
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoCheck.objects.create(**told, shows=None, differs=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhotoCheck.objects.create(**{**told, "seen_by": None}, shows=1, differs=True)


def test_what_no_meter_shows_or_nobody_photographed_is_refused(staff, at):
    with refused("beyond_the_dials"):
        check(photographed(at), 10**9, staff, at)
    with refused("no_photograph"):
        check(only(read(read_contract(at, "W-0002"), SHOWN, FIFTH, at)), SHOWN, staff, at)


def test_what_is_billed_counts_until_somebody_decides(staff, at, monkeypatch):
    monkeypatch.setattr("shubbak.utility.metering.extension._billing", [])
    register_billed(lambda reading: True)
    reading = check(photographed(at), SHOWN + 4_000, staff, at)
    roles = roles_of(staff, at)
    assert (reading.state, list(disputed(roles)), to_review(roles).count()) == ("accepted", [reading], 0)
    accept_reading(reading=reading, staff=staff, at=at)
    assert not disputed(roles).exists()
    with refused("decided"):
        accept_reading(reading=reading, staff=staff, at=at)


def test_a_bill_says_which_readings_it_counts(staff, at):
    contract = read_contract(at)
    reading = only(read(contract, SHOWN, FIFTH, at, Source.SELF, photo=picture(at).pk))
    issued("2026-11", at)
    assert bill(contract, "2026-11").facts["readings"][0]["to"] == SHOWN
    assert check(reading, SHOWN + 4_000, staff, at).is_disputed


def test_those_with_which_something_is_wrong_come_first_and_the_others_by_share(staff, at):
    usual, strange = photographed(at), photographed(at, "W-0002", LAST + 90_000)
    roles, today = roles_of(staff, at), at.date()
    assert list(photographs_waiting(roles, today)) == [strange, usual]
    lines = {"setting_photo_percent": 0}
    set_practice(commodity="water", starts=FIFTH, thresholds=lines, estimating={}, actor=CLERK, at=at)
    assert list(photographs_waiting(roles, today)) == [strange]
    check(strange, None, staff, at)
    assert not photographs_waiting(roles, today)
    assert photographs_seen(roles, today) == {"seen": 1, "other": 0, "unreadable": 1}
