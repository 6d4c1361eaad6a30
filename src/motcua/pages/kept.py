"""Small things worked out once and kept as long as they hold.

A line of a list, an entry of a journal: set as markup again and again, and
the same each time.  What they hang on is their key; nothing is ever looked up
that may have changed under the same key.  When there are too many, all are
forgotten, which is simple and safe between threads.

What is read from the database hangs on its :func:`version`.  Who may read it is
never kept: that is asked before, each time.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Up to ``most`` things, by what they hang on."""

    def __init__(self, most: int):
        self.most = most
        self._things: dict[Hashable, T] = {}

    def get(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """Return what is kept under ``key``, worked out where it is not.

        Without a key (``None``) nothing is kept.
        """
        if key is None:
            return work_out()
        found = self._things.get(key)
        if found is None:
            found = work_out()
            if len(self._things) >= self.most:
                self._things.clear()
            self._things[key] = found
        return found

    def __len__(self) -> int:
        return len(self._things)

    def forget(self) -> None:
        """Forget everything."""
        self._things.clear()


def version(*stored: Any) -> tuple[bytes, ...] | None:
    """Return what changes whenever one of these persistent things is changed.

    ``None`` while one of them is new or being changed: what is seen of it now
    may be undone, or be stored under a version that nobody knows yet.
    """
    for each in stored:
        each._p_activate()
        if each._p_jar is None or each._p_changed:
            return None
    return tuple(each._p_serial for each in stored)
