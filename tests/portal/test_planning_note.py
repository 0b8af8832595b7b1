"""What may be built here: told at once at the portal of a body that has plans."""

from typing import Any

import pytest
from django.test import Client

from shubbak.journal.rules import SYSTEM
from shubbak.planning.zoning.actions import import_plan
from tests.planning.zoning.plan_of_test import near

HERE = (28.9865, -10.0572)


@pytest.fixture
def plan(agency: Any, at: Any) -> None:
    import_plan(file=near(*HERE), actor=SYSTEM, at=at)


def asked(visitor: Client, point: str) -> tuple[int, str]:
    answer = visitor.get("/planning-note", {"point": point})
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("point", ["28.9865, -10.0577", "٢٨٫٩٨٦٥، -١٠٫٠٥٧٧"])
def test_a_point_is_told_what_may_be_built_there(plan: None, visitor: Client, point: str) -> None:
    status, page = asked(visitor, point)
    assert status == 200
    assert all(words in page for words in ("منطقة SA", "العلو الأقصى", "11,50 m", "مصادق عليه"))
    assert "منطقة SD2" not in page


def test_where_no_plan_lies_the_page_says_so(plan: None, visitor: Client) -> None:
    status, page = asked(visitor, "31.0, -8.0")
    assert (status, "لا يشمل أي من تصاميمنا هذه النقطة" in page) == (200, True)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ("", "اكتبوا خط العرض وخط الطول."),
        ("قرب المسجد", "رقمين بالدرجات"),
        ("48.85, 2.35", "هذه النقطة خارج البلاد"),
    ],
)
def test_what_is_no_point_here_is_said_and_kept(plan: None, visitor: Client, point: str, words: str) -> None:
    status, page = asked(visitor, point)
    assert status == 422
    assert words in page
    assert f'value="{point}"' in page or not point


def test_a_body_without_plans_has_no_such_page(agency: Any, visitor: Client) -> None:
    assert visitor.get("/planning-note").status_code == 404
