"""Reading several ordered lists as if they were one, a page at a time.

Nothing here knows what is listed.  A run is a list's name and its entries in
order; entries of several lists are merged as they are needed, so what is not
shown is not loaded.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple, Protocol

from motcua.storage.keys import WIDTH, instant

Entry = tuple[bytes, Any]
Run = tuple[bytes, Iterator[Entry]]

LOOKED_AT = 5000
"""Entries that one page may look at while a filter keeps few of them."""


class Desk(Protocol):
    """What the entries of cabinets are read from."""

    def items(
        self, names: Iterable[bytes], after: bytes = b"", before: bytes | None = None
    ) -> list[Run]:
        """Return, for each cabinet, its entries in order."""


class Listed(NamedTuple):
    """One entry of a list, as a page shows it."""

    list: str
    due: datetime | None
    subject: bytes
    row: tuple[Any, ...]
    place: bytes
    """Where it stands; the next page begins after the last one's."""


class Page(NamedTuple):
    """Some entries, and where the next page begins."""

    entries: tuple[Listed, ...]
    next: bytes
    """Empty where nothing follows."""


_short = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def written(row: Iterable[Any]) -> bytes:
    """Return a row of plain values as few bytes."""
    return _short(list(row)).encode()


@lru_cache(maxsize=10_000)
def read(entry: bytes) -> tuple[Any, ...]:
    """Return the row that :func:`written` wrote; the same bytes are read once."""
    return tuple(json.loads(entry))


def overlaid(
    filed: Iterable[Entry], lately: Mapping[bytes, Any], after: bytes, before: bytes | None
) -> Iterator[Entry]:
    """Go through what is ``filed``, in order, as what was entered ``lately`` corrects it."""
    new = sorted(
        (key, entry)
        for key, entry in lately.items()
        if entry is not None and key > after and (before is None or key < before)
    )
    kept = (each for each in filed if each[0] not in lately) if lately else iter(filed)
    return merge(kept, new, key=_key) if new else iter(kept)


def page(runs: list[Run], size: int, keep: Callable[[tuple[Any, ...]], bool] | None = None) -> Page:
    """Return the first ``size`` entries that ``keep`` keeps, each subject once."""
    found: list[Listed] = []
    last = b""
    for looked_at, (name, key, entry) in enumerate(_merged(runs)):
        if len(found) == size or looked_at == LOOKED_AT:
            return Page(tuple(found), last)
        last = key
        row = read(entry)
        if keep is None or keep(row):
            found.append(Listed(name.decode(), instant(key), key[WIDTH:], row, key))
    return Page(tuple(found), b"")


def count(runs: list[Run], most: int) -> int:
    """Count the entries, each subject once, up to ``most``."""
    return sum(1 for _each in islice(_merged(runs), most))


def counts(runs: list[Run], limits: Sequence[bytes | None], most: int) -> list[int]:
    """Count, going through once, what stands before each of ``limits``; up to ``most``."""
    keys = [key for _name, key, _entry in islice(_merged(runs), most)]
    return [len(keys) if limit is None else bisect_left(keys, limit) for limit in limits]


def first(desk: Desk, name: bytes, most: int, before: bytes | None = None) -> list[Entry]:
    """Return the first ``most`` entries of a cabinet, as far as they stand before ``before``."""
    [(_name, entries)] = desk.items([name], before=before)
    return list(islice(entries, most))


def _merged(runs: list[Run]) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Go through all runs in one order; what stands in two of them comes once."""
    named = [_named(*run) for run in runs]
    before = None
    for name, key, entry in named[0] if len(named) == 1 else merge(*named, key=_second):
        if key != before:
            yield name, key, entry
        before = key


def _named(name: bytes, entries: Iterator[Entry]) -> Iterator[tuple[bytes, bytes, bytes]]:
    return ((name, key, entry) for key, entry in entries)


def _key(entry: Entry) -> bytes:
    return entry[0]


def _second(entry: tuple[bytes, bytes, bytes]) -> bytes:
    return entry[1]
