"""What a consumption costs, asked at the portal."""

import re
from typing import Any

import pytest
from django.test import Client
from time_machine import travel

HOUSEHOLD = "ma-electricity-household"


@pytest.fixture
def tariffs(agency: Any) -> None:
    agency.tariffs = [HOUSEHOLD, "ma-water-household", "ma-sewerage-household"]
    agency.save(update_fields=["tariffs"])


def asked(visitor: Client, **words: str) -> tuple[int, str]:
    with travel("2026-05-08T10:00Z", tick=False):
        answer = visitor.get("/tariffs", {"tariff": HOUSEHOLD, "quantity": "359", "days": "30"} | words)
    return answer.status_code, re.sub(r"\s+", " ", answer.content.decode())


def test_a_household_sees_what_359_kilowatt_hours_cost_and_why(tariffs: None, visitor: Client) -> None:
    status, page = asked(visitor)
    assert status == 200
    assert "<b>592,77</b>" in page
    assert "359 ك.و.س يقع بين 310 و510: يُحتسب الاستهلاك كله بثمن 1,15142" in page
    assert "مع رسم التنبر: 594,25" in page


def test_digits_of_the_east_and_a_comma_are_understood(tariffs: None, visitor: Client) -> None:
    assert asked(visitor, quantity="٣٥٩,٠")[1].count("592,77") == asked(visitor)[1].count("592,77")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"quantity": "كثير"}, "اكتبوا عددا، مثل 120"),
        ({"quantity": ""}, "اكتبوا مقدار الاستهلاك."),
        ({"days": "0"}, "بين 1 و400"),
        ({"tariff": "other"}, "اختاروا من اللائحة."),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(
    tariffs: None, visitor: Client, wrong: dict[str, str], words: str
) -> None:
    status, page = asked(visitor, **wrong)
    assert status == 422
    assert words in page


def test_the_band_that_is_reached_is_the_dark_one(tariffs: None, visitor: Client) -> None:
    page = asked(visitor)[1]
    assert page.count('<rect class="now"') == 2  # a wide and a narrow drawing
    assert re.search(r'class="range now"[^>]*>311–510<', page)


@pytest.mark.parametrize("quantity", ["0", "150", "9000000"])
def test_any_consumption_has_its_place(tariffs: None, visitor: Client, quantity: str) -> None:
    for tariff in ("ma-water-household", "ma-sewerage-household", HOUSEHOLD):
        status, page = asked(visitor, tariff=tariff, quantity=quantity)
        assert (status, page.count('<rect class="now"')) == (200, 2)


def test_the_form_alone_asks_for_a_month(tariffs: None, visitor: Client) -> None:
    page = visitor.get("/tariffs").content.decode()
    assert 'value="30"' in page
    assert '<svg class="picture' not in page


def test_a_body_without_tariffs_has_no_such_page(agency: Any, visitor: Client) -> None:
    assert visitor.get("/tariffs").status_code == 404
