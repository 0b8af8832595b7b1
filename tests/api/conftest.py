"""A water utility at work, asked through its API."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.cases.office import ANSWERS, open_office


class Caller:
    """A program that speaks to the API of `miyah`."""

    def __init__(self) -> None:
        self.client = Client()

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers, HTTP_HOST="miyah.localhost")

    def post(self, path: str, body: Any, **headers: str) -> Any:
        text = body if isinstance(body, bytes | str) else json.dumps(body)
        return self.client.post(
            path, text, content_type="application/json", headers=headers, HTTP_HOST="miyah.localhost"
        )

    def upload(self, file: Any, document: str = "photo", service: str = "technical-complaint") -> Any:
        fields = {"service": service, "document": document, "file": file}
        return self.client.post("/api/v1/uploads", fields, HTTP_HOST="miyah.localhost")

    def deposit(self, key: str | None = None, **changes: Any) -> Any:
        body = deposit_body(**changes)
        return self.post("/api/v1/deposits", body, **{"Idempotency-Key": key or str(uuid4())})


def deposit_body(**changes: Any) -> dict[str, Any]:
    answers = {**ANSWERS, **changes.pop("answers", {})}
    return {"service": "technical-complaint", "answers": answers, **changes}


@pytest.fixture
def office(agency, at):
    return open_office(at)


@pytest.fixture
def caller(office) -> Caller:
    return Caller()
