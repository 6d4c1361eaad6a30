"""Writing one value anew: a single one in its old form, or the whole of a larger one."""

from __future__ import annotations

import yaml

from motcua.workflows.editing import writing
from motcua.workflows.editing.lines import (
    Way,
    colon,
    deep,
    indent_of,
    line_end,
    line_start,
    owner,
)
from motcua.workflows.editing.meaning import Meaning
from motcua.workflows.editing.places import Slot, Tree, end_of


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
        at = deep(body.split("\n")[0]) if body else column
        return sign + writing.lines_of(said, at).removeprefix("|-")
    return writing.scalar(said, flow=False)


def _refolded(lines: list[str], said: str) -> str:
    """Return a paragraph: lines at its beginning and end that stay the same are left alone."""
    blank = " " * deep(lines[0])
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
    return behind_key(text, sign, start, sign + 1 if slot.is_empty else end_of(text, node), new)


def behind_key(text: str, sign: int, start: int, end: int, new: str) -> str:
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
