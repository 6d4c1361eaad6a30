"""Something is missing: the body asks the asker, or the applicant, for it.

Whether it may, and whether its time stands still until the answer is there, is
said by the procedure (``missing_pieces``: ``runs``, ``pauses``).  One thing at a
time is asked for: a body that asked three people would wait for none of them.
Once the request is answered, withdrawn or silent, nothing is waited for any
more, and whoever still wants to answer is told so.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.content import Case
from motcua.consultations.askers import as_asker
from motcua.consultations.content import Piece, Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.flow import STATES
from motcua.consultations.history import requests_of
from motcua.consultations.inbox import place
from motcua.consultations.inside.taking import as_answerer, opened, require_open
from motcua.consultations.pausing import PIECES, go_on, stand_still
from motcua.consultations.record.confidence import is_confidential
from motcua.consultations.refusals import CannotAskPieces
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import is_over, template_of
from motcua.documents.content import Document
from motcua.journal import note
from motcua.words import Sentence, _

NO, PAUSES = "no", "pauses"
ASKER, APPLICANT = "asker", "applicant"
OF: dict[str, Sentence] = {
    ASKER: _("The unit that asks"),
    APPLICANT: _("The applicant"),
}
"""Who can be asked for what is missing."""
KEY_LENGTH = 8


def cannot_ask_pieces(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot ask for what is missing; empty where it can."""
    if template_of(acting, request.consultation).missing_pieces == NO:
        return _("The procedure does not let bodies ask for what is missing.")
    if not request.is_open:
        return STATES[request.state]
    if request.open_piece is not None:
        return _(
            "Asked for already at ${when}; one waits for that first.",
            mapping={"when": request.open_piece.asked_at},
        )
    return _("The limit has passed.") if is_over(acting, request) else ""


def whom(acting: Acting, request: Request) -> tuple[str, ...]:
    """Return who can be asked: the applicant by those whom the case itself asked, and openly."""
    hidden = request.consultation.parent or is_confidential(acting, request)
    return (ASKER,) if hidden else (ASKER, APPLICANT)


def pauses(acting: Acting, request: Request) -> bool:
    """Say whether the body's time stands still until the answer is there."""
    return template_of(acting, request.consultation).missing_pieces == PAUSES


def ask_pieces(acting: Acting, request: Request, of: str, words: str) -> Piece:
    """Ask for what is missing; where the procedure says so, the body's time stands still."""
    acting = as_answerer(acting, request)
    require_open(acting, request)
    if sentence := cannot_ask_pieces(acting, request):
        raise CannotAskPieces(sentence, _("Answer on what there is, and say what was missing."))
    if of not in whom(acting, request):
        raise CannotAskPieces(_("Choose who is to send it."))
    opened(acting, request)
    piece = Piece(
        key=secrets.token_bytes(KEY_LENGTH),
        of=of,
        words=_words(acting, words, _("Write what is missing.")),
        asked_at=acting.now,
        asked_by=acting.person,
        asked_by_name=acting.name,
    )
    request.pieces = (*request.pieces, piece)
    note(acting, request.journal, "pieces asked", of=of, words=piece.words)
    acting.announce(RequestNotice(request, ("asker",), "pieces_asked", {}))
    if of == APPLICANT:
        acting.announce(RequestNotice(request, (APPLICANT,), "pieces_wanted", {}))
    if pauses(acting, request):
        stand_still(acting, request, PIECES)
    place(acting, request)
    return piece


def _words(acting: Acting, words: str, none: Sentence, needed: bool = True) -> str:
    words, most = words.strip(), acting.office.borrow(ConsultationRules).question_length
    if needed and not words:
        raise CannotAskPieces(none)
    if len(words) > most:
        raise CannotAskPieces(
            _("This is longer than ${n} characters.", mapping={"n": most}),
            _("Put the rest into a file."),
        )
    return words


def answer_pieces(
    acting: Acting, request: Request, words: str = "", files: Sequence[Document] = ()
) -> Piece:
    """Answer what the body is missing, for the asker; also in the place of the applicant."""
    acting = as_asker(acting, request.consultation)
    return _answered(acting, request, _awaited(request), words, files)


def answer_as_applicant(
    acting: Acting,
    request: Request,
    piece_id: str,
    words: str = "",
    files: Sequence[Document] = (),
) -> Piece:
    """Answer what the body is missing, as the applicant who has shown code and secret."""
    case = request.consultation.case
    if acting.applicant_of != case.id:
        raise NotAllowed(_("Only the applicant answers here."))
    piece = _awaited(request)
    if piece.of != APPLICANT or piece.id != piece_id:
        raise _no_longer()
    return _answered(acting, request, piece, words, files)


def _awaited(request: Request) -> Piece:
    piece = request.open_piece
    if piece is None:
        raise _no_longer()
    return piece


def _no_longer() -> CannotAskPieces:
    return CannotAskPieces(
        _("This is no longer waited for: it was answered, or the unit needs it no more."),
        _("You need not do anything."),
    )


def _answered(
    acting: Acting, request: Request, piece: Piece, words: str, files: Sequence[Document]
) -> Piece:
    most = acting.office.borrow(ConsultationRules).files
    if len(files) > most:
        raise CannotAskPieces(_("There are more than ${n} files.", mapping={"n": most}))
    answer = piece._replace(
        answered_at=acting.now,
        answered_by=acting.person,
        answered_by_name=acting.name,
        answer=_words(acting, words, _("Write an answer, or add a file."), needed=not files),
        files=tuple(files),
    )
    request.pieces = tuple(answer if each.key == piece.key else each for each in request.pieces)
    hashes = [each.sha256[:12] for each in files]
    note(acting, request.journal, "pieces answered", of=piece.of, words=answer.answer, files=hashes)
    go_on(acting, request, PIECES)
    place(acting, request)
    acting.announce(RequestNotice(request, ("partner",), "pieces_answered", {}))
    return answer


def wanted_of_applicant(acting: Acting, case: Case) -> list[tuple[Request, Piece]]:
    """Return what asked bodies wait for from the applicant, for the applicant's own page."""
    waiting = ((each, each.open_piece) for each in requests_of(acting, case))
    return [(each, piece) for each, piece in waiting if piece and piece.of == APPLICANT]


def wanted_piece(acting: Acting, case: Case, piece_id: str) -> tuple[Request, Piece]:
    """Return one of them by its id; refuse what is not waited for, or not of the applicant."""
    for request, piece in wanted_of_applicant(acting, case):
        if piece.id == piece_id:
            return request, piece
    raise NotHere(
        _("This is no longer waited for: it was answered, or the unit needs it no more."),
        _("You need not do anything."),
    )
