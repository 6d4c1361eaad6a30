"""What the things of each capability are found by.

Search knows subjects by their keys only.  A capability lends a function that
says under which text and codes one of its subjects is found; the worker asks
them all when a subject has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from motcua.storage.index import words_of


class Described(NamedTuple):
    """Under what something is found."""

    text: str
    codes: tuple[str, ...] = ()
    """Codes are found by any three characters of a part of them, too."""


Describe = Callable[[Any, bytes], Described | None]


class Findable:
    """Who can say what a subject is found by."""

    def __init__(self) -> None:
        self._describe: list[Describe] = []

    def lend(self, describe: Describe) -> None:
        """Let ``describe(root, subject)`` answer, or return ``None`` for what is not its own."""
        self._describe.append(describe)

    def enter(self, root: Any, subject: bytes) -> bool:
        """Bring the index up to date about ``subject``; say whether it changed."""
        for describe in self._describe:
            described = describe(root, subject)
            if described is not None:
                return root.search.enter(subject, words_of(*described))
        return False
