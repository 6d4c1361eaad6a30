"""Who may see a request, and what of it: the one predicate of opinions.

Pages, files, lists, counters, exports and mails all come here.  Several sides
meet.  Whoever reads the papers of the case reads what was asked and, unless it
is sealed or confidential, what was answered; those who decide read confidential
answers too.  The asked body reads its own request, the documents chosen for it
and the status of the case; what it reads of others is said by the procedure.
Units above may read what is asked of those below, where the administration
has set it so.  Drafts are read inside the body only.

Nothing is stored: a change of position, a withdrawal, the last answer of a
sealed round work at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.consultations.content import Opinion, Request
from motcua.consultations.record.confidence import (
    decides,
    is_confidential,
    is_confidential_file,
    is_sealed,
)
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import template_of
from motcua.documents.content import Document
from motcua.people import directory
from motcua.permissions import Permission
from motcua.storage.keys import key_of
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


def is_above(acting: Acting, unit: str) -> bool:
    """Say whether this person reads, in a unit above, what ``unit`` is asked and answers.

    ``superiors`` in ``config/consultations.yaml`` says which units above: none,
    the one directly above, or all.
    """
    superiors = acting.office.borrow(ConsultationRules).superiors
    if superiors == "none" or not acting.units_with(Permission.CASE_READ_UNIT):
        return False
    if not directory.has_unit(acting.root, unit):
        return False
    above = directory.ancestors(acting.root, unit)
    nearest = above if superiors == "all" else above[:1]
    return any(acting.may(Permission.CASE_READ_UNIT, each.id) for each in nearest)


def sees_as_asker(acting: Acting, request: Request) -> bool:
    """Say whether this person reads the case itself, and so every request about it."""
    parent = acting.root.consultations.parent_of(request.consultation)
    if parent is not None:  # What a body asks further is between the two.
        return is_inside(acting, parent.unit)
    return sight(acting, request.consultation.case) >= Sight.DOCUMENTS


def may_see(acting: Acting, request: Request) -> bool:
    """Say whether this person may know of the request."""
    if sees_as_asker(acting, request) or asks_further(acting, request):
        return True
    return request.is_known and (is_inside(acting, request.unit) or is_above(acting, request.unit))


def asks_further(acting: Acting, request: Request) -> bool:
    """Say whether this person belongs to an asked body that asks this in its turn."""
    above: Request | None = acting.root.consultations.parent_of(request.consultation)
    return above is not None and is_inside(acting, above.unit)


def reads_answer(acting: Acting, request: Request) -> bool:
    """Say whether this person may know what the body answered, the outcome included."""
    if is_inside(acting, request.unit):
        return True
    if request.consultation.parent:
        return sees_as_asker(acting, request)
    if is_sealed(acting, request.consultation):
        return False
    if asks_further(acting, request):
        return True
    if is_confidential(acting, request):
        return decides(acting, request.consultation.case)
    return (
        sees_as_asker(acting, request)
        or is_above(acting, request.unit)
        or _reads_as_peer(acting, request)
    )


def _reads_as_peer(acting: Acting, request: Request) -> bool:
    """Say whether a body asked in the same sending reads this: never before it may by the rule."""
    seen = template_of(acting, request.consultation).bodies_see
    if seen == "own":
        return False
    return any(
        is_inside(acting, each.unit) and (seen == "all" or bool(each.opinions))
        for each in request.consultation.requests
        if not each.is_withdrawn
    )


def request_for(acting: Acting, id: str) -> Request:
    """Return the request of that id; refuse whoever may not see it."""
    request: Request | None = acting.root.consultations.request(key_of(id))
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
            request = consultation.request_to(unit)
            live = request.is_known and not request.is_withdrawn
            if live and is_inside(acting, unit):
                return Sight.STATUS
    return Sight.NOTHING


def opinions_seen(acting: Acting, request: Request) -> tuple[Opinion, ...]:
    """Return the versions of the answer that this person may read, the newest last.

    Earlier versions are for the body and for those who decide.
    """
    if not request.opinions or not reads_answer(acting, request):
        return ()
    every = is_inside(acting, request.unit) or decides(acting, request.consultation.case)
    return request.opinions if every else request.opinions[-1:]


def opinion_seen(acting: Acting, request: Request) -> Opinion | None:
    """Return the newest version of the answer, where this person may read it."""
    return request.opinion if request.opinions and reads_answer(acting, request) else None


def peers_seen(acting: Acting, request: Request) -> tuple[Request, ...]:
    """Return others asked at once with this one, whose answers this person may read."""
    return tuple(
        each
        for each in request.consultation.requests
        if each is not request and each.opinions and reads_answer(acting, each)
    )


def files_seen(acting: Acting, request: Request, opinion: Opinion) -> tuple[Document, ...]:
    """Return the files of one version that this person may read; ask for the version first."""
    marked = opinion.reply.confidential_files
    if not marked or is_inside(acting, request.unit):
        return tuple(opinion.reply.files)
    whole = decides(acting, request.consultation.case)
    return tuple(
        each for each in opinion.reply.files if whole or not is_confidential_file(opinion, each)
    )


def keeps_documents(acting: Acting, request: Request) -> bool:
    """Say whether the body still reads the documents it was shown."""
    if request.is_withdrawn:
        return False
    answered = bool(request.opinions) and not request.is_open
    return (
        not answered
        or request.access_kept
        or template_of(acting, request.consultation).keeps_access
    )


def documents_seen(acting: Acting, request: Request) -> tuple[Document, ...]:
    """Return every document around the request that this person may read."""
    return tuple(dict.fromkeys(_documents(acting, request)))


def document_for(acting: Acting, request: Request, document_id: str) -> Document:
    """Return one of them by its id; the same refusal for what is closed and what is not there."""
    for document in _documents(acting, request):
        if document.id == document_id:
            return document
    raise NotHere()


def _shown_before(acting: Acting, request: Request) -> Iterator[Document]:
    """Go through the earlier versions of what a body is shown that is asked again.

    It has to be able to see what has changed since its opinion.  Of what it is not
    shown any more it reads nothing, and this ends when its task does.
    """
    earlier: Request | None = (
        acting.root.consultations.request(request.earlier) if request.earlier else None
    )
    if earlier is not None:
        papers = {shown.paper for shown in request.documents if shown.paper}
        yield from (shown.document for shown in earlier.documents if shown.paper in papers)


def _documents(acting: Acting, request: Request) -> Iterator[Any]:
    inside, asker = is_inside(acting, request.unit), sees_as_asker(acting, request)
    if asker or (inside and keeps_documents(acting, request)):
        yield from (shown.document for shown in request.documents)
    if inside and keeps_documents(acting, request):
        yield from _shown_before(acting, request)
    for opinion in opinions_seen(acting, request):
        yield from files_seen(acting, request, opinion)
    if inside:
        for each in peers_seen(acting, request):
            yield from files_seen(acting, each, each.opinions[-1])
    if asker or inside:
        for piece in request.pieces:
            yield from piece.files
    if inside and request.draft is not None:
        yield from request.draft.reply.files
