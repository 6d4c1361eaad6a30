"""What was read of a published text, kept beside it: to read it again takes twenty times as long.

A server that starts would read every procedure before it can show its first
page.  What is kept is derived from the text and may be thrown away at any
time.  It holds for one way of reading only: a version of Motcua that reads
otherwise, or knows other fields, reads the text anew.
"""

from __future__ import annotations

import copyreg
import pickle
from dataclasses import replace
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import compress, decompress

from motcua import words
from motcua.deadlines import terms
from motcua.storage import folding
from motcua.workflows import reader
from motcua.workflows.definition import Definition

PROTOCOL = 4
WIDTH = 32
"""Bytes that say how it was read."""


@cache
def way_of_reading() -> bytes:
    """Return the hash of everything that decides what reading a text gives."""
    workflows = Path(reader.__file__).parent
    deciding = {Path(str(each.__file__)) for each in (words, terms, folding)}
    deciding |= {*workflows.glob("*.py"), *workflows.glob("reading/*.py")}
    return sha256(b"".join(each.read_bytes() for each in sorted(deciding))).digest()


def written(read: Definition) -> bytes:
    """Return what is kept of a definition: all but the text, which stands beside it."""
    into = BytesIO()
    pickler = pickle.Pickler(into, PROTOCOL)
    pickler.dispatch_table = copyreg.dispatch_table | {MappingProxyType: _open}
    pickler.dump(replace(read, text=""))
    return way_of_reading() + compress(into.getvalue())


def _open(closed: MappingProxyType[str, Any]) -> tuple[Any, ...]:
    """A mapping that is closed to changes is kept open, and closed again."""
    return _closed, (dict(closed),)


def _closed(mapping: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(mapping)


def holds(kept: bytes) -> bool:
    """Say whether ``kept`` was read as it would be read today."""
    return kept[:WIDTH] == way_of_reading()


def definition_in(kept: bytes, text: str) -> Definition | None:
    """Return the definition of ``text``; ``None`` where it has to be read anew."""
    if not holds(kept):
        return None
    found: Definition = pickle.loads(decompress(kept[WIDTH:]))  # noqa: S301 - our own database
    return replace(found, text=text)
