"""How much is measured: enough to tell, or just enough to see that it works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How many of everything."""

    name: str
    rounds: int
    """Rounds of which the median counts."""
    raw_commits: int
    """Raw commits in one round."""
    journeys: int
    """Cases that are walked from filing to result in one round."""
    writers: int
    writes: int
    """What each writer of a crowd does."""
    bodies: int
    """How many bodies are asked at once."""
    closing: int
    """Open consultations whose limit falls into one minute."""
    lines: int
    columns: int
    """Cases and bodies of a matrix."""
    behind: int
    """Requests in the list of one body."""
    few: int
    many: int
    """Cases in the database when pages are measured."""
    rows: int
    """Rows of the largest work list."""
    closed: int
    """Closed cases whose size on disk is taken."""
    deadlines: int
    migrated: int
    """Running cases that are brought over to another version."""
    seconds: float
    """How long one page is asked for in one round."""
    mixed: int
    """Requests after which memory is read."""
    definitions: int
    """Procedures with which starting is timed."""
    versions: int
    """Versions of each, where all of them are loaded."""
    starts: int
    """How often it is started; the median counts."""
    pages: tuple[int, ...]
    """Of files whose words are read."""


FULL = Sizes(
    name="full",
    rounds=5,
    raw_commits=400,
    journeys=24,
    writers=8,
    writes=150,
    bodies=50,
    closing=1_000,
    lines=500,
    columns=30,
    behind=20_000,
    few=1_000,
    many=100_000,
    rows=1_000_000,
    closed=200,
    deadlines=10_000,
    migrated=20_000,
    seconds=2.5,
    mixed=2_000,
    definitions=200,
    versions=5,
    starts=3,
    pages=(10, 100, 500),
)

QUICK = Sizes(
    name="quick",
    rounds=1,
    raw_commits=20,
    journeys=2,
    writers=4,
    writes=3,
    bodies=10,
    closing=12,
    lines=6,
    columns=4,
    behind=30,
    few=40,
    many=120,
    rows=2_000,
    closed=3,
    deadlines=30,
    migrated=150,
    seconds=0.3,
    mixed=20,
    definitions=8,
    versions=2,
    starts=1,
    pages=(1, 2),
)
