"""Putting people in the order of Vietnamese lists."""

from __future__ import annotations

from motcua.storage.folding import SortKey, sort_key


def by_given_name(name: str) -> tuple[SortKey, SortKey]:
    """Return what to sort by: the given name, which stands last, then the whole name."""
    given = name.split()[-1:] or [""]
    return sort_key(given[0]), sort_key(name)
