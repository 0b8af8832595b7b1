"""The description of the API, OpenAPI 3.1: what ninja knows, and problems, headers and links besides."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI

from shubbak.api.opening import CODE_HEADER
from shubbak.api.problems import MEDIA_TYPE

Part = dict[str, Any]
Describe = Callable[[NinjaAPI], Part]
PREFIX = "api/v1/"
_EVERY = (400, 404, 405, 429, 500, 503)
_WITH_BODY = (413, 415, 422)
_OF_CASE = (401,)
_ACTS = (409,)

PROBLEM: Part = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "pattern": "^urn:shubbak:problem:[a-z-]+$"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "reason": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "field", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer (RFC 6901) into the body"},
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}
_CODE: Part = {
    "name": CODE_HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": "^[0-9]{4} ?-?[0-9]{4} ?-?[0-9]{4} ?-?[0-9]$"},
    "description": "The thirteen digits that open the case, as the deposit's answer held them.",
}
_BINARY = {"print_receipt": "application/pdf", "read_paper": "*/*"}
_CASE_LINKS = ("read_case", "read_receipt", "print_receipt", "list_observations", "write", "withdraw", "rate")


def document_view(api: NinjaAPI, describe: Describe | None = None) -> Any:
    """The view that gives the description; it is the same for every body."""
    described = describe or document

    @lru_cache(maxsize=1)
    def made() -> Part:
        return described(api)

    def openapi(request: HttpRequest) -> JsonResponse:
        if request.method != "GET":
            return JsonResponse({}, status=405, headers={"Allow": "GET"}, content_type="text/plain")
        return JsonResponse(made(), json_dumps_params={"ensure_ascii": False})

    return openapi


def document(api: NinjaAPI) -> Part:
    described: Part = dict(api.get_openapi_schema(path_prefix=PREFIX))
    described["components"]["schemas"]["Problem"] = PROBLEM
    for path, method, operation in operations_of(described):
        _complete(path, method, operation)
    _link_deposit(described)
    return described


def operations_of(described: Part) -> Iterator[tuple[str, str, Part]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _complete(path: str, method: str, operation: Part) -> None:
    is_case, is_post = "{number}" in path, method == "post"
    statuses = [*_EVERY, *(_WITH_BODY if is_post else ()), *(_OF_CASE if is_case else ())]
    if is_case:
        operation["parameters"].append(_CODE)
        statuses += _ACTS if is_post else ()
    for status in statuses:
        operation["responses"][status] = problem_answer(status)
    binary = _BINARY.get(operation["operationId"])
    if binary:
        content = {binary: {"schema": {"type": "string", "format": "binary"}}}
        operation["responses"][200] = {"description": "The file", "content": content}


def problem_answer(status: int) -> Part:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    described: Part = {"description": "A problem (RFC 9457)", "content": content}
    if status == 429:
        described["headers"] = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds"}}
    return described


def _link_deposit(described: Part) -> None:
    """What the answer to a deposit opens, for programs that follow the description."""
    created = described["paths"]["/api/v1/deposits"]["post"]["responses"][201]
    created["headers"] = {"Location": {"schema": {"type": "string"}, "description": "The case"}}
    created["links"] = {
        name: {
            "operationId": name,
            "parameters": {
                "path.number": "$response.body#/case",
                f"header.{CODE_HEADER}": "$response.body#/code",
            },
        }
        for name in _CASE_LINKS
    }
