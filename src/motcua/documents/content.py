"""What is stored of files: their bytes once, and one small object for each use."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.blob import Blob

SHARDS = 64
"""Into how many trees the bytes are spread, by the first digits of their SHA-256."""


class Document(Persistent):
    """One file as somebody handed it in or as a letter was written.

    Never changed, apart from being superseded once.
    """

    id: str = ""
    """Random, so that it can stand in an address."""
    name: str = ""
    size: int = 0
    media_type: str = ""
    sha256: str = ""
    blob: Blob | None = None
    kind: str = ""
    """What it is here: ``paper``, ``letter``, ``opinion``, ``question``."""
    paper: str = ""
    """For a paper: which component of the dossier it is."""
    added_at: datetime | None = None
    added_by: str = ""
    superseded_by: str = ""
    """The id of the document that took its place."""

    def __init__(self, **facts: object):
        for name, value in facts.items():
            setattr(self, name, value)

    @property
    def is_current(self) -> bool:
        """Say whether nothing has taken its place."""
        return not self.superseded_by

    def opened(self) -> IO[bytes]:
        """Open the bytes for reading; the caller closes."""
        if self.blob is None:
            raise LookupError(f"Document {self.id} has lost its bytes.")
        return self.blob.open("r")

    def read(self) -> bytes:
        """Return the bytes."""
        with self.opened() as opened:
            return opened.read()


class Held(Persistent):
    """A checked file that waits for its form: the form had another mistake.

    Its bytes are not in the common store yet, so that one which is never
    taken leaves nothing behind.
    """

    document: Document
    rule: str = ""
    by: str = ""
    until: datetime = datetime(1, 1, 1)

    def __init__(self, **facts: object):
        for name, value in facts.items():
            setattr(self, name, value)


class Documents(Persistent):
    """The bytes of all files, each content once, and the files held for a form.

    Invariant: the key of a blob is the SHA-256 of its bytes; a blob that is in
    is never replaced.  The keys are random, so two writers meet in one bucket
    about never, and where they do, BTrees merge them.
    """

    def __init__(self) -> None:
        self.blobs = tuple(OOBTree() for _shard in range(SHARDS))
        self.held = OOBTree()
        """Token to :class:`Held`."""

    def shard(self, sha256: str) -> OOBTree:
        """Return the tree in which bytes with this SHA-256 stand."""
        return self.blobs[int(sha256[:2], 16) % SHARDS]
