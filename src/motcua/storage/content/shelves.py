"""Trees and shelves: what is found by its key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zlib import crc32

from BTrees.OOBTree import OOBTree
from persistent import Persistent


class Tree(OOBTree):
    """A sorted tree with small leaves: a change writes few bytes.

    Smaller leaves would divide more often, and a division writes three objects.
    """

    max_leaf_size = 12
    max_internal_size = 32


class Shelf(Persistent):
    """Things that are found by a random key, such as cases by theirs.

    Invariant: a key stands in the tree that its checksum chooses, and nowhere
    else; so two people who put things here at once rarely meet.
    """

    BREADTH = 64

    def __init__(self) -> None:
        self.trees = tuple(Tree() for _each in range(self.BREADTH))

    def _tree(self, key: bytes) -> Tree:
        return self.trees[crc32(key) % len(self.trees)]

    def __getitem__(self, key: bytes) -> Any:
        return self._tree(key)[key]

    def get(self, key: bytes, default: Any = None) -> Any:
        """Return what stands under ``key``, or ``default``."""
        return self._tree(key).get(key, default)

    def __setitem__(self, key: bytes, thing: Any) -> None:
        self._tree(key)[key] = thing

    def __delitem__(self, key: bytes) -> None:
        del self._tree(key)[key]

    def pop(self, key: bytes, default: Any = None) -> Any:
        """Take away what stands under ``key`` and return it."""
        return self._tree(key).pop(key, default)

    def __contains__(self, key: bytes) -> bool:
        return key in self._tree(key)

    def __iter__(self) -> Iterator[bytes]:
        """Go through every key, in no order; of use to the worker and to checks only."""
        for tree in self.trees:
            yield from tree

    def items(self) -> Iterator[tuple[bytes, Any]]:
        """Go through everything, in no order."""
        for tree in self.trees:
            yield from tree.items()

    def __len__(self) -> int:
        """Count everything, which takes as long as there are things."""
        return sum(map(len, self.trees))
