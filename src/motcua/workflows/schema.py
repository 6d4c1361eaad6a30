"""The JSON Schema of a procedure file, for editors that complete and underline while one types.

It is printed from the tables by which the reader reads: ``keys`` and
``shapes``.  A schema knows how a file is written, not whether a procedure
makes sense: whatever leads nowhere, or is held by nobody, only
``motcua check`` can tell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from motcua.deadlines.terms import WRITTEN
from motcua.workflows import keys, wordlists
from motcua.workflows.reading.forms import AMOUNT
from motcua.workflows.reading.nodes import MOST_LETTERS, MOST_STATES
from motcua.workflows.reading.pairs import ID
from motcua.workflows.shapes import SHAPES, Kind, Shape

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that every YAML language server knows."""

TEXT: Schema = {"type": ["string", "number", "boolean", "null"], "maxLength": MOST_LETTERS}
"""A value may look like a number to the editor; for us it is text."""
NUMBER: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, {"pattern": "^[0-9]{1,9}$"}]}
LENGTH = rf"-?[0-9]+([.,][0-9]+)? ?({'|'.join(sorted(WRITTEN, key=len, reverse=True))})"


def schema() -> Schema:
    """Return the schema of a procedure file."""
    return {
        "$schema": DRAFT,
        "title": "Quy trình · Procedure",
        "description": "docs/developing/definitions.md",
        "$ref": _ref("procedure"),
        "definitions": {
            **{kind: _block(kind) for kind in keys.BLOCKS},
            **{str(kind.value): KINDS[kind](Shape(kind)) for kind in PARAMETERLESS},
            **{_of_words(words): _words(Shape(Kind.WORD, words)) for words in wordlists.WORDS},
        },
    }


def printed() -> str:
    """Return the schema as a file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _ref(kind: str) -> str:
    return f"#/definitions/{kind}"


def _block(kind: str) -> Schema:
    """Return what a block may hold: every key in both languages, and no others."""
    table, others = keys.BLOCKS[kind], keys.ALSO_SAID
    properties: Schema = {}
    for english, vietnamese in table.items():
        spelt = [english, vietnamese, *(each for each in others if others[each] == english)]
        inside = {
            "description": f"{vietnamese} · {english}",
            "allOf": [said(SHAPES[kind][english])],
        }
        properties |= dict.fromkeys(spelt, inside)
    required = [
        {"anyOf": [{"required": [each]} for each in properties if keys.english(kind, each) == key]}
        for key in keys.REQUIRED.get(kind, ())
    ]
    block: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return block | ({"allOf": required} if required else {})


def said(shape: Shape) -> Schema:
    """Return what may stand under a key."""
    if shape.kind in PARAMETERLESS:
        return {"$ref": _ref(str(shape.kind.value))}
    return KINDS[shape.kind](shape)


def _of_words(words: str) -> str:
    return f"words of {words}".replace(" ", "_")


def _or_nothing(*alternatives: Schema) -> Schema:
    return {"anyOf": [*alternatives, {"type": "null"}]}


def _text(shape: Shape) -> Schema:
    return TEXT


def _one_or_many(one: Schema) -> Schema:
    return _or_nothing(one, {"type": "array", "items": one})


def _texts(shape: Shape) -> Schema:
    return _one_or_many(TEXT)


def _words(shape: Shape) -> Schema:
    words: Mapping[str, str] = wordlists.WORDS[shape.of]
    also = [each for each, english in keys.ALSO_SAID.items() if english in words]
    more: list[Any] = [True, False] if words is wordlists.YES_NO else []
    return {"enum": [*words, *words.values(), *also, *more]}


def _one_word(shape: Shape) -> Schema:
    return {"$ref": _ref(_of_words(shape.of))}


def _word(shape: Shape) -> Schema:
    return _or_nothing(_one_word(shape))


def _many_words(shape: Shape) -> Schema:
    return _one_or_many(_one_word(shape))


def _name(shape: Shape) -> Schema:
    """Words are named first, so that an editor offers them; any other name may stand too."""
    return {"anyOf": [_one_word(shape), TEXT]}


def _names(shape: Shape) -> Schema:
    return _one_or_many(_name(shape))


def _number(shape: Shape) -> Schema:
    return _or_nothing(NUMBER)


def _amount(shape: Shape) -> Schema:
    pattern = f"^{AMOUNT.pattern}$".replace("đ|đồng|vnd", "[đĐ]|[đĐ]ồng|[vV][nN][dD]")
    return _or_nothing({"type": "number", "minimum": 0}, {"type": "string", "pattern": pattern})


def _term(shape: Shape) -> Schema:
    one = rf"(same day|trong ngày|{LENGTH})"
    return _or_nothing({"type": "string", "pattern": rf"^\s*{one}(\s*\+\s*{LENGTH})*\s*$"})


def _label(shape: Shape) -> Schema:
    return {"anyOf": [TEXT, {"$ref": _ref("label")}]}


def _inside(shape: Shape) -> Schema:
    """Return one block, which may be written in short where a bare value has a meaning."""
    block: Schema = {"$ref": _ref(shape.of)}
    if not shape.short:
        return _or_nothing(block)
    return {"anyOf": [block, said(SHAPES[shape.of][shape.short])]}


def _rows(shape: Shape) -> Schema:
    return _one_or_many(_inside(shape))


def _mapping(inside: Schema, most: int = 0) -> Schema:
    mapping: Schema = {
        "type": "object",
        "propertyNames": {"pattern": f"^{ID.pattern}$"},
        "additionalProperties": inside,
    }
    return mapping | ({"maxProperties": most} if most else {})


def _blocks(shape: Shape) -> Schema:
    return _or_nothing(_mapping(_inside(shape), MOST_STATES if shape.of == "state" else 0))


def _labels(shape: Shape) -> Schema:
    return _or_nothing(_mapping(_label(shape)), TEXT, {"type": "array", "items": TEXT})


def _answers(shape: Shape) -> Schema:
    words = _one_word(shape)
    labels = {"type": "object", "propertyNames": words, "additionalProperties": _label(shape)}
    return _or_nothing(labels, _one_or_many(words))


def _values(shape: Shape) -> Schema:
    return _or_nothing(_mapping(TEXT))


def _conditions(shape: Shape) -> Schema:
    fields = _mapping(_one_or_many(TEXT))
    return _one_or_many({"anyOf": [TEXT, fields]})


KINDS: Mapping[Kind, Callable[[Shape], Schema]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.WORD: _word,
    Kind.WORDS: _many_words,
    Kind.NAME: _name,
    Kind.NAMES: _names,
    Kind.NUMBER: _number,
    Kind.AMOUNT: _amount,
    Kind.YES_NO: _word,
    Kind.TERM: _term,
    Kind.LABEL: _label,
    Kind.TITLE: _label,
    Kind.BLOCK: _inside,
    Kind.ROWS: _rows,
    Kind.BLOCKS: _blocks,
    Kind.LABELS: _labels,
    Kind.ANSWERS: _answers,
    Kind.VALUES: _values,
    Kind.CONDITIONS: _conditions,
    Kind.ASKED: _texts,
}
"""For every kind of value how the schema says it."""

PARAMETERLESS = (
    Kind.TEXT,
    Kind.TEXTS,
    Kind.NUMBER,
    Kind.AMOUNT,
    Kind.TERM,
    Kind.TITLE,
    Kind.LABELS,
    Kind.VALUES,
    Kind.CONDITIONS,
    Kind.ASKED,
)
"""Kinds that look the same under every key."""
