"""In which journal the deeds about people and accounts stand."""

from __future__ import annotations

from typing import Any
from zlib import crc32

from motcua.acting import Acting
from motcua.journal import note, office_journal

SPREAD = 16
"""How many journals of a day share the sign-ins: at eight o'clock everybody comes at once."""


def note_change(acting: Acting, deed: str, **facts: Any) -> None:
    """Write down what an administrator, or the holder of a position, has changed."""
    note(acting, office_journal(acting.root, acting.now, "people"), deed, **facts)


def note_account(acting: Acting, person: str, deed: str, **facts: Any) -> None:
    """Write down what happened to an account: signed in, failed, signed out."""
    share = crc32((person or acting.origin).encode("utf8")) % SPREAD
    area = f"accounts-{share:02}"
    note(acting, office_journal(acting.root, acting.now, area), deed, of=person, **facts)
