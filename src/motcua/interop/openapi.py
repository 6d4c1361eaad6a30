"""The published description (OpenAPI 3.1), made from the table that the views are made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from motcua.interop.operation import Operation
from motcua.interop.parts import form_of
from motcua.interop.shapes import SHAPES

PLACE = re.compile(r"\{(\w+)\}")
ERRORS = {
    "400": "No JSON.",
    "401": "No token, or one that opens nothing.",
    "403": "This person may not, or this token reads only.",
    "404": "Nothing is there.",
    "409": "Somebody acted meanwhile: read again.",
    "413": "More than is read here.",
    "422": "What was sent is not taken; `error` says why, `places` where.",
    "429": "Too many requests; Retry-After says when.",
}
OF_READING = ("401", "403", "404", "422", "429")


def description(operations: Sequence[Operation], prefix: str) -> dict[str, Any]:
    """Return the whole description."""
    paths: dict[str, dict[str, Any]] = {}
    for each in operations:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Motcua: opinions asked and given",
            "version": "1",
            "description": "A program acts as the person whose access token it shows. Sentences "
            "are in the language of Accept-Language (vi, en); instants are local times without a "
            "zone; nothing is ever null.",
        },
        "servers": [{"url": prefix}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": dict(SHAPES),
        },
    }


def _operation(each: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": each.id,
        "summary": each.about,
        "parameters": [*_of_path(each), *_of_query(each)],
        "responses": _responses(each),
    }
    if each.open:
        told["security"] = []
    if each.takes:
        form = form_of(each.takes) if each.files else {}
        told["requestBody"] = {"required": True, "content": {**_json(each.takes), **form}}
    return told


def _of_path(each: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in PLACE.findall(each.path)
    ]


def _of_query(each: Operation) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "query", "required": name in each.needs, "schema": schema}
        for name, schema in each.asks.items()
    ]


def _responses(each: Operation) -> dict[str, Any]:
    whole = {"content": _json(each.gives)} if each.gives else {"content": FILE}
    told: dict[str, Any] = {str(each.status): {"description": "Done.", **whole}}
    errors = () if each.open else tuple(ERRORS) if each.writes else OF_READING
    for status in errors:
        told[status] = {"description": ERRORS[status], "content": _json("Error")}
    return told


FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def _json(shape: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
