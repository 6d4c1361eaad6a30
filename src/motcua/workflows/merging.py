"""Bringing two texts together that both go out from a third one.

Where only one of the two changed some lines, that change is taken; where both
changed the same lines in different ways, one's own lines stand and the place
is told, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Clash:
    """Lines that both have changed in different ways."""

    line: int
    """Where one's own lines begin in the text that was brought together."""
    base: tuple[str, ...]
    theirs: tuple[str, ...]
    mine: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Two texts brought together, and where that needs a person."""

    text: str
    clashes: tuple[Clash, ...] = ()


def joined(base: str, theirs: str, mine: str) -> Joined:
    """Return what both made of ``base``, taken together."""
    old, other, own = (text.splitlines() for text in (base, theirs, mine))
    lines: list[str] = []
    clashes: list[Clash] = []
    for start, end, from_theirs, from_mine in _pieces(old, other, own):
        was = old[start:end]
        if from_mine == from_theirs or from_theirs == was:
            lines += from_mine
        elif from_mine == was:
            lines += from_theirs
        else:
            clash = Clash(len(lines) + 1, tuple(was), tuple(from_theirs), tuple(from_mine))
            clashes.append(clash)
            lines += from_mine
    return Joined("".join(f"{line}\n" for line in lines), tuple(clashes))


def _pieces(
    old: list[str], theirs: list[str], mine: list[str]
) -> Iterator[tuple[int, int, list[str], list[str]]]:
    """Cut the three texts at the lines that all of them share."""
    in_theirs, in_mine = _places(old, theirs), _places(old, mine)
    shared = [number for number in range(len(old)) if number in in_theirs and number in in_mine]
    at = at_theirs = at_mine = 0
    for number in (*shared, len(old)):
        to_theirs = in_theirs.get(number, len(theirs))
        to_mine = in_mine.get(number, len(mine))
        yield at, number, theirs[at_theirs:to_theirs], mine[at_mine:to_mine]
        if number < len(old):
            yield number, number + 1, [old[number]], [old[number]]
        at, at_theirs, at_mine = number + 1, to_theirs + 1, to_mine + 1


def _places(old: list[str], new: list[str]) -> dict[int, int]:
    """Return where each line of ``old`` that stayed stands in ``new``."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return {
        block.a + offset: block.b + offset
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }


@dataclass(frozen=True)
class Row:
    """A line of two texts side by side."""

    kind: str
    """``same``, ``changed``, ``gone``, ``new`` or ``skipped``."""
    before: str = ""
    after: str = ""
    number_before: int = 0
    number_after: int = 0


def side_by_side(before: str, after: str, around: int = 3) -> list[Row]:
    """Return two texts next to each other, without long stretches that are the same."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    rows: list[Row] = []
    for group in matcher.get_grouped_opcodes(around):
        if group[0][1] or group[0][3]:
            rows.append(Row("skipped"))
        for tag, old_from, old_to, new_from, new_to in group:
            rows += _rows(tag, old, new, (old_from, old_to), (new_from, new_to))
    return rows


def _rows(
    tag: str, old: list[str], new: list[str], before: tuple[int, int], after: tuple[int, int]
) -> Iterator[Row]:
    for offset in range(max(before[1] - before[0], after[1] - after[0])):
        at, to = before[0] + offset, after[0] + offset
        has_old, has_new = at < before[1], to < after[1]
        kind = "same" if tag == "equal" else "changed"
        if not has_old:
            kind = "new"
        elif not has_new:
            kind = "gone"
        yield Row(
            kind,
            old[at] if has_old else "",
            new[to] if has_new else "",
            at + 1 if has_old else 0,
            to + 1 if has_new else 0,
        )
