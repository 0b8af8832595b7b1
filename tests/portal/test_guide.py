from typing import Any

import pytest
from django.test import Client

from shubbak.catalogue.actions import publish_pack
from shubbak.journal.rules import SYSTEM
from tests.cases.office import PACK, Office, pack_of


@pytest.fixture
def visitor(agency: Any) -> Client:
    return Client(headers={"host": "miyah.localhost"})


def test_the_home_page_speaks_arabic_to_a_browser_set_to_english(visitor: Client) -> None:
    page = visitor.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "بماذا نساعدكم؟" in page


def test_a_chosen_language_is_remembered(visitor: Client) -> None:
    answer = visitor.get("/language/fr?next=/offices")
    assert answer.headers["Location"] == "/offices"
    assert "Bureaux et horaires" in visitor.get("/offices").content.decode()


@pytest.mark.asvs("3.7.2")
@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"])
def test_the_choice_of_a_language_leads_nowhere_else(visitor: Client, there: str) -> None:
    assert visitor.get("/language/fr", {"next": there}).headers["Location"] == "/"


def test_a_language_that_is_not_spoken_is_not_found(visitor: Client) -> None:
    assert visitor.get("/language/xx").status_code == 404


def test_the_colours_of_the_agency_are_a_sheet_of_their_own(visitor: Client) -> None:
    sheet = visitor.get("/palette.css")
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "--accent:#" in sheet.content.decode()


@pytest.mark.parametrize(
    "path", ["/services", "/offices", "/privacy", "/accessibility", "/track", "/seal.svg"]
)
def test_the_public_pages_answer(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 200


def test_a_service_that_is_not_offered_is_not_found(visitor: Client) -> None:
    assert visitor.get("/services/no-such-service").status_code == 404


def test_the_registry_office_of_a_body_stands_on_its_home_page(office: Office, visitor: Client) -> None:
    assert "مكتب الضبط الرقمي" not in visitor.get("/").content.decode(), "not before it takes letters"
    publish_pack(source=pack_of(PACK.with_name("correspondence.yaml")), actor=SYSTEM, at=office.at)
    home = visitor.get("/").content.decode()
    assert 'href="/services/correspondence">مكتب الضبط الرقمي</a>' in home
