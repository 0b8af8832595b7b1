"""The receipt of a till, looked up by whoever holds its paper."""

from http import HTTPStatus

from django.test import Client

FORGED = "2026-C1-000003-AAAABBBB22"


def test_the_code_of_a_paper_is_understood_where_receipts_are_checked(visitor: Client) -> None:
    answer = visitor.get("/v/", {"receipt": "2026-c1-000003-aaaa bbbb22"})
    assert answer["Location"] == f"/q/{FORGED}"


def test_a_paper_that_no_till_wrote_is_said_to_be_none_of_ours(visitor: Client) -> None:
    answer = visitor.get(f"/q/{FORGED}")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "لا وصل لدينا بهذا الرمز" in answer.content.decode()
