"""The chain: each entry is linked to all before it by a hash.

A link is the hash of the chain up to and with an entry, and behind it the
entry as canonical bytes.  Changing one letter of one entry changes its hash
and those of all after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Any

WIDTH = 32
BEGINNING = bytes(WIDTH)
"""What stands before the first entry."""

Told = tuple[Any, ...]

_canonical = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def written(entry: Told) -> bytes:
    """Return an entry as canonical bytes: the same entry always gives the same ones."""
    number, at, *texts, facts = entry
    told = [number, at.isoformat(timespec="seconds"), *texts]
    if facts:
        told.append(dict(facts))
    return _canonical(told).encode()


def read(written: bytes) -> Told:
    """Return what :func:`written` wrote."""
    number, at, *told = json.loads(written)
    facts: Mapping[str, Any] = told.pop() if isinstance(told[-1], dict) else {}
    return number, datetime.fromisoformat(at), *told, MappingProxyType(facts)


def link(head: bytes, written: bytes) -> bytes:
    """Return the link by which an entry is added to a chain that ends with ``head``."""
    return sha256(head + written).digest() + written


def head_of(link: bytes) -> bytes:
    """Return the hash of the chain up to ``link``."""
    return link[:WIDTH] or BEGINNING


def written_in(link: bytes) -> bytes:
    """Return the entry in ``link``, as its bytes."""
    return link[WIDTH:]


def again(last: bytes, links: Iterable[bytes]) -> tuple[bytes, ...]:
    """Link entries behind the link ``last``, instead of where they were."""
    head, number = head_of(last), read(written_in(last))[0]
    linked = []
    for each in links:
        number += 1
        _number, *told = read(written_in(each))
        linked.append(link(head, written((number, *told))))
        head = head_of(linked[-1])
    return tuple(linked)


def is_whole(head: bytes, number: int, link: bytes) -> bool:
    """Say whether ``link`` is the ``number``-th, as it was written, behind ``head``."""
    said = written_in(link)
    if sha256(head + said).digest() != head_of(link):
        return False
    return bool(read(said)[0] == number)
