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
    return against(source, _validator())


def against(source: PackSource, validator: Draft202012Validator) -> Iterator[tuple[int, str]]:
    """What a schema finds in a file of plain data: line, words."""
    for error in validator.iter_errors(source.data):
        worst = best_match([error]) or error
        yield source.line(*worst.absolute_path), _words(worst)


def _words(error: ValidationError) -> str:
    where = " › ".join(str(part) for part in error.absolute_path) or "the pack"
    rule: Any = error.validator_value
    found: Any = error.instance
    if error.validator == "required":
        return f"{where}: {', '.join(sorted(set(rule) - set(found)))} is missing"
    if error.validator == "additionalProperties" and rule is False:
        schema: Any = error.schema
        return f"{where}: {', '.join(sorted(set(found) - set(schema['properties'])))} means nothing here"
    if error.validator == "enum":
        return f"{where}: “{found}” is none of {', '.join(map(str, rule))}"
    if error.validator in ("minItems", "minLength", "minProperties"):
        return f"{where}: is empty"
    return f"{where}: {error.message}"
