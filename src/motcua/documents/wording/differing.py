"""What one text says otherwise than another: by paragraphs, and within them by words.

What both have in common, :mod:`matching` finds, at a cost that is bounded.  Where
that does not reach, a place is told as replaced altogether, which is true, only
coarser.

Where paragraphs begin is not compared: a PDF does not say it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from motcua.documents.wording.matching import Cost, Run, runs

SAME, GONE, NEW, CHANGED, SKIPPED = "same", "gone", "new", "changed", "skipped"
ALIKE = 0.5
"""Where less than this part of the shorter text stayed, a passage is told as replaced."""
ROUND = 1
"""Unchanged paragraphs shown before and after a change."""
MOST_SLID = 50
"""Words by which a change is moved at most, to begin with a paragraph."""
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


class Word(NamedTuple):
    """A word with the blank before it; ``ends`` where a paragraph ends with it."""

    said: str
    ends: bool


@dataclass
class Sheet:
    """What has been compared, as it will be shown."""

    passages: list[Passage] = field(default_factory=list)
    parts: list[tuple[str, list[str]]] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)

    def write(self, kind: str, word: Word) -> None:
        """Add a word; begin a new passage where its paragraph ends."""
        self.count[kind] += 1
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


class Block(NamedTuple):
    """Some paragraphs that changed, and how many words went and came."""

    passages: list[Passage]
    gone: int
    new: int


def compared(before: Sequence[str], after: Sequence[str], around: int = ROUND) -> Comparison:
    """Compare two texts, each a paragraph an item."""
    words, passages = Cost(), list[Passage]()
    gone = new = 0
    for same, (start, end), (from_, to) in runs(before, after, Cost()):
        if same:
            passages += [Passage(SAME, (Part(SAME, each),)) for each in after[from_:to]]
            continue
        block = _by_words(before[start:end], after[from_:to], words)
        passages += block.passages
        gone, new = gone + block.gone, new + block.new
    numbered = tuple(_numbered(passages))
    changes = max((each.number for each in numbered), default=0)
    return Comparison(tuple(_shortened(numbered, around)), changes, gone, new, words.ran_out)


def _by_words(before: Sequence[str], after: Sequence[str], cost: Cost) -> Block:
    """Compare some paragraphs word by word; as wholes where hardly a word stayed."""
    old, new = _keys(before), _keys(after)
    found = list(runs(old, new, cost))
    stayed = sum(end - start for same, (start, end), _after in found if same)
    if stayed < ALIKE * min(len(old), len(new)) or not stayed:
        replaced = ((GONE, each) for each in before), ((NEW, each) for each in after)
        passages = [Passage(CHANGED, (Part(*each),)) for each in chain(*replaced)]
        return Block(passages, len(old), len(new))
    sheet = Sheet()
    words = list(_words(before)), list(_words(after))
    for kind, word in _told(_slid(list(_legible(found)), *words), *words):
        sheet.write(kind, word)
    sheet.end()
    return Block(sheet.passages, sheet.count[GONE], sheet.count[NEW])


def _told(found: Sequence[Run], old: list[Word], new: list[Word]) -> Iterator[tuple[str, Word]]:
    """Go through the words of both as they are shown: what went before what came."""
    for same, (start, end), (from_, to) in found:
        if same:
            yield from ((SAME, each) for each in new[from_:to])
            continue
        gone = old[start:end]
        if gone and to > from_:  # What came goes on in the same paragraph.
            gone[-1] = gone[-1]._replace(ends=False)
        yield from ((GONE, each) for each in gone)
        yield from ((NEW, each) for each in new[from_:to])


def _keys(paragraphs: Sequence[str]) -> list[str]:
    return [key for each in paragraphs for key in WORD.findall(each)]


def _words(paragraphs: Sequence[str]) -> Iterator[Word]:
    for paragraph in paragraphs:
        at = 0
        every = list(WORD.finditer(paragraph))
        for each in every:
            yield Word(paragraph[at : each.end()], each is every[-1])
            at = each.end()


def _legible(
    found: list[Run],
) -> Iterator[Run]:
    """Let a single word that stayed between two changes be told with them."""
    open_one: Run | None = None
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


def _slid(found: list[Run], old: list[Word], new: list[Word]) -> list[Run]:
    """Let what only went, or only came, begin where a paragraph begins, if it can as well.

    Of “A. B. C.” without B the first full stop may have gone, or the second: they
    are alike, and only the second makes sense to a reader.
    """
    for at in range(1, len(found) - 1):
        same, (start, end), (from_, to) = found[at]
        if same or (end > start) == (to > from_):
            continue
        only, one, other = (old, start, end) if end > start else (new, from_, to)
        length = found[at + 1][1][1] - found[at + 1][1][0]
        if by := _as_far(only, one, other, length):
            found[at - 1 : at + 2] = [
                _moved(found[at - 1], 0, by),
                _moved(found[at], by, by),
                _moved(found[at + 1], by, 0),
            ]
    return found


def _as_far(words: list[Word], start: int, end: int, most: int) -> int:
    """Return by how many words a gap moves until it begins a paragraph; 0 where it does not."""
    if words[start - 1].ends:
        return 0
    for by in range(1, min(most, MOST_SLID) + 1):
        if words[start + by - 1].said.strip() != words[end + by - 1].said.strip():
            return 0
        if words[start + by - 1].ends:
            return by
    return 0


def _moved(run: Run, beginning: int, ending: int) -> Run:
    same, (start, end), (from_, to) = run
    return same, (start + beginning, end + ending), (from_ + beginning, to + ending)


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
