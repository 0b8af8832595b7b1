"""P29: the API does what its description says. schemathesis, all checks and phases, for each credential.

The code is a header of its own and no security scheme: a wrong one must look like an absent case (404), where
a scheme would have to answer 401. Our own tests hold the code to that (tests/api/test_cases.py).
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests.api.conftest import Caller, deposit_body
from tests.cases.office import open_office

SIZES = {"smoke": 1, "ci": 25, "full": 500}
"""Examples of each kind for every operation, beside those that the coverage phase enumerates: at smoke size
with the right code alone."""
ACCEPTED = ["2xx", "401", "404", "409", "422", "429"]
"""What a well-formed request may meet: answers, papers and stages have rules that a schema cannot tell."""
ADDRESS = "http://miyah.localhost"
WRONG_CODE = "0000 0000 0000 0"


@pytest.fixture
def deposited(fresh_agency: Any, at: Any) -> dict[str, Any]:
    open_office(at)
    shown: dict[str, Any] = Caller().deposit().json()
    return shown


def described(headers: dict[str, str], number: str, seed: int) -> Any:
    """The description as the application itself gives it, and how it is to be exercised."""
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json",
        get_wsgi_application(),
        config=SchemathesisConfig(seed=seed),
        headers={"Host": "miyah.localhost"},
        base_url=ADDRESS,
    )
    size = os.environ.get("SHUBBAK_PROMISES", "smoke")
    schema.config.update(headers={"Host": "miyah.localhost", **headers}, continue_on_failure=True)
    schema.config.parameters = {"path.number": number} if number else {}
    schema.config.generation.update(max_examples=SIZES[size], database="none", deterministic=False)
    right = headers.get("Shubbak-Code") not in (None, WRONG_CODE)
    schema.config.phases.coverage.enabled = right or size != "smoke"
    schema.config.checks.positive_data_acceptance.expected_statuses = ACCEPTED
    return schema


def deposit_what_stands(schema: Any) -> None:
    """Well-formed deposits get answers that the service takes, so that there are cases to follow by links."""

    @schema.hook  # type: ignore[untyped-decorator]
    def map_case(_context: Any, case: Any) -> Any:
        is_deposit = case.method == "POST" and case.path.endswith("/deposits")
        if is_deposit and case.meta and case.meta.generation.mode.is_positive:
            case.body = deposit_body()
        return case


def failures(schema: Any) -> Iterator[str]:
    """What did not hold, in words; also errors of the harness itself."""
    answered: Counter[str] = Counter()
    for event in from_schema(schema).execute():
        if isinstance(event, events.FatalError | events.NonFatalError):
            yield repr(getattr(event, "exception", None) or event.value)
        if isinstance(event, events.ScenarioFinished):
            seen = event.recorder.interactions.values()
            answered.update(f"{event.phase.value} {met.response.status_code}" for met in seen if met.response)
            yield from failed_checks(event.recorder)
    print(dict(answered))
    if not answered:
        yield "nothing was asked"


def failed_checks(recorder: Any) -> Iterator[str]:
    for case_id, checks in recorder.checks.items():
        case = recorder.cases[case_id].value
        for check in checks:
            if check.failure_info is not None:
                yield f"{case.method} {case.path} {check.name}: {check.failure_info.failure}"


@pytest.mark.promise("P29")
@pytest.mark.parametrize("credential", ["none", "right", "wrong"])
def test_the_api_does_what_its_description_says(credential: str, deposited: dict[str, Any]) -> None:
    seed = int(os.environ.get("SEED", "29"))
    print(f"SEED={seed}")
    codes = {"none": {}, "right": {"Shubbak-Code": deposited["code"]}, "wrong": {"Shubbak-Code": WRONG_CODE}}
    number = deposited["links"]["self"].rpartition("/")[2]
    schema = described(codes[credential], number if credential == "right" else "", seed)
    deposit_what_stands(schema)
    found = sorted(set(failures(schema)))
    assert not found, "\n".join(found)
