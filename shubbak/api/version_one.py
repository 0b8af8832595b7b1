"""The first version of the API, all nouns together."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer

from shubbak.api import problems
from shubbak.api.reading import StrictParser
from shubbak.api.rest import cases, deposits, endings, messages, observations, papers, service, uploads


class PlainRenderer(BaseRenderer):
    """JSON with letters as they are: Arabic stays readable, and half as long."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode()


DESCRIPTION = """
Deposit requests with a public body and follow them: what its portal does, for programs.

1. Read `/api/v1/services` and one service: its papers, its clocks, the JSON Schema of its answers.
2. Send each file to `/api/v1/uploads`. Its id is yours alone for a day.
3. Post the deposit with an `Idempotency-Key`. In doubt repeat it: the answer is the same, byte for byte.
4. Keep `number` and `code`. The header `Shubbak-Code` opens the case. Follow `links`; build no address.

Errors are RFC 9457 problems that name the field, in the first language of `Accept-Language` spoken here.
Times are ISO 8601 with the offset of the body's own clock.
"""


def version_one() -> NinjaAPI:
    api = NinjaAPI(
        title="Shubbak",
        version="1.0.0",
        description=DESCRIPTION.strip(),
        openapi_url=None,
        docs_url=None,
        renderer=PlainRenderer(),
        parser=StrictParser(),
        urls_namespace="api-v1",
    )
    for noun in (service, uploads, deposits, cases, observations, papers, messages, endings):
        api.add_router("", noun.router)
    problems.install(api)
    return api
