"""The words under which cases are found."""

from __future__ import annotations

from collections.abc import Callable

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from motcua.storage import index
from motcua.storage.content.shelves import Shelf


class SearchIndex(Persistent):
    """Which words stand in which case; newest first.

    Invariants: the worker alone writes here, so numbers are given without a
    quarrel: the later a subject was first found, the higher its number.
    ``words`` holds under each word the numbers below zero of the subjects that
    have it, so the newest stands first; under a word of one subject only, such
    as the end of its code, the bare number stands.  ``known`` says of each subject its
    number and the words under which it stands, to be taken out of them exactly.
    """

    last: int = 0

    def __init__(self) -> None:
        self.words = OOBTree()
        self.subjects = IOBTree()
        self.known = Shelf()

    def enter(self, subject: bytes, words: frozenset[str]) -> bool:
        """Let ``subject`` be found under ``words`` and no others; say if anything changed."""
        number, before = index.read(self.known.get(subject))
        if before == words and number:
            return False
        if not number:
            self.last = number = self.last + 1
            self.subjects[number] = subject
        for word in before - words:
            self._strike(word, number)
        for word in words - before:
            self._enter(word, -number)
        self.known[subject] = index.written(number, words)
        return True

    def forget(self, subject: bytes) -> None:
        """Let ``subject`` be found no more."""
        number, words = index.read(self.known.pop(subject))
        for word in words:
            self._strike(word, number)
        self.subjects.pop(number, None)

    def _enter(self, word: str, number: int) -> None:
        found = self.words.get(word)
        if found is None:
            self.words[word] = number
        elif isinstance(found, int):
            self.words[word] = IITreeSet((found, number))
        else:
            found.insert(number)

    def _strike(self, word: str, number: int) -> None:
        found = self.words[word]
        if not isinstance(found, int):
            found.remove(-number)
        if isinstance(found, int) or not found:
            del self.words[word]

    def search(
        self,
        words: str,
        size: int = 20,
        after: int = 0,
        allowed: Callable[[bytes], bool] | None = None,
    ) -> index.Found:
        """Return up to ``size`` subjects that have all ``words``, newest first.

        ``allowed`` is asked of each before it counts; ``after`` is the number
        with which the page before ended.
        """
        return index.search(self.words, self.subjects, words, size, after, allowed)
