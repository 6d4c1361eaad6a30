"""Undoing a recorded silence, by a reasoned act of whoever asked or decides.

The record is never taken away: the act stands beside it.  It says what follows:
the body owes its answer again, with a new limit, and is missing until then; or
the silence simply counts for nothing, and what the body said too late, or says
yet, counts as its word.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.askers import is_asker
from motcua.consultations.content import Request, Reversal
from motcua.consultations.events import RequestNotice
from motcua.consultations.explaining import cannot_depart
from motcua.consultations.refusals import CannotReverse
from motcua.consultations.rounds.reopening import cannot_owe, owe_again, settle_round
from motcua.consultations.templates import is_decided, limit_of
from motcua.deadlines.terms import Term, read_term
from motcua.journal import note
from motcua.words import Sentence, _

ANSWER, FREE = "answer", "free"
THEN: dict[str, Sentence] = {
    ANSWER: _("The body owes its answer again; until then it is missing"),
    FREE: _("The silence counts for nothing; what the body says or said late counts"),
}
"""What may follow."""


def cannot_reverse(acting: Acting, request: Request) -> Sentence:
    """Say why this person cannot undo the silence; empty where they can."""
    if request.silence is None or request.struck is not None:
        return _("There is no silence that counts here.")
    if not is_asker(acting, request.consultation):
        return cannot_depart(acting, request.consultation.case)
    if is_decided(acting, request.consultation.case):
        return _("The case is closed.")
    return ""


def reverse_silence(
    acting: Acting, request: Request, reason: str, then: str = ANSWER, within: Term | None = None
) -> Reversal:
    """Undo the recorded silence, and say what follows (:data:`THEN`)."""
    if sentence := cannot_reverse(acting, request):
        raise CannotReverse(sentence, _("Look at the case as it is now."))
    silence = request.silence
    if silence is None or then not in THEN:
        raise CannotReverse(_("Say what follows for the body."))
    if not reason.strip():
        raise CannotReverse(
            _("Say why the silence is not to count."),
            _("The reason stands beside the record for ever."),
        )
    if then == ANSWER and (sentence := cannot_owe(acting, request)):
        raise CannotReverse(sentence, _("Let the silence count for nothing instead."))
    term = (within or read_term(request.within)) if then == ANSWER else None
    reversal = Reversal(
        silence=silence,
        at=acting.now,
        by=acting.person,
        by_name=acting.name,
        position=acting.holding.title if acting.holding else "",
        reason=reason.strip(),
        then=then,
        within=term.text if term else "",
    )
    request.reversals = (*request.reversals, reversal)
    if term is not None:
        request.silence = None
        owe_again(acting, request, reason.strip(), term)
    note(
        acting,
        request.journal,
        "silence reversed",
        meaning=silence.meaning,
        limit=silence.limit,
        reason=reason.strip(),
        then=then,
        due=limit_of(acting, request) if term else None,
    )
    acting.announce(RequestNotice(request, ("partner", "asker"), "silence_reversed", {}))
    settle_round(acting, request)
    return reversal
