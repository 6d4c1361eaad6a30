"""What has changed since a body was asked: documents, and what the case itself says.

The versions of documents that a body was shown are pinned when it is asked; of
the fields of the case a short copy is kept then.  So it can be said at any time
what differs now, in words where the text of a document can be had, otherwise
by name, size and digest.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from html import unescape
from io import BytesIO
from typing import Any

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.content import Consultation, Request, Shown
from motcua.consultations.events import OpinionsAsked
from motcua.documents.content import Document
from motcua.words import Sentence

KEPT = 160
"""Characters kept of what a field says; of a longer text, its digest as well."""
MOST_READ = 2_000_000
"""Bytes of a document beyond which nobody compares its words."""
MOST_LINES = 200
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BREAKS = re.compile(r"<(?:/p|/div|/li|/tr|/h[1-6]|br)\b[^>]*>|</w:p>", re.I)
HIDDEN = re.compile(r"<(style|script|title)\b.*?</\1>", re.I | re.S)
TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class DocumentChange:
    """A document that was shown, and what stands in its place now."""

    paper: str
    before: Document
    after: Document | None
    """``None`` where nothing stands in its place."""
    lines: tuple[str, ...]
    """The difference in words, each line after ``+``, ``-`` or a blank; empty without text."""


@dataclass(frozen=True)
class FieldChange:
    """A field of the case that says something else."""

    title: Sentence
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """Everything that differs from what a body was asked about."""

    documents: tuple[DocumentChange, ...]
    fields: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        return bool(self.documents or self.fields)


def remember(acting: Acting, event: OpinionsAsked) -> None:
    """Keep what the case says when it is asked about."""
    event.consultation.case_text = case_text(event.consultation.case)


def case_text(case: Case) -> tuple[tuple[str, str], ...]:
    """Return what the fields of the application say, shortened."""
    return tuple((id, _short(value)) for id, value in sorted(case.dossier.answers.items()) if value)


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    if len(text) <= KEPT:
        return text
    return f"{text[:KEPT]}… #{sha256(text.encode()).hexdigest()[:12]}"


def since_asked(acting: Acting, request: Request, with_words: bool = True) -> Changes:
    """Return what has changed since this body was asked."""
    return Changes(
        tuple(document_changes(request.consultation.case, request.documents, with_words)),
        tuple(field_changes(acting, request.consultation)),
    )


def document_changes(
    case: Case, shown: Iterable[Shown], with_words: bool
) -> Iterator[DocumentChange]:
    """Go through the documents that have been superseded or taken out since."""
    newest = {each.paper: each.document for each in case.dossier.files if not each.superseded}
    there = {each.document.id for each in case.dossier.files if not each.superseded}
    for each in shown:
        if each.document.id in there or not each.paper:
            continue
        after = newest.get(each.paper)
        if after is not None and after.sha256 == each.document.sha256:
            continue
        lines = tuple(_difference(each.document, after)) if with_words and after else ()
        yield DocumentChange(each.paper, each.document, after, lines)


def field_changes(acting: Acting, consultation: Consultation) -> Iterator[FieldChange]:
    """Go through the fields that say something else than when the consultation was sent."""
    if not consultation.case_text:
        return
    before, after = dict(consultation.case_text), dict(case_text(consultation.case))
    fields = matter_of(acting, consultation.case).definition.fields
    for id in dict.fromkeys((*before, *after)):
        if before.get(id, "") != after.get(id, ""):
            title = fields[id].title if id in fields else id
            yield FieldChange(title, before.get(id, ""), after.get(id, ""))


def newest_versions(case: Case, shown: Iterable[Shown]) -> list[str]:
    """Return the ids of what stands in the place of each document now; what is gone is left out."""
    newest = {each.paper: each.document.id for each in case.dossier.files if not each.superseded}
    there = {each.document.id for each in case.dossier.files if not each.superseded}
    found = (
        each.document.id if each.document.id in there else newest.get(each.paper) for each in shown
    )
    return list(dict.fromkeys(filter(None, found)))


def _difference(before: Document, after: Document) -> Iterator[str]:
    texts = text_of(before), text_of(after)
    if None in texts:
        return
    old, new = (str(each).splitlines() for each in texts)
    lines = list(unified_diff(old, new, lineterm="", n=1))[2:]
    yield from (each for each in lines[:MOST_LINES] if not each.startswith("@@"))


def text_of(document: Document) -> str | None:
    """Return the words of a document; ``None`` where they cannot be had."""
    kind = document.media_type.partition(";")[0]
    if document.size > MOST_READ:
        return None
    if kind == "text/plain":
        return document.read().decode("utf8", "replace")
    if kind == "text/html":
        return _plain(document.read().decode("utf8", "replace"))
    if kind == WORD:
        return _words_of_office(document.read())
    return None


def _plain(marked: str) -> str:
    lines = TAGS.sub("", BREAKS.sub("\n", HIDDEN.sub("", marked))).splitlines()
    return "\n".join(" ".join(unescape(each).split()) for each in lines if each.strip())


def _words_of_office(content: bytes) -> str | None:
    """Return the words of an office document; the archive was checked when it was taken in."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > MOST_READ:
                return None
            return _plain(archive.read(part).decode("utf8", "replace"))
    except (KeyError, zipfile.BadZipFile):
        return None
