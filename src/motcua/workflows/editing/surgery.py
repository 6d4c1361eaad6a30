"""Cutting and sewing: entries of mappings and places of lists put in, taken out, moved.

Each function takes a tree and a place, and returns the whole new text.
Whatever is not the matter of the change keeps every letter: comments, blank
lines, order, quotes.
"""

from __future__ import annotations

import re

import yaml

from motcua.workflows import keys
from motcua.workflows.editing import writing
from motcua.workflows.editing.lines import (
    Way,
    after,
    begin,
    colon,
    deep,
    indent_of,
    line_start,
    owner,
)
from motcua.workflows.editing.meaning import Meaning, said_at
from motcua.workflows.editing.places import Slot, Tree, end_of, written_short
from motcua.workflows.editing.rewriting import behind_key, rewrite
from motcua.workflows.shapes import SAID, Kind, Shape

BLANK_LINE = re.compile(r"\n[ \t]*\n")


def insert_entry(tree: Tree, way: Way, step: str, meaning: Meaning, at: int | None = None) -> str:
    """Put a new entry into a mapping: among keys in their usual order, among ids at ``at``."""
    slot = way[-1]
    if slot.is_empty or not isinstance(slot.node, yaml.MappingNode) or written_short(slot):
        said = said_at(tree, slot)
        return rewrite(tree, way, {**said, step: meaning} if said else {step: meaning})
    inside = list(tree.inside(slot))
    at = _usual_place(slot.shape, inside, step) if at is None else at
    if not slot.is_flow:
        return _insert_lines(tree, slot, inside, step, meaning, at)
    if not slot.flow and _is_too_much(tree, slot, step, meaning):
        unfolded = _unfolded(tree, way, inside)
        if unfolded:
            again = Tree(unfolded)
            return insert_entry(again, again.walk(slot.path)[0], step, meaning, at)
    return _insert_in_flow(tree, slot, inside, _flow_entry(tree, slot, step, meaning), at)


def _usual_place(shape: Shape, inside: list[Slot], step: str) -> int:
    if shape.kind in SAID or shape.kind is not Kind.BLOCK:
        return len(inside)
    order = list(keys.BLOCKS[shape.of])
    before = [
        number
        for number, each in enumerate(inside, 1)
        if each.path[-1] in order and order.index(str(each.path[-1])) < order.index(step)
    ]
    return max(before, default=0)


def _insert_lines(
    tree: Tree, slot: Slot, inside: list[Slot], step: str, meaning: Meaning, at: int
) -> str:
    first = inside[0].key
    assert first is not None
    column = first.start_mark.column
    long = slot.shape.kind is Kind.BLOCKS and _are_long(inside)
    new = writing.entry(slot.shape, step, meaning, tree.language, column, long)
    return _sew_in(tree.text, inside, new, column, at)


def _sew_in(text: str, inside: list[Slot], new: str, column: int, at: int) -> str:
    """Put lines between the lines of others, with a blank line where those have one."""
    between = "\n\n" if _is_spaced(text, inside, at) else "\n"
    if at == 0:
        start = begin(text, inside[0])
        return text[:start] + new.lstrip() + between + " " * column + text[start:]
    end = after(text, inside[at - 1])
    return text[:end] + between + new + text[end:]


def _is_spaced(text: str, inside: list[Slot], at: int) -> bool:
    """Say whether a blank line stands between the neighbours of a new entry."""
    pairs = [(number - 1, number) for number in (at, at - 1) if 0 < number < len(inside)]
    return any(
        BLANK_LINE.search(text, end_of(text, inside[one].node), begin(text, inside[other]))
        for one, other in pairs[:1]
    )


def _are_long(inside: list[Slot]) -> bool:
    """Say whether most entries are written over several lines."""
    blocks = [each for each in inside if isinstance(each.node, yaml.MappingNode)]
    long = [each for each in blocks if not each.is_flow and not written_short(each)]
    return len(long) * 2 > len(blocks)


def _flow_entry(tree: Tree, slot: Slot, step: str, meaning: Meaning) -> str:
    shape, language = slot.shape, tree.language
    key = writing.scalar(writing.key_of(shape, step, language), flow=True)
    return f"{key}: {writing.in_flow(writing.under(shape, step), meaning, language)}"


def _is_too_much(tree: Tree, slot: Slot, step: str, meaning: Meaning) -> bool:
    shape = writing.under(slot.shape, step)
    if shape.kind in (Kind.BLOCKS, Kind.ROWS):
        return True
    start, end = slot.node.start_mark.index, slot.node.end_mark.index
    used = end - line_start(tree.text, start) + 2
    return used + len(_flow_entry(tree, slot, step, meaning)) > writing.WIDTH


def _unfolded(tree: Tree, way: Way, inside: list[Slot]) -> str:
    """Return the text with a mapping of one line written on one line for each key."""
    slot, text = way[-1], tree.text
    start, end = slot.node.start_mark.index, slot.node.end_mark.index
    above = owner(way)
    if "\n" in text[start:end] or not inside or any(each.key is None for each in inside):
        return ""
    blank = " " * indent_of(tree, way)
    slices = [text[begin(text, each) : end_of(text, each.node)] for each in inside]
    if above.key is None:
        return text[:start] + f"\n{blank}".join(slices) + text[end:]
    return behind_key(
        text, colon(text, above), start, end, "\n" + "\n".join(blank + each for each in slices)
    )


