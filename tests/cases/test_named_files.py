"""The number that a person wrote in an answer leads to its file, within the rights of whoever reads."""

from copy import deepcopy
from dataclasses import replace

import pytest

from shubbak.cases.queries.page import case_page
from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from tests.cases.office import PACK, pack_of


@pytest.fixture
def naming(office):
    """The complaint pack of the office, which asks now for the number of an earlier file."""
    source = pack_of(PACK)
    data = deepcopy(source.data)
    question = {
        "id": "earlier",
        "type": "text",
        "required": False,
        "names": "file",
        "label": {"ar": "رقم الملف"},
    }
    data["form"][-1]["questions"].append(question)
    office.service = publish_pack(
        source=replace(source, data={**data, "version": "9.0.0"}), actor=SYSTEM, at=office.at
    )
    return office


def named(office, case, who="counter"):
    page = case_page(office.staff[who], case.pk, office.at)
    return [other.number for other in page.named_files]


def test_the_file_that_the_person_names_is_found(naming):
    first = naming.deposit()
    assert named(naming, naming.deposit(answers={"earlier": f"ملفي رقم {first.number}"})) == [first.number]


def test_nothing_is_found_of_what_is_no_number_or_nobodys(naming):
    naming.deposit()
    for typed in ("لا أذكره", "999/2026"):
        assert named(naming, naming.deposit(answers={"earlier": typed})) == []


def test_a_file_that_names_none_leads_nowhere(naming):
    naming.deposit()
    assert named(naming, naming.deposit()) == []


def test_what_the_reader_may_not_see_is_not_named(naming):
    first, units = naming.deposit(), naming.units
    case = naming.deposit(answers={"earlier": first.number})
    type(case).objects.filter(pk=case.pk).update(unit=units["water_network"])
    assert named(naming, case, "agent") == []
