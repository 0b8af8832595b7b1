"""The first version of the API for banks."""

from ninja import NinjaAPI

from shubbak.api import problems
from shubbak.api.biller import days, dues, payments, purchases
from shubbak.api.biller.refusals import install_refusals
from shubbak.api.openapi import PROBLEM, Part, operations_of, problem_answer
from shubbak.api.reading import StrictParser
from shubbak.api.version_one import PlainRenderer

PREFIX = "api/biller/v1/"
DESCRIPTION = """
Banks take payments for a public body: what is owed under a number, a payment, its status and reversal, the
credit of prepaid meters with its tokens, and the reconciliation of a business day.

Every request is signed as RFC 9421 says, with `hmac-sha256` or `ed25519`, over `@method`, `@target-uri`,
`content-digest` and, where something is written, `idempotency-key`; with `created`, `nonce`, `keyid` and the
tag `shubbak-biller`. It is believed for 300 seconds, once. The answer to a message that was believed is
signed too. Amounts are whole minor units of the currency. Errors are RFC 9457 problems with a `reason`.
"""
_EVERY = (401, 404, 405, 422, 429, 500, 503)
_WITH_BODY = (400, 409, 413, 415)
_HEADERS = ("Signature-Input", "Signature", "Content-Digest")


def biller_version_one() -> NinjaAPI:
    api = NinjaAPI(
        title="Shubbak: banks",
        version="1.0.0",
        description=DESCRIPTION.strip(),
        openapi_url=None,
        docs_url=None,
        renderer=PlainRenderer(),
        parser=StrictParser(),
        urls_namespace="biller-v1",
    )
    for noun in (dues, payments, purchases, days):
        api.add_router("", noun.router)
    problems.install(api)
    install_refusals(api)
    return api


def document(api: NinjaAPI) -> Part:
    """Its description, OpenAPI 3.1."""
    described: Part = dict(api.get_openapi_schema(path_prefix=PREFIX))
    described["components"]["schemas"]["Problem"] = PROBLEM
    for _path, method, operation in operations_of(described):
        operation["parameters"] = [*operation.get("parameters", ()), *_signature()]
        for status in (*_EVERY, *(_WITH_BODY if method == "post" else ())):
            operation["responses"][status] = problem_answer(status)
    return described


def _signature() -> list[Part]:
    return [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}} for name in _HEADERS
    ]
