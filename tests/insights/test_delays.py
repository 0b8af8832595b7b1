"""How long files took: mean and median with how many they are, and nothing of a few."""

import csv
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from time_machine import travel

from shubbak.cases.models import Case
from shubbak.insights.delays import delays, first_quarter, quarter_name
from tests.cases.office import open_office

DAYS = (1, 2, 3, 4, 10)


@pytest.fixture
def closed(agency, at):
    """Five files of this quarter, closed after so many days."""
    cache.clear()
    office = open_office(at)
    for days in DAYS:
        case = office.deposit()
        end = at - timedelta(days=1)
        Case.objects.filter(pk=case.pk).update(
            opened_at=end - timedelta(days=days), closed_at=end, result="resolved"
        )
    return office


def test_mean_and_median_stand_with_how_many_files_they_are_of(closed, at):
    (line,) = delays(at)
    assert (line.service, line.files, line.mean, line.median) == ("technical-complaint", 5, 4.0, 3.0)
    assert line.quarter.isoformat() == "2026-10-01"


def test_of_fewer_than_five_files_nothing_is_told(closed, at):
    Case.objects.filter(pk=Case.objects.first().pk).update(closed_at=None)
    (line,) = delays(at)
    assert (line.files, line.mean, line.median) == (None, None, None)


@pytest.mark.parametrize("result", ["", "withdrawn", "joined"])
def test_a_file_without_an_answer_is_not_counted(closed, at, result):
    Case.objects.update(result=result)
    assert delays(at) == []


def test_the_clock_ends_when_the_person_was_told(closed, at):
    Case.objects.update(told_at=at - timedelta(days=1, hours=24))
    (line,) = delays(at)
    assert line.mean == 3.0


def test_eight_quarters_are_told_and_they_begin_where_the_body_is():
    assert first_quarter(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Africa/Casablanca").isoformat() == (
        "2025-04-01T00:00:00+00:00"
    )
    assert quarter_name(datetime(2026, 10, 1, tzinfo=UTC).date()) == "2026-T4"


def test_page_csv_and_json_say_the_same(closed, at):
    visitor = Client(headers={"host": "miyah.localhost"})
    with travel(at, tick=False):
        page = visitor.get("/delays/").content.decode()
        table = visitor.get("/delays.csv").content.decode().removeprefix("\ufeff")
        told = json.loads(visitor.get("/delays.json").content)
    assert "4,0" in page
    assert [*csv.reader(table.splitlines())][1][2:] == ["2026-T4", "5", "4.0", "3.0"]
    assert "4.0" in json.dumps(told)


def test_the_bare_host_tells_of_all_bodies_and_looks_at_none_afterwards(closed, at):
    with travel(at, tick=False):
        page = Client(headers={"host": "localhost"}).get("/delays/").content.decode()
    assert "4,0" in page
    assert connection.schema_name == "public"
