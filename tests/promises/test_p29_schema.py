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
from django.utils import timezone
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from shubbak.foundation.text.isolation import all_without_controls
from shubbak.payments.biller.models import Bank
from shubbak.payments.ledger import audit as ledger_audit
from shubbak.utility.prepaid.vending import audit as vending_audit
from tests.api.biller.counter import opened_counter
from tests.api.conftest import Caller, deposit_body
from tests.cases.office import open_office
from tests.promises.bank_signing import signing
from tests.utility.prepaid.vending import shop
from tools.bank_simulator.speaking import Secret, Speaker

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
    right = headers.get("Shubbak-Code") not in (None, WRONG_CODE)
    schema = exercised("/api/v1/openapi.json", get_wsgi_application(), headers, seed, right=right)
    schema.config.parameters = {"path.number": number} if number else {}
    return schema


def exercised(path: str, app: Any, headers: dict[str, str], seed: int, *, right: bool) -> Any:
    """The description as the application itself gives it, and how it is to be exercised."""
    sent = {"Host": "miyah.localhost", **headers}
    schema = schemathesis.openapi.from_wsgi(
        path, app, config=SchemathesisConfig(seed=seed), headers=sent, base_url=ADDRESS
    )
    size = os.environ.get("SHUBBAK_PROMISES", "smoke")
    schema.config.update(headers=sent, continue_on_failure=True)
    schema.config.generation.update(max_examples=SIZES[size], database="none", deterministic=False)
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


@pytest.fixture
def counter(fresh_agency: Any, laboratory: Any) -> Any:
    """A bank, a contract that owes, a payment of today and a prepaid meter; nothing is too often."""
    counter = opened_counter(timezone.now())
    Bank.objects.update(per_minute=10**6, unknown_per_hour=10**6)
    counter.pay(1_00)
    counter.meter = shop.contract(timezone.now()).number
    return counter


def bank_described(counter: Any, credential: str, seed: int) -> Any:
    """The API for banks, before which a signer stands who signs whatever the client wants signed."""
    secret = counter.speaker.signer if credential == "right" else Secret(b"a guess")
    app = get_wsgi_application()
    if credential != "none":
        app = signing(app, Speaker(ADDRESS, counter.speaker.key, secret))
    schema = exercised("/api/biller/v1/openapi.json", app, {}, seed, right=credential == "right")
    day = counter.get("/today").told["business_day"]
    known = {"path.reference": "T-1", "path.day": day, "query.contract": counter.contract.number}
    schema.config.parameters = {**known, "query.meter": counter.meter}
    # whoever is not known is told so first, whichever method they tried
    schema.config.checks.unsupported_method.enabled = credential == "right"
    return schema


def pay_what_stands(schema: Any, counter: Any) -> None:
    """Well-formed payments are of a contract and a meter that there are, in their currency."""
    known = {"contract": counter.contract.number, "meter": counter.meter, "currency": "MAD"}

    @schema.hook  # type: ignore[untyped-decorator]
    def map_case(_context: Any, case: Any) -> Any:
        is_payment = case.method == "POST" and case.path.endswith(("/payments", "/purchases"))
        if is_payment and case.meta and case.meta.generation.mode.is_positive:
            told = {name: value for name, value in known.items() if name in case.body}
            case.body = {**case.body, **told, "paid_at": "2026-01-01T00:00:00Z"}
        return case

    @schema.hook  # type: ignore[untyped-decorator]
    def filter_case(_context: Any, case: Any) -> bool:
        """Control characters go before a text is measured; with them it may be longer than is said."""
        body = case.body if isinstance(case.body, dict) else {}
        return bool(all_without_controls(body) == body)


@pytest.mark.promise("P29")
@pytest.mark.parametrize("credential", ["none", "right", "wrong"])
def test_the_api_for_banks_does_what_its_description_says(credential: str, counter: Any) -> None:
    seed = int(os.environ.get("SEED", "29"))
    print(f"SEED={seed}")
    schema = bank_described(counter, credential, seed)
    pay_what_stands(schema, counter)
    found = sorted(set(failures(schema)))
    assert not found, "\n".join(found)
    assert not [*ledger_audit.problems(), *vending_audit.problems()]
