"""What a text says, leaving aside how it is written.

Two texts with the same meaning are read as the same definition.  A change is
looked at twice: once to write it, and once more to see that the new text
means what was wanted and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from motcua.deadlines.terms import NotATerm, Term, read_term
from motcua.words import Label, _
from motcua.workflows import keys
from motcua.workflows.editing.places import CannotEdit, Slot, Tree, shown, written_short
from motcua.workflows.reading.nodes import INVISIBLE, MOST_LETTERS, text_of
from motcua.workflows.reading.pairs import written_twice
from motcua.workflows.shapes import LISTS, SAID, SHAPES, TEXT, Kind, Shape, below

Meaning = Any
"""Texts, lists and mappings with English keys."""

WORDS = frozenset({Kind.WORD, Kind.WORDS, Kind.NAME, Kind.NAMES, Kind.YES_NO})


def said_at(tree: Tree, slot: Slot) -> Meaning:
    """Return what stands at a place."""
    shape, node = slot.shape, slot.node
    if shape.kind is Kind.CONDITIONS:
        return conditions(_plain(node))
    if isinstance(node, yaml.ScalarNode) and not written_short(slot):
        return _empty(shape) if slot.is_empty else word(shape, text_of(node))
    if slot.is_empty:
        return _empty(shape)
    if _is_unknown(shape, node):
        return _plain(node)
    inside = list(tree.inside(slot))
    if isinstance(node, yaml.SequenceNode) or shape.kind in LISTS or shape.kind is Kind.ROWS:
        return [said_at(tree, each) for each in inside]
    found: dict[str, Meaning] = {}
    for each in inside:
        step = str(each.path[-1])
        if step in found:
            raise CannotEdit(written_twice(step), _("Remove one of the two in the text first."))
        found[step] = said_at(tree, each)
    return found


def _is_unknown(shape: Shape, node: yaml.Node) -> bool:
    """Say whether a list or a mapping stands where only a text is known."""
    single = {Kind.TEXT, Kind.WORD, Kind.NAME, Kind.NUMBER, Kind.AMOUNT, Kind.YES_NO, Kind.TERM}
    return shape.kind in single and not isinstance(node, yaml.ScalarNode)


def _empty(shape: Shape) -> Meaning:
    if shape.kind in LISTS or shape.kind in (Kind.ROWS, Kind.CONDITIONS):
        return []
    if shape.kind in SAID or shape.kind.value in ("block", "blocks", "labels", "answers", "values"):
        return {}
    return ""


def conditions(said: Meaning) -> list[Meaning]:
    """Return conditions as a list, and the values of each field as a list."""
    return [
        {field: values if isinstance(values, list) else [values] for field, values in each.items()}
        if isinstance(each, dict)
        else each
        for each in (said if isinstance(said, list) else [said])
        if each
    ]


def _plain(node: yaml.Node) -> Meaning:
    """Return nodes as they are: conditions, and what nobody knows."""
    if isinstance(node, yaml.ScalarNode):
        return text_of(node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    return {
        _plain(key) if isinstance(key, yaml.ScalarNode) else "": _plain(value)
        for key, value in node.value
    }


def word(shape: Shape, said: str) -> str:
    """Return the English word or the term that a value means."""
    if shape.kind in WORDS or (shape.kind is Kind.TEXT and shape.of):
        return keys.meaning(shape.of, said)
    if shape.kind is Kind.TERM:
        try:
            return read_term(said).text
        except NotATerm:
            return said
    return said


def wanted(shape: Shape, value: object) -> Meaning:
    """Return what is to stand at a place, as :func:`said_at` would return it."""
    if isinstance(value, Label):
        value = {"vi": value.vi, "en": value.en} if value.en else {"vi": value.vi}
    if isinstance(value, Term):
        value = value.text
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, int):
        value = str(value)
    if isinstance(value, str):
        return _wanted_text(shape, text_of(yaml.ScalarNode("", value.replace("\r\n", "\n"))))
    if isinstance(value, Mapping):
        return _wanted_mapping(shape, value)
    if isinstance(value, Sequence):
        return _wanted_list(shape, value)
    raise TypeError(f"{type(value).__name__} is nothing a procedure can say")


def _wanted_text(shape: Shape, said: str) -> Meaning:
    if INVISIBLE.search(said):
        raise CannotEdit(
            _(
                "There is an invisible character in “${text}”.",
                mapping={"text": INVISIBLE.sub("?", said)[:60]},
            )
        )
    if len(said) > MOST_LETTERS:
        raise CannotEdit(
            _("A value is too long (${n} letters at most).", mapping={"n": MOST_LETTERS})
        )
    if shape.kind in SAID:
        return {"vi": said}
    if shape.kind in LISTS:
        return [word(Shape(Kind.TEXT, shape.of), said)] if said else []
    if shape.kind is Kind.CONDITIONS:
        return [said] if said else []
    if shape.kind is Kind.ROWS:
        return [_wanted_text(below(shape), said)] if said else []
    if shape.kind is Kind.BLOCK and shape.short:
        return {shape.short: _wanted_text(SHAPES[shape.of][shape.short], said)}
    return word(shape, said)


def _wanted_mapping(shape: Shape, value: Mapping[Any, Any]) -> Meaning:
    if shape.kind is Kind.CONDITIONS:
        return [{str(key): wanted(shape, each) for key, each in value.items()}]
    if shape.kind is Kind.ROWS:
        return [_wanted_mapping(below(shape), value)]
    if shape.kind is Kind.BLOCK:
        return {
            key: wanted(_known(shape, key), each) for key, each in value.items() if each is not None
        }
    if shape.kind in SAID:
        return {key: wanted(TEXT, each) for key, each in value.items() if each}
    inner = below(shape)
    return {key: wanted(inner, each) for key, each in value.items() if each is not None}


def _known(shape: Shape, key: str) -> Shape:
    try:
        return SHAPES[shape.of][key]
    except KeyError:
        raise CannotEdit(_("I do not know “${key}”.", mapping={"key": key[:80]})) from None


def _wanted_list(shape: Shape, value: Sequence[Any]) -> Meaning:
    if shape.kind is Kind.CONDITIONS:
        return [said for each in value for said in wanted(shape, each)]
    if shape.kind is Kind.LABELS:
        return [wanted(TEXT, each) for each in value]
    if shape.kind is Kind.ANSWERS:
        return [wanted(Shape(Kind.TEXT, "answers"), each) for each in value]
    if shape.kind is Kind.ROWS:
        return [wanted(below(shape), each) for each in value]
    if shape.kind not in LISTS:
        raise CannotEdit(
            _(
                "“${key}” takes a single value here.",
                mapping={"key": shown(tuple(map(str, value)))[:80]},
            )
        )
    return [wanted(Shape(Kind.TEXT, shape.of), each) for each in value]
