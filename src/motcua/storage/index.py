"""Searching: words of a question, brought together with the words of cases.

Every word has the numbers of the cases in which it stands, newest first.  A
question of several words goes through them side by side, each skipping to
where another one is, and stops when the page is full; so a word that stands
everywhere costs no more than one that stands in twenty cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from heapq import heappop, heapreplace
from typing import Any, NamedTuple, Protocol

from motcua.storage.folding import words as folded_words

FRAGMENT = "#"
"""Before what stands in the middle of a code: "1123" of "261123" as well."""
SHORTEST_FRAGMENT = 3
LONGEST_WORD = 40
MOST_WORDS = 400
"""Different words of one case that can be found."""
MOST_ENDINGS = 300
"""How many words the beginning of a word may stand for."""
ASKED = 12
"""Words of a question that are looked at."""

NEWEST = -(2**31)
"""Below every number, as the newest of all would be."""
ANY = NEWEST - 1

UNKNOWN: tuple[int, frozenset[str]] = (0, frozenset())


class Found(NamedTuple):
    """Some subjects, and where the next page begins."""

    subjects: tuple[bytes, ...]
    next: int
    """Zero where nothing follows."""


class Numbers(Protocol):
    """A sorted set of numbers, such as those of one word."""

    def keys(self, min: int | None = None) -> Iterable[int]:
        """Return the numbers from ``min`` on."""


class One(NamedTuple):
    """The number of a word that only one subject has."""

    number: int

    def keys(self, min: int | None = None) -> Iterable[int]:
        """Return the number, if it is from ``min`` on."""
        return (self.number,) if min is None or self.number >= min else ()


def _numbers(stored: Any) -> Numbers:
    return One(stored) if isinstance(stored, int) else stored


def words_of(text: str, codes: Iterable[str] = ()) -> frozenset[str]:
    """Return under which words something with this text and these codes is found."""
    found = dict.fromkeys(word[:LONGEST_WORD] for word in folded_words(text))
    for code in codes:
        for part in folded_words(code):
            found[part[:LONGEST_WORD]] = None
            for start in range(1, len(part) - SHORTEST_FRAGMENT + 1):
                found[FRAGMENT + part[start:LONGEST_WORD]] = None
    return frozenset(list(found)[:MOST_WORDS])


def written(number: int, words: frozenset[str]) -> bytes:
    """Return what the index knows of a subject, as few bytes."""
    return number.to_bytes(4, "big") + " ".join(sorted(words)).encode()


def read(known: bytes | None) -> tuple[int, frozenset[str]]:
    """Return number and words; zero and none of what is not known."""
    if known is None:
        return UNKNOWN
    return int.from_bytes(known[:4], "big"), frozenset(known[4:].decode().split())


def search(
    index: Any,
    subjects: Mapping[int, bytes],
    question: str,
    size: int,
    after: int = 0,
    allowed: Callable[[bytes], bool] | None = None,
) -> Found:
    """Return up to ``size`` subjects that have all words of ``question``, newest first.

    All words must be there; the last one may be its beginning only, unless a
    space follows.  Words with a digit may also stand in the middle of a code.
    """
    terms = _terms(index, question)
    if not terms or not all(terms):
        return Found((), 0)
    found: list[bytes] = []
    last = 0
    number = _next(terms, 1 - after if after else NEWEST)
    while number is not None:
        if len(found) == size:
            return Found(tuple(found), last)
        last = -number
        subject = subjects[last]
        if allowed is None or allowed(subject):
            found.append(subject)
        number = _next(terms, number + 1)
    return Found(tuple(found), 0)


def _terms(index: Any, question: str) -> list[Term]:
    """Return for each word of the question the sets any of which may hold a number."""
    asked = folded_words(question)[:ASKED]
    unfinished = bool(question) and question[-1].isalnum()
    terms = []
    for place, word in enumerate(asked):
        beginning = unfinished and place == len(asked) - 1
        terms.append(Term(_sets(index, word[:LONGEST_WORD], beginning)))
    return sorted(terms, key=len)


def _sets(index: Any, word: str, beginning: bool) -> list[Numbers]:
    found = _beginning_with(index, word) if beginning else _exactly(index, word)
    if any(letter.isdigit() for letter in word):
        found += _beginning_with(index, FRAGMENT + word)
        found += [] if beginning else _beginning_with(index, word, but=word)
    return found


def _exactly(index: Any, word: str) -> list[Numbers]:
    numbers = index.get(word)
    return [] if numbers is None else [_numbers(numbers)]


def _beginning_with(index: Any, word: str, but: str = "") -> list[Numbers]:
    sets = []
    for known, numbers in index.items(word, word + "\U0010ffff"):
        if known != but:
            sets.append(_numbers(numbers))
        if len(sets) == MOST_ENDINGS:
            break
    return sets


class Term:
    """The numbers of all words that one word of the question may stand for.

    Each set is asked again only when the search has gone past what it said, so
    a beginning with hundreds of endings costs little more than one word.
    """

    def __init__(self, sets: list[Numbers]):
        self._sets = sets
        self._heads = [(ANY, number) for number in range(len(sets))]

    def __len__(self) -> int:
        return len(self._sets)

    def first(self, start: int) -> int | None:
        """Return the smallest number from ``start`` on; ``start`` never goes back."""
        while self._heads and self._heads[0][0] < start:
            _passed, number = self._heads[0]
            found = next(iter(self._sets[number].keys(start)), None)
            if found is None:
                heappop(self._heads)
            else:
                heapreplace(self._heads, (found, number))
        return self._heads[0][0] if self._heads else None


def _next(terms: list[Term], start: int) -> int | None:
    """Return the first number from ``start`` on that every term has."""
    sought, agreed = start, 0
    while True:
        for term in terms:
            number = term.first(sought)
            if number is None:
                return None
            agreed = agreed + 1 if number == sought else 1
            sought = number
            if agreed >= len(terms):
                return sought
