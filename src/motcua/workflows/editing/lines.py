"""Lines of a text: where an entry begins, and where the last line that belongs to it ends."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.workflows.editing import writing
from motcua.workflows.editing.places import Slot, Tree, end_of

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
        if not line.lstrip().startswith("#") or deep(line) <= column:
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


def deep(line: str) -> int:
    """Return how far a line is indented."""
    return len(line) - len(line.lstrip(" "))


def indent_of(tree: Tree, way: Way) -> int:
    """Return in which column something under the key or dash of a place is written."""
    slot = owner(way)
    at = begin(tree.text, slot) if slot.path else 0
    return at - line_start(tree.text, at) + writing.STEP
