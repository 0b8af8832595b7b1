"""The JSON Schema (2020-12) of a service's answers, for those who deposit through the API."""

from collections.abc import Mapping
from typing import Any

from shubbak.catalogue.forms.places import OPTIONAL, PARTS
from shubbak.catalogue.forms.reading import IDENTITY_KINDS, LONGEST
from shubbak.catalogue.spec import Condition, Question, ServiceSpec
from shubbak.foundation.localized import pick

Schema = dict[str, Any]


def answers_schema(spec: ServiceSpec, language: str = "ar") -> Schema:
    """Conditions become ``if``/``then``: what is asked only sometimes is required only then."""
    asked = [(page.when, question) for page in spec.pages for question in page.questions]
    answered = [(when, question) for when, question in asked if question.type != "files"]
    always = [q.id for when, q in answered if q.required and when is None and q.when is None]
    conditional = [_then(spec, when, q) for when, q in answered if q.required and (when or q.when)]
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": pick(spec.title, language),
        "type": "object",
        "properties": {question.id: _property(question, language) for _, question in answered},
        "required": always,
        "additionalProperties": False,
    }
    if conditional:
        schema["allOf"] = conditional
    return schema


def _property(question: Question, language: str) -> Schema:
    shape: Mapping[str, Any] = _shape(question, language)
    return {"title": pick(question.label, language), **shape, **_bounds(question)}


def _shape(question: Question, language: str) -> Schema:
    values = [choice.value for choice in question.choices]
    shapes: dict[str, Schema] = {
        "number": {"type": "number"},
        "date": {"type": "string", "format": "date"},
        "choice": {"enum": values},
        "choices": {"type": "array", "items": {"enum": values}, "uniqueItems": True},
        "yes_no": {"type": "boolean"},
        "email": {"type": "string", "format": "email"},
        "phone": {"type": "string", "maxLength": 40},
        "contract": {"type": "string", "pattern": "^[0-9 -]{4,30}$"},
        "place": {"oneOf": [_place(question, kind) for kind in values]} if question.type == "place" else {},
        "person": _PERSON,
        "group": _group(question, language) if question.type == "group" else {},
    }
    return shapes.get(question.type) or {"type": "string", "maxLength": LONGEST[question.type]}


def _place(question: Question, kind: str) -> Schema:
    parts = PARTS.get(kind, ())
    properties: Schema = {"choice": {"const": kind}, **{part: {"type": "string"} for part in parts}}
    if "district" in parts and question.districts:
        properties["district"] = {"enum": [choice.value for choice in question.districts]}
    needed = ["choice", *(part for part in parts if part not in OPTIONAL)]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _group(question: Question, language: str) -> Schema:
    row: Schema = {
        "type": "object",
        "properties": {part.id: _property(part, language) for part in question.parts},
        "required": [part.id for part in question.parts if part.required],
        "additionalProperties": False,
    }
    least = max(1, question.least) if question.required else 0
    return {"type": "array", "items": row, "minItems": least, "maxItems": question.most}


_PERSON: Schema = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 2, "maxLength": 120},
        "identity_kind": {"enum": list(IDENTITY_KINDS)},
        "identity_number": {"type": "string", "minLength": 4, "maxLength": 30},
    },
    "required": ["name", "identity_kind", "identity_number"],
    "additionalProperties": False,
}


def _bounds(question: Question) -> Schema:
    names = {"min": "minimum", "max": "maximum"}
    bounds: Schema = {names[c.kind]: float(c.value) for c in question.checks if c.kind in names}
    for check in question.checks:
        if check.kind == "max_length":
            bounds["maxLength"] = int(check.value)
    if question.required and question.type in LONGEST:
        bounds["minLength"] = 1
    return bounds


def _then(spec: ServiceSpec, page_when: Condition | None, question: Question) -> Schema:
    conditions = [_if(spec, when) for when in (page_when, question.when) if when is not None]
    return {"if": {"allOf": conditions}, "then": {"required": [question.id]}}


def _if(spec: ServiceSpec, condition: Condition) -> Schema:
    if condition.kind in ("all", "any"):
        word = "allOf" if condition.kind == "all" else "anyOf"
        return {word: [_if(spec, part) for part in condition.parts]}
    if condition.kind == "not":
        return {"not": _if(spec, condition.parts[0])}
    if condition.kind == "filled":
        given = {"required": [condition.question]}
        return given if condition.values == ("true",) else {"not": given}
    return {
        "properties": {condition.question: _answer_that(spec, condition)},
        "required": [condition.question],
    }


def _answer_that(spec: ServiceSpec, condition: Condition) -> Schema:
    if condition.kind == "above":
        return {"exclusiveMinimum": float(condition.values[0])}
    if condition.kind == "below":
        return {"exclusiveMaximum": float(condition.values[0])}
    question = spec.question(condition.question)
    values: list[Any] = list(condition.values)
    kind = question.type if question else ""
    if kind == "yes_no":
        return {"enum": [value == "true" for value in values]}
    if kind == "choices":
        return {"contains": {"enum": values}}
    if kind == "place":
        return {"properties": {"choice": {"enum": values}}}
    return {"enum": values}
