"""P12: search, counts, exports and the files beside a file obey the same rule as the list.

For any asker and query: what search finds is what a search over everything finds, among the files that the
asker's list holds, and so is its export; every count of the queue is the number of rows that its pages give,
and its export gives the same rows; no neighbour of a file is one that the asker could not open.
SHUBBAK_PROMISES is smoke (default), ci or full; SEED repeats a run.
"""

import os
import random
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from shubbak.cases.actions import send_to_unit
from shubbak.cases.models import Case
from shubbak.cases.queries import (
    every_case_found,
    files_of_person,
    find,
    listed,
    queue,
    search_cases,
    visible_to,
)
from shubbak.cases.queries.finding import of_person
from shubbak.cases.queries.queue import TABS
from shubbak.cases.queries.scoped import cases_of_person, similar_open_cases
from shubbak.insights.case_tables import WIDTHS, case_table
from shubbak.insights.rules import Wording
from tests.cases.office import open_office

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
QUERIES, FILES = {"smoke": (40, 16), "ci": (500, 60), "full": (10_000, 300)}[SIZE]
NAMES = (
    "أمينة بناني",
    "عبد الله الإدريسي",
    "فاطمة الزهراء",
    "محمد أيت الحاج",
    "Nadia El Fassi",
    "مؤسسة النور",
)
STREETS = ("زنقة الورد 12", "شارع الحسن الثاني", "درب السلطان 7", "طريق المحطة", "Rue de la Gare 3")
DETAILS = ("تسرب قرب المدرسة", "انقطاع منذ الصباح", "عداد متوقف", "رائحة كريهة", "fuite devant la porte")
PROBLEMS = ("no_water", "leak", "sewer", "no_power", "meter", "danger")
UNITS = ("customers", "water_network", "electricity_network")
ASKERS = ("agent", "head", "counter", "stranger", "colleague", "secretary")
READER_OF_ALL = "secretary"
PAGE = 7
pytestmark = pytest.mark.promise("P12")


@pytest.fixture
def chance(capsys):
    seed = int(os.environ.get("SEED") or random.SystemRandom().randrange(2**32))
    with capsys.disabled():
        print(f"\nSEED={seed} P12 {SIZE}: {QUERIES} queries over {FILES} files")
    return random.Random(seed)


@pytest.fixture
def office(agency, at, chance):
    """Files of several people and places, scattered over the units."""
    opened = open_office(at)
    for _ in range(FILES):
        address = {"choice": "address", "district": "nakhil", "street": chance.choice(STREETS)}
        answers = {"problem": chance.choice(PROBLEMS), "where": address, "details": chance.choice(DETAILS)}
        person = {"name": chance.choice(NAMES), "phone": f"06610000{chance.randrange(10, 14)}"}
        case = opened.deposit(answers={**answers, **person})
        unit = opened.units[chance.choice(UNITS)]
        if unit.code != "customers":
            send_to_unit(case=case, unit=unit, actor=opened.actor("counter"), at=at)
    return opened


def query(chance):
    """What somebody types: words of the files, the beginnings of some, numbers, nonsense."""
    word = chance.choice(" ".join(NAMES + STREETS + DETAILS).split())
    number = chance.randrange(1, FILES + 5)
    kinds = (word, word[: chance.randrange(2, 6)], f"{word} {chance.choice(NAMES)}", str(number))
    return chance.choice(
        (*kinds, f"{number}/2026", f"06610000{chance.randrange(10, 15)}", "زلزال", "' & | !")
    )


def found(staff, words, at):
    return {case.pk for case in search_cases(staff, words, at, limit=FILES)}


def visible(staff, at):
    return set(visible_to(staff, at).values_list("pk", flat=True))


@pytest.mark.asvs("8.2.2")
def test_search_finds_what_the_list_holds_and_nothing_else(office, at, chance):
    lists = {name: visible(office.staff[name], at) for name in ASKERS}
    assert len(lists[READER_OF_ALL]) == FILES
    hits = 0
    for _ in range(QUERIES):
        words, asker = query(chance), chance.choice(ASKERS)
        everything = found(office.staff[READER_OF_ALL], words, at)
        hits += bool(everything)
        assert found(office.staff[asker], words, at) == everything & lists[asker], (asker, words)
        taken_away = exported(every_case_found(office.staff[asker], words, at))
        shown = Case.objects.filter(pk__in=everything & lists[asker]).values_list("number", flat=True)
        assert sorted(taken_away) == sorted(shown), (asker, words)
    assert hits > QUERIES // 3, "most queries find something"


def exported(files):
    wording = Wording("ar", ZoneInfo("Africa/Casablanca"), "ma", {code: code for code in WIDTHS}, {})
    return [row[0] for row in case_table(files, wording, title="", cut_off="", personal=True).rows]


def test_persons_are_those_of_files_that_the_list_holds(office, at, chance):
    lists = {name: visible_to(office.staff[name], at) for name in ASKERS}
    shown = 0
    for _ in range(QUERIES):
        asker, name = chance.choice(ASKERS), chance.choice(NAMES)
        for found in find(office.staff[asker], name.split()[0], at).persons:
            files = lists[asker].filter(of_person(found.person))
            shown += found.files
            assert found.files == files.count() > 0, (asker, name)
            assert len(files_of_person(office.staff[asker], found.person.pk, at)[1]) == found.files
    assert shown, "some asker finds somebody"


def test_the_counts_of_the_queue_are_the_rows_of_its_pages(office, at):
    for staff, tab in product(office.staff.values(), TABS):
        rows = rows_of(staff, tab, at)
        assert len(rows) == len(set(rows)) == queue(staff, tab, at=at).counts[tab], tab
        assert set(rows) <= visible(staff, at), tab
        numbers = [Case.objects.get(pk=row).number for row in rows]
        assert exported(listed(staff, tab, at=at)) == numbers, tab


def rows_of(staff, tab, at):
    rows, key = [], ""
    while True:
        page = queue(staff, tab, at=at, after_key=key, limit=PAGE)
        rows += [row.case.pk for row in page.rows]
        key = page.next_key
        if not key:
            return rows


def test_the_files_beside_a_file_are_files_of_the_list(office, at):
    lists = {staff: visible(staff, at) for staff in office.staff.values()}
    cases = Case.objects.select_related("applicant", "service_version")
    for case, (staff, seen) in product(cases, lists.items()):
        beside = {other.pk for other in similar_open_cases(staff, case, at)}
        beside |= {other.pk for other in cases_of_person(staff, case.applicant, at)}
        assert beside <= seen
