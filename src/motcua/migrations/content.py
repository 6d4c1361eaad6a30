"""What is stored of bringing cases over: which cases run, and what was done with them.

A run of twenty thousand cases must not write twenty thousand keys again and
again: they are cut into batches when it starts, and each batch is written when
it is its turn, together with what its cases were before.

The named tuples are remembered inside batches: fields may be added at the end,
with a default, never moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from motcua.deadlines.clock import Clock
from motcua.storage.content import Tree

SIZE = 8
"""Bytes of the key of a case."""
BATCH = 100
"""Cases in one batch, which is one transaction."""


class Before(NamedTuple):
    """What a case was before it was brought over, so that it can be brought back."""

    key: bytes
    revision: int
    """The track's revision when it had been brought over: another one means it has moved since."""
    state: str
    came_from: str
    clock: Clock | None
    step_clock: Clock | None
    fired: tuple[str, ...]


class Kept(NamedTuple):
    """A case that was left as it was, and why."""

    key: bytes
    code: str
    kind: str
    """One of the kinds of :mod:`motcua.migrations.reasons`."""
    about: str = ""
    """What the sentence of that kind names."""


class Batch(Persistent):
    """Some cases of a run, which are undone together; brought over a part at a time."""

    keys: bytes = b""
    taken: int = 0
    """How many of them have been looked at, as long as not all have."""
    done_at: datetime | None = None
    before: tuple[Before, ...] = ()
    kept: tuple[Kept, ...] = ()
    undone_at: datetime | None = None
    undone_by: str = ""
    undone_reason: str = ""
    brought_back: int = 0

    def __init__(self, keys: bytes):
        self.keys = keys

    def __iter__(self) -> Iterator[bytes]:
        return (self.keys[at : at + SIZE] for at in range(0, len(self.keys), SIZE))

    def __len__(self) -> int:
        return len(self.keys) // SIZE

    def part(self, most: int) -> list[bytes]:
        """Return the keys of the next cases, so many at the most."""
        left = self.keys[self.taken * SIZE : (self.taken + most) * SIZE]
        return [left[at : at + SIZE] for at in range(0, len(left), SIZE)]


class Brake(Persistent):
    """That somebody wants a run to stop, or all of it to be undone.

    Apart from the run, which the worker writes with every batch: to pull the
    brake meets nobody.
    """

    pulled_at: datetime | None = None
    pulled_by: str = ""
    undo_at: datetime | None = None
    """Set while the worker undoes batch after batch, the last one first."""
    undo_by: str = ""
    undo_by_name: str = ""
    undo_reason: str = ""


class Run(Persistent):
    """One bringing over of the running cases of a version to another.

    Invariants: every case that ran when it started stands in one of the
    ``batches``, or in ``later``; ``next`` is the first batch that is not done.
    Only the worker changes ``next``, ``later`` and the numbers, in the
    transaction that brings the cases over.
    """

    number: int = 0
    procedure: str = ""
    from_version: int = 0
    to_version: int = 0
    from_digest: str = ""
    to_digest: str = ""
    stamp: str = ""
    """Of the plan that was carried out."""
    mapping: Mapping[str, str] = {}
    may_close: bool = False
    rule: str = ""
    reason: str = ""
    count: int = 0
    """Cases that ran when it started."""
    started_at: datetime | None = None
    started_by: str = ""
    started_by_name: str = ""
    finished_at: datetime | None = None
    next: int = 0
    moved: int = 0
    left: int = 0
    """Cases that were left as they were."""
    later: bytes = b""
    """Keys of cases on which somebody was acting: they are tried again after the others."""
    tries: int = 0
    """How often what was put off has been tried again."""
    brake: Brake
    batches: Any = None

    def __init__(self, keys: bytes, **facts: Any):
        self.__dict__.update(facts)
        self.brake = Brake()
        self.batches = IOBTree()
        self.add(keys)

    def add(self, keys: bytes) -> None:
        """Let these cases be brought over, behind the others."""
        for at in range(0, len(keys), BATCH * SIZE):
            self.batches[len(self.batches)] = Batch(keys[at : at + BATCH * SIZE])

    @property
    def is_stopped(self) -> bool:
        """Say whether it waits until somebody lets it go on."""
        return self.finished_at is None and self.brake.pulled_at is not None

    @property
    def is_running(self) -> bool:
        """Say whether the worker has more to do on it."""
        return self.finished_at is None and self.brake.pulled_at is None

    @property
    def is_undoing(self) -> bool:
        """Say whether the worker is undoing all of it."""
        return self.brake.undo_at is not None

    @property
    def brought_back(self) -> int:
        """How many cases were brought back."""
        return sum(batch.brought_back for batch in self.batches.values())

    @property
    def looked_at(self) -> int:
        """How many cases are done with, brought over or left."""
        return self.moved + self.left

    @property
    def share(self) -> int:
        """How much of it is done, in per cent."""
        return 100 * self.looked_at // self.count if self.count else 100


class Migrations(Persistent):
    """Every run, and which cases run under which version.

    Invariants: a case that runs stands in ``running`` under ``procedure/version``
    as soon as the worker has looked at it, and in no other place; the worker
    alone writes there, from what has changed, so no step waits for it.  Who
    reads looks at what has changed as well.
    """

    def __init__(self) -> None:
        self.runs = IOBTree()
        self.running = OOBTree()

    def tree(self, name: str) -> Tree:
        """Return the keys of the cases that run under ``procedure/version``."""
        found = self.running.get(name)
        if found is None:
            found = self.running[name] = Tree()
        return found
