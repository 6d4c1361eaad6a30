"""What has changed since a body was asked: documents, and what the case itself says.

The versions of documents that a body was shown are pinned when it is asked; of
the fields of the case a short copy is kept then.  So it can be said at any time
what differs now: of a document its name, size and digest.  What its words say
otherwise, :mod:`motcua.documents.wording` knows, and a page of its own shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
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


@dataclass(frozen=True)
class DocumentChange:
    """A document that was shown, and what stands in its place now."""

    paper: str
    before: Document
    after: Document | None
    """``None`` where nothing stands in its place."""


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


def since_asked(acting: Acting, request: Request) -> Changes:
    """Return what has changed since this body was asked."""
    return Changes(
        tuple(document_changes(request.consultation.case, request.documents)),
        tuple(field_changes(acting, request.consultation)),
    )


def document_changes(case: Case, shown: Iterable[Shown]) -> Iterator[DocumentChange]:
    """Go through the documents that have been superseded or taken out since."""
    newest = {each.paper: each.document for each in case.dossier.files if not each.superseded}
    there = {each.document.id for each in case.dossier.files if not each.superseded}
    for each in shown:
        if each.document.id in there or not each.paper:
            continue
        after = newest.get(each.paper)
        if after is not None and after.sha256 == each.document.sha256:
            continue
        yield DocumentChange(each.paper, each.document, after)


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
