"""The table of ASVS 5.0 tells the truth: known numbers, pages that exist, one answer each."""

import re

from tests.asvs.table import TESTS, marked, requirements

ROOT = TESTS.parent


def test_the_list_is_that_of_the_standard():
    levels = [line.level for line in requirements()]
    assert (levels.count(1), levels.count(2)) == (70, 183)
    assert len({line.number for line in requirements()}) == len(levels)


def test_every_mark_names_a_requirement():
    assert set(marked()) - {line.number for line in requirements()} == set()


def test_nothing_is_proven_of_what_is_not_there():
    assert [line.number for line in requirements() if line.absent and line.proofs] == []


def test_each_requirement_has_one_answer():
    told = [(line.number, [line.absent, line.written, line.open]) for line in requirements()]
    assert [number for number, said in told if sum(map(bool, said)) > 1] == []


def test_the_pages_that_answer_have_that_heading():
    missing = []
    for line in requirements():
        page, _, heading = line.written.partition("#")
        text = (ROOT / page).read_text(encoding="utf-8") if page else ""
        headings = {
            re.sub(r"[^\w-]", "", said.lower().replace(" ", "-"))
            for said in re.findall(r"^#+ (.+)$", text, re.M)
        }
        missing += [line.number] if page and heading not in headings else []
    assert missing == []
