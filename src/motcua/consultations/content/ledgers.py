"""What became of remarks: written by the asking side alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from motcua.storage.content import Lean
from motcua.storage.shortening import INSTANT, Way


class Explanation(Lean):
    """What the asker makes of one remark, and why (tiếp thu, giải trình)."""

    STORED: ClassVar[tuple[str, ...]] = (
        "kind",
        "words",
        "at",
        "by",
        "by_name",
        "position",
        "on_behalf_of",
        "revision",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT}
    kind: str = ""
    """accepted, partly, kept, condition."""
    words: str = ""
    """How it is taken up, or why not."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    position: Any = ""
    on_behalf_of: str = ""
    revision: int = 0
    """Grows by one at each change: whoever began from an older one is told."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Departure(NamedTuple):
    """Why the case is decided against a body that disagreed."""

    at: datetime
    by: str
    by_name: str
    reason: str
    revision: int = 1


class Ledger(Lean):
    """What became of the remarks about one case; written by the asking side alone.

    Invariants: a remark is known by its request and by what it says, so that an
    explanation never passes to other words than those it was written for; no
    remark stands in two merges.
    """

    STORED: ClassVar[tuple[str, ...]] = ("explanations", "merges", "departures")
    explanations: tuple[tuple[bytes, Explanation], ...] = ()
    """By the keys of remarks."""
    merges: tuple[tuple[bytes, ...], ...] = ()
    """Keys of remarks that say the same, as an official has decided."""
    departures: tuple[tuple[bytes, Departure], ...] = ()
    """By the keys of requests."""
