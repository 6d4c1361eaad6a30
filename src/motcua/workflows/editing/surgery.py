"""Cutting and sewing: one value, entry or line put in, taken out or moved.

Each function takes a tree and a place, and returns the whole new text.
Whatever is not the matter of the change keeps every letter: comments, blank
lines, order, quotes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from motcua.workflows import keys
from motcua.workflows.editing import writing
from motcua.workflows.editing.meaning import Meaning, said_at
from motcua.workflows.editing.places import Slot, Tree, end_of, written_short
from motcua.workflows.shapes import SAID, Kind, Shape

COMMENT = re.compile(r"[ \t]*(?:#.*)?")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
Way = Sequence[Slot]
"""The places from the top to one place."""


def line_start(text: str, at: int) -> int:
    """Return where the line of ``at`` begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of ``at`` ends, its line break not counted."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def after(text: str, slot: Slot) -> int:
    """Return where the lines of an entry end: with its comments, those below it that are deeper."""
    end = line_end(text, end_of(text, slot.node))
    column = begin(text, slot) - line_start(text, begin(text, slot))
    while end < len(text):
        line = text[end + 1 : line_end(text, end + 1)]
        deep = len(line) - len(line.lstrip(" "))
        if not line.lstrip().startswith("#") or deep <= column:
            break
        end += 1 + len(line)
    return end


def begin(text: str, slot: Slot) -> int:
    """Return where an entry begins: at its key, or at its dash."""
    if slot.key is not None:
        return int(slot.key.start_mark.index)
    start = int(slot.node.start_mark.index)
    return start if slot.flow else text.rindex("-", 0, max(start, 1))


def colon(text: str, slot: Slot) -> int:
    """Return where the ``:`` after a key stands."""
    assert slot.key is not None
    return text.index(":", slot.key.end_mark.index)


def owner(way: Way) -> Slot:
    """Return the place whose key or dash stands before the value; the top has none."""
    return next((slot for slot in reversed(way) if not slot.in_short), way[0])


# One value


def change_scalar(tree: Tree, way: Way, said: str) -> str:
    """Put another single value where one stands, quoted as before."""
    slot, text = way[-1], tree.text
    node = slot.node
    assert isinstance(node, yaml.ScalarNode)
    said = writing.in_words(slot.shape, said, tree.language)
    start, end = node.start_mark.index, end_of(text, node)
    if node.style in ("|", ">") and not slot.flow:
        column = indent_of(tree, way)
        return text[:start] + _in_block(text[start:end], said, column) + text[end:]
    if "\n" in said and not slot.flow:
        return rewrite(tree, way, said)
    quote = node.style if node.style in ("'", '"') else ""
    new = writing.scalar(said, flow=slot.flow, quote=quote)
    return text[:start] + new + _kept_in_line(text, start, end, len(new))


def _kept_in_line(text: str, start: int, end: int, length: int) -> str:
    """Return what follows a value; a comment beside it keeps its column where it can."""
    eol = line_end(text, end)
    tail = text[end:eol]
    gap = len(tail) - len(tail.lstrip(" "))
    if gap > 1 and tail[gap:].startswith("#") and "\n" not in text[start:end]:
        return " " * max(2, gap + (end - start) - length) + tail[gap:] + text[eol:]
    return text[end:]


def _in_block(old: str, said: str, column: int) -> str:
    """Return a value in the form of an old one of ``>-`` or ``|``."""
    head, _sep, body = old.partition("\n")
    if head.startswith(">") and "\n" not in said and " " in said and "  " not in said:
        return head + "\n" + _refolded(body.split("\n"), said)
    if head.startswith("|") or "\n" in said:
        sign = head.replace(">", "|")
        deep = _deep(body.split("\n")[0]) if body else column
        return sign + writing.lines_of(said, deep).removeprefix("|-")
    return writing.scalar(said, flow=False)


def _refolded(lines: list[str], said: str) -> str:
    """Return a paragraph: lines at its beginning and end that stay the same are left alone."""
    blank = " " * _deep(lines[0])
    words = [line.strip() for line in lines]
    head = 0
    while head < len(words) - 1 and words[head] and said.startswith(words[head] + " "):
        said = said[len(words[head]) + 1 :]
        head += 1
    tail = len(words)
    while tail - 1 > head and words[tail - 1] and said.endswith(" " + words[tail - 1]):
        tail -= 1
        said = said[: -len(words[tail]) - 1]
    return "\n".join([*lines[:head], writing.folded(said, len(blank)), *lines[tail:]])


def _deep(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def indent_of(tree: Tree, way: Way) -> int:
    """Return in which column something under the key or dash of a place is written."""
    slot = owner(way)
    at = begin(tree.text, slot) if slot.path else 0
    return at - line_start(tree.text, at) + writing.STEP


def rewrite(tree: Tree, way: Way, meaning: Meaning) -> str:
    """Write the whole of a value anew."""
    slot, text = way[-1], tree.text
    shape, node = slot.shape, slot.node
    if slot.flow:
        return _rewrite_in_flow(tree, slot, meaning)
    above = owner(way)
    if above.key is None:
        column = indent_of(tree, way) - writing.STEP
        new = writing.row(shape, meaning, tree.language, column).lstrip()[2:]
        return text[: node.start_mark.index] + new + text[end_of(text, node) :]
    sign = colon(text, above)
    column = indent_of(tree, way) - writing.STEP
    used = sign + 1 - line_start(text, sign)
    new = writing.after_key(shape, meaning, tree.language, column, used)
    start = sign + 1 if slot.is_empty else node.start_mark.index
    return _behind_key(text, sign, start, sign + 1 if slot.is_empty else end_of(text, node), new)


def _behind_key(text: str, sign: int, start: int, end: int, new: str) -> str:
    """Put ``new`` behind a key; a comment on the line of the key stays there."""
    same_line = "\n" not in text[sign:start]
    head, line_break, rest = new.partition("\n")
    if same_line:
        eol = line_end(text, end)
        beside = text[end:eol]
        gap = text[sign + 1 : start] or " "
        if not head.strip():
            gap = ""
        return text[: sign + 1] + gap + head.strip() + beside + line_break + rest + text[eol:]
    eol = line_end(text, sign)
    return text[: sign + 1] + head + text[sign + 1 : eol] + line_break + rest + text[end:]


def _rewrite_in_flow(tree: Tree, slot: Slot, meaning: Meaning) -> str:
    text = tree.text
    new = writing.in_flow(slot.shape, meaning, tree.language)
    start, end = slot.node.start_mark.index, end_of(text, slot.node)
    if slot.is_empty and slot.key is not None:
        has_colon = text[slot.key.end_mark.index : start].strip() == ":"
        return text[:start] + (" " if has_colon else ": ") + new + text[end:]
    return text[:start] + new + text[end:]


# Entries of a mapping


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
    return _behind_key(
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
    kept = gap.replace(",", "", 1).rstrip() if "#" in gap else ""
    return text[:before] + kept + text[end:]


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
        if not line.lstrip().startswith("#") or _deep(line) != column:
            break
        at = above
    return at + column
