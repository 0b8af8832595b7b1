"""Search obeys the same rule as the lists (P12)."""

import random

import pytest

from shubbak.cases.actions import send_to_unit
from shubbak.cases.queries import find, queue, search_cases, visible_to
from shubbak.journal.actions import action
from shubbak.search.actions import index
from shubbak.search.arabic import lexemes
from tests.cases.test_workflow import in_progress, referred

NAMES = ("أمينة بناني", "عبد الله الإدريسي", "فاطمة الزهراء", "محمد أيت الحاج")
PROBLEMS = ("no_water", "leak", "sewer", "no_power", "meter")
QUESTIONS = (
    *("الماء", "انقطاع", "امينه", "الادريسي", "تسرب", "2/2026", "3"),
    *("0661000041", "النخيل", "فاطمه زهراء"),
)


def found(office, name, words, at):
    return {case.pk for case in search_cases(office.staff[name], words, at)}


def test_a_case_is_found_by_its_number_with_and_without_the_year(office, at):
    case = referred(office)
    assert found(office, "agent", "1/2026", at) == found(office, "agent", "١", at) == {case.pk}


def test_a_case_is_found_by_name_phone_place_and_beginning_of_a_word(office, at):
    case = referred(office)
    for words in ("أمينه بنّاني", "0661000041", "+212661000041", "الورد", "انقط"):
        assert found(office, "agent", words, at) == {case.pk}, words


def test_a_person_is_found_once_with_all_their_files(office, at):
    referred(office)
    referred(office)
    (person,) = find(office.staff["agent"], "أمينه", at).persons
    assert (person.person.name, person.files) == ("أمينة بناني", 2)
    assert find(office.staff["stranger"], "أمينه", at).persons == []


def test_a_hit_is_shown_where_neither_title_nor_name_holds_it(office, at):
    office.deposit(answers={"details": "العداد مكسور"})
    (found,) = find(office.staff["counter"], "عدادات", at).files
    assert found.hit.word == "العداد"
    (found,) = find(office.staff["counter"], "بناني", at).files
    assert found.hit is None


def test_words_that_are_not_there_find_nothing(office, at):
    referred(office)
    assert found(office, "agent", "زلزال", at) == set()
    assert found(office, "agent", "  ", at) == set()
    assert found(office, "agent", "' & | ! :*", at) == set()


def test_a_rare_old_word_is_found_behind_the_window(office, at, monkeypatch):
    monkeypatch.setattr("shubbak.search.queries._WINDOWS", (1,))
    old = referred(office)
    referred(office)
    action(index)(kind="case", ref=old.pk, at=at, texts=["ثعبان"], names=[], figures=[])
    assert found(office, "agent", "ثعبان", at) == {old.pk}


@pytest.mark.promise("P12")
def test_search_gives_what_the_lists_give(office, at):
    """Search gives what a reader of everything finds, among what the asker's list holds."""
    scatter(office, random.Random(12))
    everything = {words: found(office, "secretary", words, at) for words in QUESTIONS}
    assert any(everything.values())
    for asker in ("agent", "head", "counter", "stranger", "colleague"):
        seen = set(visible_to(office.staff[asker], at).values_list("pk", flat=True))
        for words in QUESTIONS:
            assert found(office, asker, words, at) == everything[words] & seen, (asker, words)


def scatter(office, seeded):
    """Files of several persons and problems, in the hands of several units."""
    for _ in range(16):
        answers = {"name": seeded.choice(NAMES), "problem": seeded.choice(PROBLEMS)}
        case = office.deposit(answers=answers)
        unit = seeded.choice([None, "water_network", "electricity_network"])
        if unit:
            send_to_unit(case=case, unit=office.units[unit], actor=office.actor("counter"), at=office.at)


def test_counts_are_of_what_is_seen(office, at):
    referred(office)
    in_progress(office)
    office.deposit()
    for asker in office.staff.values():
        seen = visible_to(asker, at).in_hand().count()
        assert queue(asker, "all", at=at).counts["all"] == seen


def test_lexemes_of_nothing_are_none():
    assert lexemes("") == []
