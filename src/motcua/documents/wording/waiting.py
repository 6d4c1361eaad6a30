"""Whose words are wanted, and the worker that reads them.

Whoever wants the words of a file puts its SHA-256 into the due queue, in the
transaction of what they do.  When it is due, which is at once, it goes among the
``unread``, which only the worker writes, so nobody gets into anybody's way.
From there the worker takes one file a round: a hundred files that were made to
take long delay nothing else by more than one of them.

A file is read outside of every transaction, and what it says is stored in one
of its own.  A worker that is killed meanwhile has done nothing, and the next one
reads the file.
"""

from __future__ import annotations

import shutil
import zlib
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any

from BTrees.OOBTree import OOBTree
from ZODB.DB import DB
from ZODB.POSException import POSKeyError

from motcua.acting import Acting, Office
from motcua.documents.content import Document, Documents, Wording
from motcua.documents.rules import ReadingLimits, UploadRules
from motcua.documents.wording.reading import BROKEN, NONE, Words, kind_of_words, read_words
from motcua.storage.opening import transact

UNREAD = "words wanted"
"""The kind under which the due queue has a file read."""
IN_MEMORY = 1 << 20
"""Bytes of a file beyond which it waits for its reader on the disk."""


def want(acting: Acting, *documents: Document) -> None:
    """Have the words of these files read, as far as nobody has."""
    known = _wordings(acting.root.documents)
    for document in documents:
        subject, kind = bytes.fromhex(document.sha256), document.media_type.partition(";")[0]
        if document.blob is not None and subject not in known and kind_of_words(kind):
            acting.root.due_queue.put(acting.now, UNREAD, subject, kind)


def wording_of(acting: Acting, document: Document) -> Words | None:
    """Return what a file says; ``None`` as long as nobody has read it.

    What has no words by its type needs no reading.
    """
    found = _wordings(acting.root.documents).get(bytes.fromhex(document.sha256))
    if found is not None:
        return _unpacked(found)
    return None if kind_of_words(document.media_type) else Words(NONE)


def note_unread(acting: Acting, subject: bytes, rule: str) -> None:
    """Put a file among those that are read one by one; called by the worker."""
    documents: Documents = acting.root.documents
    if subject not in _wordings(documents) and documents.shard(subject.hex()).get(subject.hex()):
        if documents.unread is None:
            documents.unread = OOBTree()
        documents.unread[subject] = rule


def read_next(office: Office, database: DB, now: datetime) -> int:
    """Read one file that waits; return how many were read.  A part of the worker's round."""
    waiting = transact(database, lambda root: _first(getattr(root, "documents", None)))
    if waiting is None:
        return 0
    subject, media_type = waiting
    words = _read(database, subject, media_type, office.borrow(UploadRules).reading)
    transact(database, lambda root: _keep(root.documents, subject, words, now))
    return 1


def _first(documents: Documents | None) -> tuple[bytes, str] | None:
    if documents is None or not documents.unread:
        return None
    subject = documents.unread.minKey()
    return subject, documents.unread[subject]


def _read(database: DB, subject: bytes, media_type: str, limits: ReadingLimits) -> Words:
    """Copy the file out of the database, and have the copy read."""

    def copied(root: Any) -> None:
        copy.seek(0)
        copy.truncate()
        with root.documents.shard(subject.hex())[subject.hex()].open("r") as opened:
            shutil.copyfileobj(opened, copy)

    with SpooledTemporaryFile(IN_MEMORY) as copy:
        try:
            transact(database, copied)
        except POSKeyError:  # The bytes are lost: nobody will ever read them.
            return Words(BROKEN)
        copy.seek(0)
        return read_words(copy, media_type, limits)


def _keep(documents: Documents, subject: bytes, words: Words, now: datetime) -> None:
    if documents.wordings is None:
        documents.wordings = OOBTree()
    documents.wordings[subject] = Wording(
        outcome=words.outcome,
        packed=zlib.compress("\n".join(words.paragraphs).encode(), 9) if words.paragraphs else b"",
        pages=words.pages,
        blank=words.blank,
        cut=words.cut,
        read_at=now,
    )
    if documents.unread is not None:
        documents.unread.pop(subject, None)


def _wordings(documents: Documents) -> Any:
    return documents.wordings if documents.wordings is not None else {}


def _unpacked(found: Wording) -> Words:
    said = zlib.decompress(found.packed).decode().split("\n") if found.packed else ()
    return Words(found.outcome, tuple(said), found.pages, found.blank, found.cut)