def _insert_in_flow(tree: Tree, slot: Slot, inside: list[Slot], new: str, at: int) -> str:
    text = tree.text
    if not inside:
        start = slot.node.start_mark.index + 1
        return text[:start] + new + text[start:]
    first = begin(text, inside[0])
    if at == 0:
        return text[:first] + new + ", " + text[first:]
    end = end_of(text, inside[at - 1].node)
    wide = end - line_start(text, end) + 2 + len(new) >= writing.WIDTH
    column = first - line_start(text, first)
    between = ",\n" + " " * column if wide else ", "
    return text[:end] + between + new + text[end:]


# Places of a list


def insert_item(tree: Tree, way: Way, at: int, meaning: Meaning) -> str:
    """Put a value into a list, after ``at`` others."""
    slot, text = way[-1], tree.text
    if not isinstance(slot.node, yaml.SequenceNode):
        again = Tree(_listed(tree, way))
        return insert_item(again, again.walk(slot.path)[0], at, meaning)
    inside = list(tree.inside(slot))
    shape = item(slot.shape)
    if slot.is_flow or not inside:
        new = writing.in_flow(shape, meaning, tree.language)
        return _insert_in_flow(tree, slot, inside, new, at)
    start = begin(text, inside[0])
    column = start - line_start(text, start)
    long = any(not each.is_flow and isinstance(each.node, yaml.MappingNode) for each in inside)
    new = writing.row(shape, meaning, tree.language, column, long)
    return _sew_in(text, inside, new, column, at)


def item(shape: Shape) -> Shape:
    """Return what may stand at a place of a list."""
    return shape if shape.kind is Kind.CONDITIONS else writing.item(shape)


def _listed(tree: Tree, way: Way) -> str:
    """Return the text with a value that was written alone as a list of one."""
    slot, text = way[-1], tree.text
    start, end = slot.node.start_mark.index, end_of(text, slot.node)
    if isinstance(slot.node, yaml.MappingNode) and not slot.node.flow_style:
        column = start - line_start(text, start)
        body = text[start:end].replace("\n", "\n  ")
        return text[: start - column] + " " * column + "- " + body + text[end:]
    value = text[start:end]
    if isinstance(slot.node, yaml.ScalarNode):
        quote = slot.node.style if slot.node.style in ("'", '"') else ""
        value = writing.scalar(slot.node.value, flow=True, quote=quote)
    return text[:start] + f"[{value}]" + text[end:]


# Taking out, and moving


def cut(tree: Tree, slot: Slot, siblings: list[Slot]) -> str:
    """Take an entry or a place of a list out, with its lines."""
    text = tree.text
    number = next(n for n, each in enumerate(siblings) if each.path == slot.path)
    if slot.flow:
        return _cut_from_flow(text, siblings, number)
    start, end = begin(text, slot), after(text, slot)
    if text[line_start(text, start) : start].strip():
        if len(siblings) == 1:
            return text[:start] + "{}" + text[end:]
        return text[:start] + text[begin(text, siblings[number + 1]) :]
    before, behind = text[: line_start(text, start)], text[end + 1 :]
    if before.endswith("\n\n") and (not behind or behind.startswith("\n")):
        before = before[:-1]
    return before + behind


def _cut_from_flow(text: str, siblings: list[Slot], number: int) -> str:
    start, end = begin(text, siblings[number]), end_of(text, siblings[number].node)
    if number + 1 < len(siblings) and number == 0:
        return text[:start] + text[begin(text, siblings[1]) :]
    if number == 0:
        return text[:start] + text[end:]
    before = end_of(text, siblings[number - 1].node)
    gap = text[before:start]
    if "#" not in gap:
        return text[:before] + text[end:]
    if number + 1 < len(siblings):
        following = begin(text, siblings[number + 1])
        return text[:start] + text[end:following].replace(",", "", 1).lstrip(" ") + text[following:]
    return text[:before] + gap.replace(",", "", 1) + text[end:]


def reorder(tree: Tree, siblings: list[Slot], order: list[int]) -> str:
    """Write entries in another order; what stands between them stays between them."""
    text = tree.text
    spans = [
        (_with_comments(text, each, number), _unit_end(text, each))
        for number, each in enumerate(siblings)
    ]
    pieces = [text[: spans[0][0]]]
    for number, chosen in enumerate(order):
        pieces.append(text[spans[chosen][0] : spans[chosen][1]])
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        pieces.append(text[spans[number][1] : following])
    return "".join(pieces)


def _unit_end(text: str, slot: Slot) -> int:
    return end_of(text, slot.node) if slot.flow else after(text, slot)


def _with_comments(text: str, slot: Slot, number: int) -> int:
    """Return where an entry begins, the comments right above it included."""
    start = begin(text, slot)
    at = line_start(text, start)
    column = start - at
    if slot.flow or number == 0 or text[at:start].strip():
        return start
    while at:
        above = line_start(text, at - 1)
        line = text[above : at - 1]
        if not line.lstrip().startswith("#") or deep(line) != column:
            break
        at = above
    return at + column
