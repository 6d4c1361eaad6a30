"""What is stored of files: their bytes once, and one small object for each use."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import IO, ClassVar

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.blob import Blob

from motcua.storage.content import Lean
from motcua.storage.shortening import HEXADECIMAL, INSTANT, Way

SHARDS = 64
"""Into how many trees the bytes are spread, by the first digits of their SHA-256."""


class Frame(Persistent):
    """What all letters of one template have in common: the page, not filled in.  Kept once."""

    text: bytes = b""

    def __init__(self, text: bytes):
        self.text = text

    def pack(self, content: bytes) -> bytes:
        """Return ``content`` as what it has beyond this frame."""
        packer = zlib.compressobj(zdict=self.text)
        return packer.compress(content) + packer.flush()

    def unpack(self, packed: bytes) -> bytes:
        """Return the bytes that were packed, to the letter."""
        return zlib.decompressobj(zdict=self.text).decompress(packed)


class Document(Lean):
    """One file as somebody handed it in or as a letter was written.

    Never changed, apart from being superseded once.  The bytes of a file stand
    in a blob that all documents of this content share; those of a letter stand
    here, packed against the frame of its template.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "size",
        "media_type",
        "sha256",
        "kind",
        "paper",
        "added_at",
        "added_by",
        "blob",
        "frame",
        "packed",
        "superseded_by",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {
        "id": HEXADECIMAL,
        "sha256": HEXADECIMAL,
        "added_at": INSTANT,
        "superseded_by": HEXADECIMAL,
    }
    id: str = ""
    """Random, so that it can stand in an address."""
    name: str = ""
    size: int = 0
    media_type: str = ""
    sha256: str = ""
    blob: Blob | None = None
    frame: Frame | None = None
    packed: bytes = b""
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
        if self.frame is not None:
            return BytesIO(self.frame.unpack(self.packed))
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


class Wording(Persistent):
    """What a file says, as far as it could be read; kept as long as its bytes.

    Never changed: the bytes of which it tells never are.
    """

    outcome: str = ""
    """``text``, ``none``, ``too long``, ``broken``."""
    packed: bytes = b""
    """The paragraphs, one a line, packed."""
    pages: int = 0
    blank: int = 0
    """Pages without text."""
    cut: bool = False
    """Whether a limit ended the reading early."""
    read_at: datetime = datetime(1, 1, 1)

    def __init__(self, **facts: object):
        for name, value in facts.items():
            setattr(self, name, value)


class Documents(Persistent):
    """The bytes of all files, each content once, and the files held for a form.

    Invariant: the key of a blob is the SHA-256 of its bytes; a blob that is in
    is never replaced.  The keys are random, so two writers meet in one bucket
    about never, and where they do, BTrees merge them.
    """

    frames: OOBTree | None = None
    wordings: OOBTree | None = None
    """SHA-256 to :class:`Wording`; written by the worker alone."""
    unread: OOBTree | None = None
    """SHA-256 of files whose words are wanted, to their type; written by the worker alone."""

    def __init__(self) -> None:
        self.blobs = tuple(OOBTree() for _shard in range(SHARDS))
        self.held = OOBTree()
        """Token to :class:`Held`."""
        self.frames = OOBTree()
        """SHA-256 of its text to :class:`Frame`."""

    def shard(self, sha256: str) -> OOBTree:
        """Return the tree in which bytes with this SHA-256 stand."""
        return self.blobs[int(sha256[:2], 16) % SHARDS]

    def frame(self, text: bytes) -> Frame:
        """Return the frame with this text; it is stored with the first letter that needs it."""
        digest = hashlib.sha256(text).digest()
        if self.frames is None:
            self.frames = OOBTree()
        found: Frame | None = self.frames.get(digest)
        if found is None:
            found = self.frames[digest] = Frame(text)
        return found
