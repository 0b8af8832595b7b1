"""The shape of a pack, against its JSON Schema."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from shubbak.catalogue.loader import PackSource

SCHEMA_PATH = Path(__file__).resolve().parent.parent / "pack.schema.json"


@cache
def pack_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a pack."""
    schema: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return schema


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(pack_schema())


def findings(source: PackSource) -> Iterator[tuple[int, str]]:
    for error in _validator().iter_errors(source.data):
        worst = best_match([error]) or error
        yield source.line(*worst.absolute_path), _words(worst)


def _words(error: ValidationError) -> str:
    where = " › ".join(str(part) for part in error.absolute_path) or "the pack"
    if error.validator == "required":
        missing = sorted(set(error.validator_value) - set(error.instance))
        return f"{where}: {', '.join(missing)} is missing"
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        return f"{where}: {', '.join(sorted(set(error.instance) - set(known)))} means nothing here"
    if error.validator == "enum":
        return f"{where}: “{error.instance}” is none of {', '.join(map(str, error.validator_value))}"
    if error.validator in ("minItems", "minLength", "minProperties"):
        return f"{where}: is empty"
    return f"{where}: {error.message}"
