"""Registers: numbers without a gap, lines that nothing alters."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import annotate, annul, declare_register
from shubbak.registry.models import Entry, EntryEvent, Series
from shubbak.registry.rules import RegisterFacts, RegistryRefused
from tests.registry.entered import entered


def test_what_comes_after_closing_bears_the_next_working_day(agency):
    friday_evening = datetime(2026, 11, 13, 19, 45, tzinfo=UTC)
    entry = entered(friday_evening)
    assert entry.register_day.isoformat() == "2026-11-16"
    assert entry.received_at == friday_evening


def test_a_holiday_is_no_register_day(agency):
    assert entered(datetime(2026, 11, 6, 10, 0, tzinfo=UTC)).register_day.isoformat() == "2026-11-09"


def test_each_year_begins_at_one(agency, at):
    assert [entered(at).number, entered(at + timedelta(days=60)).number] == [1, 1]
    assert sorted(Series.objects.values_list("year", flat=True)) == [2026, 2027]


def test_two_agencies_count_apart(other_agency, agency, at):
    assert entered(at).number == 1
    connection.set_tenant(other_agency)
    assert entered(at).number == 1


def test_an_entry_is_a_line_of_the_journal(agency, at):
    entry = entered(at)
    [line] = lines_about("1/2026")
    assert line.what == "registry.entered"
    assert line.facts["receipt_id"] == bytes(entry.receipt_id).hex()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE registry_entry SET number = 9",
        "DELETE FROM registry_entry",
        "TRUNCATE registry_entry CASCADE",
        "UPDATE registry_series SET last = last - 1",
        "DELETE FROM registry_series",
        "DELETE FROM registry_receipt",
    ],
)
def test_the_database_refuses_to_alter_a_register(agency, at, change):
    entered(at)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_an_entry_is_annulled_by_an_event_and_keeps_its_number(agency, at):
    entry = entered(at)
    annul(entry=entry, reason="سُجّل مرتين", actor=SYSTEM, at=at)
    assert Entry.objects.get().number == 1
    assert EntryEvent.objects.get().kind == "annulled"
    with pytest.raises(RegistryRefused, match="already_annulled"):
        annul(entry=entry, reason="مرة أخرى", actor=SYSTEM, at=at)


def test_an_annulment_without_a_reason_is_refused(agency, at):
    with pytest.raises(RegistryRefused, match="reason_missing"):
        annul(entry=entered(at), reason=" ", actor=SYSTEM, at=at)


def test_an_entry_may_be_annotated_often(agency, at):
    entry = entered(at)
    for words in ("للدراسة", "للجواب"):
        annotate(entry=entry, words=words, actor=SYSTEM, at=at)
    assert entry.events.count() == 2


def test_two_registers_never_print_the_same_number(agency, at):
    entered(at)
    with pytest.raises(RegistryRefused, match="same_pattern"):
        declare_register(facts=RegisterFacts("twin", "incoming", "{n}/{year}", {}), actor=SYSTEM, at=at)
