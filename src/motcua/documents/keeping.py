"""Keeping bytes: each content once, under its SHA-256."""

from __future__ import annotations

import hashlib
import secrets

from ZODB.blob import Blob

from motcua.acting import Acting
from motcua.documents.content import Document, Documents, Frame


def keep(
    acting: Acting, name: str, content: bytes, media_type: str, *, kind: str, paper: str = ""
) -> Document:
    """Store ``content`` unless it is there already, and return a document of it."""
    document = unkept(acting, name, content, media_type, kind=kind, paper=paper)
    return settled(acting.root.documents, document)


def unkept(
    acting: Acting, name: str, content: bytes, media_type: str, *, kind: str, paper: str = ""
) -> Document:
    """Return a document whose bytes are not in the common store yet."""
    document = _described(acting, name, content, media_type, kind, paper)
    document.blob = Blob()
    with document.blob.open("w") as opened:
        opened.write(content)
    return document


def keep_letter(
    acting: Acting, name: str, content: bytes, media_type: str, *, frame: Frame, paper: str
) -> Document:
    """Return a document of a letter: little more than what ``content`` has beyond ``frame``.

    Letters come by the dozen and differ in a few words; a file of its own for
    each would cost a step more than all the rest it does.
    """
    document = _described(acting, name, content, media_type, "letter", paper)
    document.frame, document.packed = frame, frame.pack(content)
    return document


def _described(
    acting: Acting, name: str, content: bytes, media_type: str, kind: str, paper: str
) -> Document:
    return Document(
        id=secrets.token_hex(8),
        name=name,
        size=len(content),
        media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        kind=kind,
        paper=paper,
        added_at=acting.now,
        added_by=acting.person,
    )


def settled(documents: Documents, document: Document) -> Document:
    """Let ``document`` share the bytes that are stored already, or store its own."""
    shard = documents.shard(document.sha256)
    known = shard.get(document.sha256)
    if known is None:
        shard[document.sha256] = document.blob
    else:
        document.blob = known
    return document


def supersede(document: Document, by: Document) -> None:
    """Let ``by`` take the place of ``document``; what is superseded stays so."""
    if document.superseded_by:
        raise ValueError(f"Document {document.id} has been superseded already.")
    document.superseded_by = by.id
