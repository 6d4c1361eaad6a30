"""Holding what a program sent against the shape that the description promises.

Everything that is wrong is told at once, each with its place, as the pages tell
all mistakes of a form.  What the house then says against the content is said
by the actions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pyramid.request import Request

from motcua.acting import Refusal
from motcua.interop.operation import Operation, Schema
from motcua.interop.parts import FORM, WrongContent, read_parts
from motcua.interop.shapes import SHAPES
from motcua.words import Sentence, _

MOST_BYTES = 30_000_000
"""Of one request: a scan of an opinion may be 20 MB, which base64 makes a third longer."""
MOST_LEVELS = 20
MOST_TOLD = 20
LARGEST = 10**15
"""A number that is larger, or none at all as 1e999, is nobody's answer."""


class TooLarge(Refusal):
    """More was sent than is read."""


class NotJson(Refusal):
    """What was sent is no JSON at all."""


def body_of(request: Request, operation: Operation) -> dict[str, Any]:
    """Return what was sent with the request, held against its shape."""
    if not operation.takes:
        return {}
    files: list[dict[str, Any]] = []
    if operation.files and request.content_type == FORM:
        require_size(request)
        text, files = read_parts(request.POST)
        sent = parsed(text)
    else:
        sent = _json(request)
    wrong = list(_wrong(sent, SHAPES[operation.takes], ""))
    if wrong:
        raise WrongContent(wrong[:MOST_TOLD])
    return {**sent, "files": [*sent.get("files", ()), *files]} if files else dict(sent)


def questions_of(request: Request, operation: Operation) -> dict[str, Any]:
    """Return what stands behind the question mark, held against what may stand there."""
    asked: dict[str, Any] = {}
    wrong: list[tuple[str, Sentence]] = []
    for name, schema in operation.asks.items():
        if name in request.GET:
            value = request.GET[name]
            asked[name] = int(value) if _is_number(schema, value) else value
            wrong += _wrong(asked[name], schema, name)
    wrong += [
        (name[:100], _("This is not known here."))
        for name in request.GET
        if name not in operation.asks
    ]
    wrong += [(name, _("This is missing.")) for name in sorted(operation.needs - asked.keys())]
    if wrong:
        raise WrongContent(wrong[:MOST_TOLD])
    return asked


def _is_number(schema: Schema, value: str) -> bool:
    return schema["type"] == "integer" and value.isascii() and value.isdecimal() and len(value) < 10


def require_size(request: Request) -> None:
    """Refuse what is larger than is read, or does not say how large it is."""
    if request.content_length is None or request.content_length > MOST_BYTES:
        raise TooLarge(_("More was sent than is read here: 30 MB at most, and say how much."))


def _json(request: Request) -> Any:
    require_size(request)
    if request.content_type not in ("application/json", ""):
        raise NotJson(_("What is sent here is JSON: Content-Type: application/json."))
    return parsed(request.body) if request.content_length else {}


def parsed(text: bytes) -> Any:
    """Return what a text in JSON says."""
    try:
        sent = json.loads(text.decode("utf8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotJson(_("What was sent cannot be read as JSON in UTF-8.")) from None
    if _levels(sent) > MOST_LEVELS:
        raise NotJson(_("What was sent cannot be read as JSON in UTF-8."))
    return sent


def _no_number(word: str) -> None:
    raise ValueError(word)


def _levels(value: Any) -> int:
    """Say how deep it goes, without going deeper than is looked at."""
    level, inside = 0, [value]
    while inside and level <= MOST_LEVELS:
        level += 1
        inside = [
            below
            for each in inside
            if isinstance(each, dict | list)
            for below in (each.values() if isinstance(each, dict) else each)
        ]
    return level


KINDS: Mapping[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
}


def _wrong(value: Any, schema: Schema, place: str) -> Iterator[tuple[str, Sentence]]:
    """Go through what is wrong: the place, and what is wrong there."""
    if not schema:
        return
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not any(_is_of(value, kind) for kind in kinds):
        yield place, _("Here belongs: ${kind}.", mapping={"kind": ", ".join(kinds)})
        return
    if isinstance(value, str):
        yield from _wrong_text(value, schema, place)
    elif isinstance(value, list):
        yield from _wrong_list(value, schema, place)
    elif isinstance(value, dict):
        yield from _wrong_object(value, schema, place)
    elif not isinstance(value, bool):
        least, most = schema.get("minimum", -LARGEST), schema.get("maximum", LARGEST)
        if not least <= value <= most:
            yield place, _("The number is too small or too large.")


def _is_of(value: Any, kind: str) -> bool:
    wanted = KINDS[kind]
    return isinstance(value, wanted) and (kind == "boolean" or not isinstance(value, bool))


def _wrong_text(value: str, schema: Schema, place: str) -> Iterator[tuple[str, Sentence]]:
    if "enum" in schema and value not in schema["enum"]:
        known = ", ".join(schema["enum"])
        yield place, _("Here belongs one of: ${known}.", mapping={"known": known})
    if len(value) > schema.get("maxLength", MOST_BYTES):
        yield place, _("Longer than ${n} characters.", mapping={"n": schema["maxLength"]})
    if len(value) < schema.get("minLength", 0):
        yield place, _("Nothing stands here.")
    if schema.get("format") == "date" and not _is_day(value):
        yield place, _("A day is written as 2026-11-23.")
    if "\x00" in value or any("\ud800" <= each <= "\udfff" for each in value):
        yield place, _("There are signs in it that nobody can write.")


def _is_day(value: str) -> bool:
    try:
        return len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _wrong_list(value: list[Any], schema: Schema, place: str) -> Iterator[tuple[str, Sentence]]:
    if len(value) > schema.get("maxItems", 1000):
        yield place, _("There are too many of them.")
        return
    for number, each in enumerate(value):
        yield from _wrong(each, schema["items"], f"{place}[{number}]")


def _wrong_object(
    value: dict[str, Any], schema: Schema, place: str
) -> Iterator[tuple[str, Sentence]]:
    begin = f"{place}." if place else ""
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield begin + name, _("This is missing.")
    for name, each in value.items():
        inside = known.get(name, schema.get("additionalProperties", False))
        if inside is False:
            yield begin + name[:100], _("This is not known here.")
        elif isinstance(inside, Mapping):
            yield from _wrong(each, inside, begin + name[:100])
