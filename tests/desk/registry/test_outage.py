"""The sheets of an outage at the desk."""

from uuid import uuid4

import pytest

from shubbak.registry.models import Letter
from shubbak.registry.queries import sheets_open
from tests.desk.registry.conftest import typed

PAGE = "/desk/registry/outage/"


@pytest.fixture
def sheet(clerk):
    form = {"block": str(uuid4()), "register": "incoming", "count": "2"}
    assert clerk.post(f"{PAGE}new", form)["Location"] == PAGE
    return sheets_open()[0]


def test_numbers_are_taken_printed_and_listed_until_they_are_settled(clerk, sheet):
    page = clerk.get(PAGE).content.decode()
    assert "و 1/2026" in page
    assert "و 2/2026" in page
    assert clerk.get(f"{PAGE}{sheet.block_id}.pdf").content.startswith(b"%PDF")


def test_a_sheet_is_typed_in_with_the_time_that_stands_on_it(clerk, sheet):
    form = typed(arrived_at="2026-11-17T10:00")
    way = f"{PAGE}{sheet.pk}/letter"
    assert clerk.post(way, typed()).status_code == 200
    assert clerk.post(way, form)["Location"] == f"/desk/registry/letters/{sheet.pk}"
    assert Letter.objects.get().entry.outage_sheet.channel == "post"
    assert clerk.post(way, form).status_code == 404


def test_a_time_before_the_sheet_was_printed_is_refused(clerk, sheet):
    answer = clerk.post(f"{PAGE}{sheet.pk}/letter", typed(arrived_at="2026-11-16T10:00"))
    assert answer.status_code == 409
    assert not Letter.objects.exists()


def test_a_sheet_is_voided(clerk, sheet):
    assert clerk.post(f"{PAGE}{sheet.pk}/void", {"reason": "تلفت"})["Location"] == PAGE
    assert sheets_open().count() == 1


def test_only_the_registry_office_has_sheets(registry, sign_in):
    for who in ("director", "auditor", "agent"):
        for way in ("", "new"):
            assert sign_in(who).get(f"{PAGE}{way}").status_code == 404
