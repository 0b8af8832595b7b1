"""A group of rows filled in page by page, as a browser without JavaScript would."""

from pathlib import Path

import pytest
from django.utils import timezone

from shubbak.cases.models import Draft
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from tests.cases.office import named
from tests.portal.writing import html

PACK = Path(__file__).parents[2] / "packs" / "urban-agency" / "planning-information-request.yaml"
FORM = "/d/planning-information-request/q"


@pytest.fixture
def planning(visitor):
    """A visitor who has said that the project extends to other plots."""
    for code in ("counter", "urban_management"):
        open_unit(code=code, name=named(code), actor=SYSTEM, at=timezone.now())
    publish_pack(source=load_pack(PACK), actor=SYSTEM, at=timezone.now())
    visitor.get("/services/planning-information-request/start")
    visitor.post(f"{FORM}/land", {"land_kind": "none", "area": "", "several": "true"})
    return visitor


def rows(**typed):
    return {name.replace("__", "-"): value for name, value in typed.items()}


def test_a_row_is_added_and_what_was_typed_stays(planning):
    again = planning.post(f"{FORM}/parcels", rows(parcels__0__reference="12/31", parcels__add="on"))
    assert again.status_code == 200
    assert 'value="12/31"' in html(again)
    assert 'name="parcels-1-reference"' in html(again)
    assert "field-error" not in html(again)


def test_a_row_is_taken_away(planning):
    typed = rows(parcels__0__reference="12/31", parcels__1__reference="13/31", parcels__take="0")
    again = planning.post(f"{FORM}/parcels", typed)
    assert 'value="13/31"' in html(again)
    assert 'name="parcels-1-reference"' not in html(again)


def test_rows_are_kept_and_shown_on_the_review(planning):
    typed = rows(parcels__0__reference="12/31", parcels__0__area="٣٠٠", parcels__1__reference="13/31")
    assert planning.post(f"{FORM}/parcels", typed).status_code == 302
    kept = [{"reference": "12/31", "area": 300}, {"reference": "13/31"}]
    assert Draft.objects.get().answers["parcels"] == kept
    assert "عقار 2: 13/31" in html(planning.get("/d/planning-information-request/review"))


def test_what_is_wrong_in_a_row_is_said_at_its_box(planning):
    refused = planning.post(f"{FORM}/parcels", rows(parcels__0__reference="", parcels__0__area="3"))
    assert refused.status_code == 422
    assert 'href="#id_parcels-0-reference"' in html(refused)
