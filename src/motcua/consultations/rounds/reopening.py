"""Asking one body that has answered for its answer anew.

What it said stays, and is no longer its last word.  It is asked in the same
round, by a reasoned act, with a new limit; the next answer becomes a new version
beside the earlier one.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.actions import settle
from motcua.cases.matter import matter_of
from motcua.consultations import flow
from motcua.consultations.askers import as_asker
from motcua.consultations.content import ANSWERED, Reopened, Request
from motcua.consultations.count import count
from motcua.consultations.events import RequestNotice
from motcua.consultations.history import anchor
from motcua.consultations.refusals import CannotReopen
from motcua.consultations.rounds import looking
from motcua.consultations.rounds.closing import put_back, start_again
from motcua.consultations.templates import limit_of, require_case_open
from motcua.deadlines.terms import Term, read_term
from motcua.journal import note
from motcua.words import Sentence, _


def cannot_ask_anew(acting: Acting, request: Request) -> Sentence:
    """Say why an answer cannot be asked for anew; empty where it can."""
    if request.state != ANSWERED:
        return _("Only what was answered can be asked for anew.")
    return cannot_owe(acting, request)


def cannot_owe(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot owe this answer again; empty where it can."""
    if request.consultation.closing is not None:
        return _("The round is closed.")
    together = acting.root.consultations.of_case(request.consultation.case.key)
    others = (each.request_to(request.unit) for each in together)
    if any(each is not None and (each.is_open or each.is_planned) for each in others):
        return _("The body is being asked in another round: one question at a time.")
    return ""


def ask_anew(acting: Acting, request: Request, reason: str, within: Term | None = None) -> None:
    """Open one answered request again; its answer is missing again."""
    consultation = request.consultation
    acting = as_asker(acting, consultation)
    if sentence := cannot_ask_anew(acting, request):
        raise CannotReopen(sentence, _("Look at it as it is now."))
    if not reason.strip():
        raise CannotReopen(_("Say why the answer is asked for anew."))
    require_case_open(acting, consultation)
    owe_again(acting, request, reason.strip(), within or read_term(request.within))
    note(
        acting, request.journal, "asked anew", reason=reason.strip(), due=limit_of(acting, request)
    )
    acting.announce(RequestNotice(request, ("partner",), "reopened", {}))
    settle_round(acting, request)


def owe_again(acting: Acting, request: Request, reason: str, within: Term) -> None:
    """Let the body owe its answer again, from now on under a limit of its own."""
    flow.FLOW.move(request, flow.OWE if request.opened_at else flow.OWE_UNOPENED)
    if request.opinions:
        count_before = len(request.opinions)
        request.reopened = Reopened(acting.now, acting.person, acting.name, reason, count_before)
    start_again(acting, request, reason, within)
    put_back(acting, request)


def settle_round(acting: Acting, request: Request) -> None:
    """After something is missing again: the round is not complete, and nobody looks yet."""
    consultation = request.consultation
    if not count(acting, consultation).is_enough:
        consultation.completed_at = None
        looking.drop(acting, consultation)
    anchor(acting, consultation.case)
    settle(acting, matter_of(acting, consultation.case))
