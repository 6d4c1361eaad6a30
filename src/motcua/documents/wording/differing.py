"""What one text says otherwise than another: by paragraphs, and within them by words.

Comparing everything with everything costs the square of the length, and whoever
writes a text can choose one for which it costs more.  So both texts are first
hung up on what stands in each of them exactly once and in the same order (as in
Bram Cohen's patience diff); what lies between two such places is small as a rule
and is compared as a whole, as long as the comparison has not cost too much.
After that the rest of a place is told as changed altogether, which is true,
only coarser.  Reading such a text costs its length times a small number.

Where paragraphs begin is not compared: a PDF does not say it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW, CHANGED, SKIPPED = "same", "gone", "new", "changed", "skipped"
SMALL = 2500
"""Pairs up to which two pieces are compared with each other as wholes."""
MOST_PAIRS = 2_000_000
"""Pairs in one comparison altogether."""
DEEPEST = 12
"""How often a gap is divided by what stands once in it."""
ALIKE = 0.5
"""Where less than this part of the shorter text stayed, a passage is told as replaced."""
ROUND = 1
"""Unchanged paragraphs shown before and after a change."""
WORD = re.compile(r"\d[\d.,/:%-]*\d|\w+|[^\w\s]")


@dataclass(frozen=True)
class Part:
    """Some words that stayed, went or came."""

    kind: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A paragraph that stayed or changed, or a number of paragraphs left out."""

    kind: str
    parts: tuple[Part, ...] = ()
    number: int = 0
    """Of the change that begins here; 0 where none begins."""
    skipped: int = 0


@dataclass(frozen=True)
class Comparison:
    """What differs between two texts."""

    passages: tuple[Passage, ...]
    changes: int
    words_gone: int
    words_new: int
    coarse: bool
    """Whether it would have cost too much to compare everything word by word."""


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


class Word(NamedTuple):
    """A word with the blank before it; ``ends`` where a paragraph ends with it."""

    said: str
    key: str
    ends: bool


@dataclass
class Sheet:
    """What has been compared, as it will be shown."""

    passages: list[Passage] = field(default_factory=list)
    parts: list[tuple[str, list[str]]] = field(default_factory=list)

    def write(self, kind: str, word: Word) -> None:
        """Add a word; begin a new passage where its paragraph ends."""
        if self.parts and self.parts[-1][0] == kind:
            self.parts[-1][1].append(word.said)
        else:
            self.parts.append((kind, [word.said]))
        if word.ends:
            self.end()

    def end(self) -> None:
        """End the passage."""
        if self.parts:
            parts = tuple(Part(kind, "".join(said)) for kind, said in self.parts)
            kind = SAME if all(each.kind == SAME for each in parts) else CHANGED
            self.passages.append(Passage(kind, parts))
            self.parts = []


def compared(before: Sequence[str], after: Sequence[str], around: int = ROUND) -> Comparison:
    """Compare two texts, each a paragraph an item."""
    cost, sheet = Cost(), Sheet()
    gone = new = 0
    for same, (start, end), (from_, to) in runs(before, after, cost):
        if same:
            sheet.passages += [Passage(SAME, (Part(SAME, each),)) for each in after[from_:to]]
            continue
        for kind, word in _by_words(before[start:end], after[from_:to], cost):
            sheet.write(kind, word)
            gone += kind == GONE
            new += kind == NEW
        sheet.end()
    numbered = tuple(_numbered(sheet.passages))
    changes = max((each.number for each in numbered), default=0)
    return Comparison(tuple(_shortened(numbered, around)), changes, gone, new, cost.ran_out)


def runs(
    before: Sequence[Hashable], after: Sequence[Hashable], cost: Cost
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
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
    times, places = Counter(new), {each: at for at, each in enumerate(new)}
    once = Counter(old)
    pairs = [
        (gap.before[0] + at, gap.after[0] + places[each])
        for at, each in enumerate(old)
        if once[each] == 1 and times[each] == 1
    ]
    return _rising(pairs)


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


def _by_words(
    before: Sequence[str], after: Sequence[str], cost: Cost
) -> Iterator[tuple[str, Word]]:
    """Compare some paragraphs word by word; as wholes where hardly a word stayed."""
    old, new = list(_words(before)), list(_words(after))
    found = list(runs([each.key for each in old], [each.key for each in new], cost))
    stayed = sum(end - start for same, (start, end), _after in found if same)
    apart = stayed < ALIKE * min(len(old), len(new))
    if apart:
        found = [(False, (0, len(old)), (0, len(new)))]
    for same, (start, end), (from_, to) in _legible(found):
        if same:
            yield from ((SAME, each) for each in new[from_:to])
            continue
        gone = old[start:end]
        if gone and to > from_ and not apart:  # What came goes on in the same paragraph.
            gone[-1] = gone[-1]._replace(ends=False)
        yield from ((GONE, each) for each in gone)
        yield from ((NEW, each) for each in new[from_:to])


def _words(paragraphs: Sequence[str]) -> Iterator[Word]:
    for paragraph in paragraphs:
        at = 0
        every = list(WORD.finditer(paragraph))
        for each in every:
            yield Word(paragraph[at : each.end()], each[0], each is every[-1])
            at = each.end()


def _legible(
    found: list[tuple[bool, tuple[int, int], tuple[int, int]]],
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Let a single word that stayed between two changes be told with them."""
    open_one: tuple[bool, tuple[int, int], tuple[int, int]] | None = None
    for number, (same, old, new) in enumerate(found):
        alone = old[1] - old[0] == 1 and 0 < number < len(found) - 1
        if same and not alone:
            if open_one:
                yield open_one
            open_one = None
            yield same, old, new
        elif open_one:
            open_one = (False, (open_one[1][0], old[1]), (open_one[2][0], new[1]))
        else:
            open_one = (False, old, new)
    if open_one:
        yield open_one


def _numbered(passages: list[Passage]) -> Iterator[Passage]:
    """Number the changes: passages that follow upon each other are one."""
    number, before = 0, SAME
    for each in passages:
        if each.kind == CHANGED and before != CHANGED:
            number += 1
            yield Passage(CHANGED, each.parts, number)
        else:
            yield each
        before = each.kind


def _shortened(passages: Sequence[Passage], around: int) -> Iterator[Passage]:
    """Leave out what did not change, apart from what stands around a change."""
    near = {
        at + step
        for at, each in enumerate(passages)
        if each.kind == CHANGED
        for step in range(-around, around + 1)
    }
    skipped = 0
    for at, each in enumerate(passages):
        if at not in near:
            skipped += 1
            continue
        if skipped:
            yield Passage(SKIPPED, skipped=skipped)
            skipped = 0
        yield each
    if skipped:
        yield Passage(SKIPPED, skipped=skipped)
