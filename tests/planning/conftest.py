"""The committee of tests/planning/committee.py at a small office."""

import pytest

from tests.cases.office import open_office
from tests.planning.committee import publish_committee_pack


@pytest.fixture
def office(agency, at, tmp_path):
    made = open_office(at)
    publish_committee_pack(made, tmp_path)
    return made
