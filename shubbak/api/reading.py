"""Reading bodies strictly: JSON that means one thing, without characters that no text needs."""

import re
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser
from pydantic_core import from_json

from shubbak.api.problems import Problem

JSON, FORM = "application/json", "multipart/form-data"

_CONTROLS = dict.fromkeys([*(code for code in range(32) if chr(code) not in "\t\n\r"), 127])
_MAYBE_CONTROLS = re.compile(rb"\\u00[01]|\\[bf]|\x7f|\\u007[fF]")


class StrictParser(Parser):
    """JSON without NaN, lone surrogates or bottomless nesting; control characters are dropped."""

    def parse_body(self, request: HttpRequest) -> Any:
        """:raises Problem: ``media-type``; ninja passes it on as the cause of its own refusal."""
        if request.content_type != JSON:
            raise Problem("media-type", headers={"Accept": JSON})
        body = request.body
        parsed = from_json(body, allow_inf_nan=False)
        return _cleaned(parsed) if _MAYBE_CONTROLS.search(body) else parsed


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_CONTROLS)
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if isinstance(value, dict):
        return {_cleaned(name): _cleaned(part) for name, part in value.items()}
    return value
