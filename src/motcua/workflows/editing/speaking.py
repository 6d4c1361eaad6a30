"""Writing a procedure's keys and words in the other language; names and comments stay."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from motcua.workflows import keys, wordlists
from motcua.workflows.editing import writing
from motcua.workflows.editing.meaning import WORDS, word
from motcua.workflows.editing.places import Slot, Tree, written_short
from motcua.workflows.reading.nodes import text_of
from motcua.workflows.shapes import Kind

Span = tuple[int, int, str]


def spoken(text: str, language: str) -> str:
    """Return the same procedure with its keys, words and terms in ``language``."""
    tree = Tree(text)
    spans = {each[0]: each for slot in tree.every() for each in _said(tree, slot, language)}
    for start in sorted(spans, reverse=True):
        _start, end, said = spans[start]
        text = text[:start] + said + text[end:]
    return text


def _said(tree: Tree, slot: Slot, language: str) -> Iterator[Span]:
    node, kind = slot.node, slot.shape.kind
    if isinstance(node, yaml.MappingNode) and not written_short(slot):
        for inside in tree.inside(slot):
            if (
                kind in (Kind.BLOCK, Kind.ANSWERS)
                and inside.key is not None
                and _is_known(slot, inside)
            ):
                key = writing.key_of(slot.shape, str(inside.path[-1]), language)
                yield inside.key.start_mark.index, inside.key.end_mark.index, key
    elif isinstance(node, yaml.ScalarNode) and node.value and not written_short(slot):
        is_word = kind in WORDS or kind is Kind.TERM or (kind is Kind.TEXT and slot.shape.of)
        if is_word:
            english = word(slot.shape, text_of(node))
            said = writing.in_words(slot.shape, english, language)
            if text_of(node) not in (said, english) or said != english:
                yield node.start_mark.index, node.end_mark.index, _written(slot, said)


def _is_known(slot: Slot, inside: Slot) -> bool:
    if slot.shape.kind is Kind.ANSWERS:
        return inside.path[-1] in wordlists.ANSWERS
    return inside.path[-1] in keys.BLOCKS[slot.shape.of]


def _written(slot: Slot, said: str) -> str:
    assert isinstance(slot.node, yaml.ScalarNode)
    quote = slot.node.style if slot.node.style in ("'", '"') else ""
    return writing.scalar(said, flow=slot.flow, quote=quote)
