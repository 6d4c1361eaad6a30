"""Who may see a request, and what of it.

Two sides meet here.  Whoever reads the papers of the case reads everything
that was asked and answered.  The asked body reads its own request, the
documents chosen for it and the status of the case, nothing of other bodies,
and not the rest of the dossier.  Drafts are read inside the body only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.consultations.content import Opinion, Request
from motcua.documents.content import Document
from motcua.permissions import Permission
from motcua.words import _

INSIDE = (
    Permission.OPINION_ANSWER,
    Permission.OPINION_ASSIGN,
    Permission.CASE_READ_UNIT,
)
"""Any of these, held in the asked body, lets one read what the body was asked."""


def is_inside(acting: Acting, unit: str) -> bool:
    """Say whether this person reads what ``unit`` is asked, drafts included."""
    return any(acting.may(each, unit) for each in INSIDE)


def sees_as_asker(acting: Acting, request: Request) -> bool:
    """Say whether this person reads the case itself, and so every answer to it."""
    return sight(acting, request.consultation.case) >= Sight.DOCUMENTS


def may_see(acting: Acting, request: Request) -> bool:
    """Say whether this person may know of the request."""
    return is_inside(acting, request.unit) or sees_as_asker(acting, request)


def request_for(acting: Acting, id: str) -> Request:
    """Return the request of that id; refuse whoever may not see it."""
    try:
        request: Request | None = acting.root.consultations.request(bytes.fromhex(id))
    except ValueError:
        request = None
    if request is None:
        raise NotHere()
    if may_see(acting, request):
        return request
    if not acting.holdings:
        raise NotHere()
    raise NotAllowed(
        _("This request was sent to another unit."),
        _("Ask the unit that was asked, or the one that asks."),
    )


def ground(acting: Acting, case: Case) -> Sight:
    """Let asked bodies see the status of a case as long as they are asked about it.

    A body from which the request was withdrawn sees nothing further.
    """
    for consultation in acting.root.consultations.of_case(case.key):
        for unit in consultation.units:
            if is_inside(acting, unit) and not consultation.request_to(unit).is_withdrawn:
                return Sight.STATUS
    return Sight.NOTHING


def opinions_seen(acting: Acting, request: Request) -> tuple[Opinion, ...]:
    """Return the versions of the answer that this person may read."""
    return request.opinions if may_see(acting, request) else ()


def documents_seen(acting: Acting, request: Request) -> tuple[Document, ...]:
    """Return every document around the request that this person may read."""
    return tuple(dict.fromkeys(_documents(acting, request)))


def document_for(acting: Acting, request: Request, document_id: str) -> Document:
    """Return one of them by its id; the same refusal for what is closed and what is not there."""
    for document in _documents(acting, request):
        if document.id == document_id:
            return document
    raise NotHere()


def _documents(acting: Acting, request: Request) -> Iterator[Any]:
    inside, asker = is_inside(acting, request.unit), sees_as_asker(acting, request)
    if asker or (inside and not request.is_withdrawn):
        yield from (shown.document for shown in request.consultation.documents)
    if asker or inside:
        for opinion in request.opinions:
            yield from opinion.reply.files
    if inside and request.draft is not None:
        yield from request.draft.reply.files
