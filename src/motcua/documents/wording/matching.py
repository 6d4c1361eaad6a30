"""What two sequences have in common, found at a cost that is bounded.

Comparing everything with everything costs the square of the length, and whoever
writes a text can choose one for which it costs more.  So both are first hung up
on what stands in each of them exactly once and in the same order (as in Bram
Cohen's patience diff); what lies between two such places is small as a rule and
is compared as a whole, as long as the comparison has not cost too much.  After
that nothing is found any more.  So it costs the length times a small number,
whatever the texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SMALL = 2500
"""Pairs up to which two pieces are compared with each other as wholes."""
MOST_PAIRS = 2_000_000
"""Pairs in one comparison altogether."""
DEEPEST = 12
"""How often a gap is divided by what stands once in it."""
RUNS = (1, 4)
"""What is looked for that stands once: single ones, and where there are none, so many in a row."""

Run = tuple[bool, tuple[int, int], tuple[int, int]]
"""Whether it is the same, and from where to where it goes in each."""


@dataclass(frozen=True)
class Gap:
    """A piece of each text, of which it is not known yet what they have in common."""

    before: tuple[int, int]
    after: tuple[int, int]
    depth: int = 0

    @property
    def pairs(self) -> int:
        """Return how many pairs would have to be compared."""
        return (self.before[1] - self.before[0]) * (self.after[1] - self.after[0])


@dataclass
class Cost:
    """How much one comparison may still compare."""

    left: int = MOST_PAIRS
    ran_out: bool = False

    def allows(self, pairs: int) -> bool:
        """Spend what comparing so many pairs costs; say whether there was enough."""
        if pairs > SMALL or pairs > self.left:
            self.ran_out = True
            return False
        self.left -= pairs
        return True


def runs(before: Sequence[Hashable], after: Sequence[Hashable], cost: Cost) -> Iterator[Run]:
    """Go through both texts together: what is the same, and what is not, by turns."""
    i = j = 0
    for start, from_, length in _joined(matches(before, after, cost)):
        if start > i or from_ > j:
            yield False, (i, start), (j, from_)
        yield True, (start, start + length), (from_, from_ + length)
        i, j = start + length, from_ + length
    if i < len(before) or j < len(after):
        yield False, (i, len(before)), (j, len(after))


def _joined(found: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Put together what follows upon another without a gap."""
    open_one: tuple[int, int, int] | None = None
    for start, from_, length in sorted(found):
        if open_one and (open_one[0] + open_one[2], open_one[1] + open_one[2]) == (start, from_):
            open_one = (open_one[0], open_one[1], open_one[2] + length)
            continue
        if open_one:
            yield open_one
        open_one = (start, from_, length)
    if open_one:
        yield open_one


def matches(
    before: Sequence[Hashable], after: Sequence[Hashable], cost: Cost
) -> list[tuple[int, int, int]]:
    """Return what stands in both, as place before, place after and length."""
    found: list[tuple[int, int, int]] = []
    open_gaps = [Gap((0, len(before)), (0, len(after)))]
    while open_gaps:
        gap, ends = _without_ends(before, after, open_gaps.pop())
        found += ends
        if not gap.pairs:
            continue
        anchors = _anchors(before, after, gap) if gap.depth < DEEPEST else []
        if anchors:
            found += [(i, j, 1) for i, j in anchors]
            open_gaps += _between(gap, anchors)
        elif cost.allows(gap.pairs):
            found += _as_wholes(before, after, gap)
    return found


def _without_ends(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: Gap
) -> tuple[Gap, list[tuple[int, int, int]]]:
    """Take off what both pieces begin and end with."""
    (i, i_end), (j, j_end) = gap.before, gap.after
    while i < i_end and j < j_end and before[i] == after[j]:
        i, j = i + 1, j + 1
    while i < i_end and j < j_end and before[i_end - 1] == after[j_end - 1]:
        i_end, j_end = i_end - 1, j_end - 1
    ends = [(gap.before[0], gap.after[0], i - gap.before[0]), (i_end, j_end, gap.before[1] - i_end)]
    return Gap((i, i_end), (j, j_end), gap.depth), [each for each in ends if each[2]]


def _anchors(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: Gap
) -> list[tuple[int, int]]:
    """Return what stands exactly once in each piece: as many as stand in the same order."""
    old, new = before[slice(*gap.before)], after[slice(*gap.after)]
    for length in RUNS:
        found = _once(_in_a_row(old, length), _in_a_row(new, length))
        if found:
            return _rising([(gap.before[0] + i, gap.after[0] + j) for i, j in found])
    return []


def _in_a_row(text: Sequence[Hashable], length: int) -> Sequence[Hashable]:
    if length == 1:
        return text
    return list(zip(*(text[start:] for start in range(length)), strict=False))


def _once(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places, in both, of what stands exactly once in each."""
    times, places = Counter(new), {each: at for at, each in enumerate(new)}
    single = Counter(old)
    return [
        (at, places[each]) for at, each in enumerate(old) if single[each] == 1 and times[each] == 1
    ]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs whose second number rises too (by piles of cards)."""
    tops: list[int] = []
    on_top: list[int] = []
    below: list[int] = []
    for at, (_place, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        below.append(on_top[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        on_top[pile : pile + 1] = [at]
    found, at = [], on_top[-1] if on_top else -1
    while at >= 0:
        found.append(pairs[at])
        at = below[at]
    return found[::-1]


def _between(gap: Gap, anchors: list[tuple[int, int]]) -> Iterator[Gap]:
    i, j = gap.before[0], gap.after[0]
    for start, from_ in [*anchors, (gap.before[1], gap.after[1])]:
        yield Gap((i, start), (j, from_), gap.depth + 1)
        i, j = start + 1, from_ + 1


def _as_wholes(
    before: Sequence[Hashable], after: Sequence[Hashable], gap: Gap
) -> Iterator[tuple[int, int, int]]:
    matcher = SequenceMatcher(
        None, before[slice(*gap.before)], after[slice(*gap.after)], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        if block.size:
            yield gap.before[0] + block.a, gap.after[0] + block.b, block.size
