"""What one commit has written: how many objects, how many bytes of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from ZODB.utils import get_pickle_metadata


class Written(NamedTuple):
    """One commit."""

    objects: int
    bytes: int
    """Of pickles: what every storage keeps of it, without its own headers."""
    classes: Counter[str]


def last_commit(storage: Any) -> Written:
    """Return what the newest transaction of a file storage holds."""
    found = storage.iterator(storage.lastTransaction())
    try:
        records = list(next(iter(found)))
    finally:
        found.close()
    classes: Counter[str] = Counter()
    for record in records:
        classes[_class_of(record.data)] += len(record.data)
    return Written(len(records), sum(len(record.data) for record in records), classes)


def _class_of(pickle: bytes) -> str:
    module, name = get_pickle_metadata(pickle)
    return f"{module}.{name}"


def average(commits: list[Written]) -> tuple[float, float]:
    """Return objects and bytes of one commit, on the average."""
    if not commits:
        return 0.0, 0.0
    return mean(each.objects for each in commits), mean(each.bytes for each in commits)


def largest(commits: list[Written], most: int = 5) -> str:
    """Say on which classes the bytes of one commit go, the heaviest first."""
    total: Counter[str] = sum((each.classes for each in commits), Counter())
    return ", ".join(
        f"{name.rpartition('.')[2]} {count / len(commits):,.0f}"
        for name, count in total.most_common(most)
    )


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder."""
    return sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
