"""A standing opinion answers a request at the moment at which it arrives; a body calls one in.

The answer is the body's own word, given beforehand: it counts as one.  But
nobody looked at this case, and that is never hidden: the opinion carries the
standing opinion by which it came, wherever it is shown or counted.  The clock
runs on meanwhile: a body that takes the case up itself (*calls it in*) has its
limit as it was, and not a day more.

What another body asks further is answered only by a standing opinion that says
so, and never where the answer goes straight to the asker of that body: it would
become the word of two bodies, and neither had looked.
"""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.cases import lists
from motcua.cases.matter import matter_of
from motcua.consultations import flow
from motcua.consultations.alarms import schedule
from motcua.consultations.answering import enter
from motcua.consultations.completing import answered
from motcua.consultations.content import Request, StandingOpinion, StandingUse
from motcua.consultations.count import count
from motcua.consultations.events import RequestArrived, RequestNotice
from motcua.consultations.inbox import place
from motcua.consultations.inside import standing
from motcua.consultations.inside.taking import as_answerer
from motcua.consultations.refusals import CannotCallIn
from motcua.consultations.rounds import looking
from motcua.consultations.rounds.reopening import cannot_owe
from motcua.consultations.templates import is_decided, is_past, template_of
from motcua.journal import note
from motcua.words import Sentence, _


def furnish(office: Office) -> None:
    """Look at every request that arrives."""
    office.listen(RequestArrived, arrived)


def arrived(acting: Acting, event: RequestArrived) -> None:
    """Let the body's standing opinion answer, where the procedure takes one."""
    request = event.request
    if not request.is_open or request.consultation.direct or request.outsider is not None:
        return
    if not template_of(acting, request.consultation).standing:
        return
    found = standing.answering(acting, matter_of(acting, request.consultation.case), request)
    if found is not None:
        apply(acting, request, found)


def apply(acting: Acting, request: Request, by: StandingOpinion) -> None:
    """Answer with what the body always answers here, and say so."""
    use = StandingUse(by.key, by.number, by.since, by.made_by_name, acting.now)
    request.standing = use
    kept = standing.all_of(acting.root).uses
    kept[by.key] = (*kept.get(by.key, ()), request.key)
    flow.FLOW.move(request, flow.ANSWER)
    enter(
        acting.as_(None),
        request,
        standing.answered_by(acting, template_of(acting, request.consultation), by),
        tell=("partner", "asker"),
        about="standing_applied",
        given_by=by.made_by,
        given_by_name=by.made_by_name,
        position="",
        on_behalf_of="",
        on_behalf_of_name="",
        standing=use,
    )
    place(acting, request)
    schedule(acting, request)
    answered(acting, request)


def cannot_call_in(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot take the case up itself; empty where it can."""
    if request.standing is None or not request.standing.applies or len(request.opinions) != 1:
        return _("No standing opinion answers here.")
    if is_past(acting, request):
        return _("The limit has passed.")
    parent = acting.root.consultations.parent_of(request.consultation)
    if parent is not None and not parent.is_open:
        return _("The unit that asked you has given its answer.")
    if is_decided(acting, request.consultation.case):
        return _("The case is closed.")
    return cannot_owe(acting, request)


def call_in(acting: Acting, request: Request, reason: str) -> None:
    """Take one case up oneself: the standing opinion no longer answers, the limit stays."""
    acting = as_answerer(acting, request)
    if sentence := cannot_call_in(acting, request):
        raise CannotCallIn(sentence, _("Correct the opinion, if something in it is wrong."))
    if not reason.strip():
        raise CannotCallIn(_("Say why the unit looks at this case itself."))
    use = request.standing
    assert use is not None  # cannot_call_in has looked.
    request.standing = use._replace(
        called_in_at=acting.now,
        called_in_by=acting.person,
        called_in_by_name=acting.name,
        reason=reason.strip(),
    )
    flow.FLOW.move(request, flow.CALL_IN)
    request.opinions = ()
    request.opened_at, request.opened_by_name = acting.now, acting.name
    note(acting, request.journal, "called in", standing=use.number, reason=reason.strip())
    place(acting, request)
    schedule(acting, request)
    waits_again(acting, request)
    acting.announce(RequestNotice(request, ("asker",), "called_in", {}))


def waits_again(acting: Acting, request: Request) -> None:
    """What was complete by an answer that the body gives itself now is so no longer."""
    consultation = request.consultation
    if consultation.completed_at is None or count(acting, consultation).is_enough:
        return
    consultation.completed_at = None
    looking.drop(acting, consultation)
    lists.place(acting, matter_of(acting, consultation.case))


def standing_said(use: StandingUse | None) -> Sentence:
    """Say that an answer came by a standing opinion; empty where it did not."""
    if use is None:
        return ""
    told = {"n": str(use.number), "since": use.since, "who": use.owner_name}
    return _("By standing opinion no. ${n} of ${since} (${who})", mapping=told)
