"""What becomes of what was asked further, when the body's own request comes to its end.

An answer that goes straight to the asker is the body's answer from that moment
on, and says whose it is.  Whoever is still asked when the body has answered, or
need not answer any more, is told that nothing more is expected.
"""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.consultations import flow
from motcua.consultations.alarms import schedule
from motcua.consultations.answering import enter
from motcua.consultations.asking.sending import take_back
from motcua.consultations.completing import answered
from motcua.consultations.content import Opinion, Request
from motcua.consultations.events import OpinionGiven, RequestNotice, RequestWithdrawn
from motcua.consultations.inbox import place
from motcua.words import Sentence, _, translate


def furnish(office: Office) -> None:
    """Listen to answers and withdrawals."""
    office.listen(OpinionGiven, opinion_given)
    office.listen(RequestWithdrawn, request_withdrawn)


def opinion_given(acting: Acting, event: OpinionGiven) -> None:
    """Let a direct answer be that of the body; end what is no longer needed."""
    request = event.request
    if event.opinion.version == 1:
        end_below(acting, request, _("The unit that asked you has given its answer."))
    parent = acting.root.consultations.parent_of(request.consultation)
    if parent is not None and request.consultation.direct and parent.is_open:
        pass_straight(acting, parent, request, event.opinion)


def request_withdrawn(acting: Acting, event: RequestWithdrawn) -> None:
    """Whoever was asked further has nothing more to answer."""
    end_below(acting, event.request, _("The question to the unit that asked you was withdrawn."))


def end_below(acting: Acting, request: Request, reason: Sentence) -> None:
    """Take back what the body asked further and is still open."""
    for consultation in acting.root.consultations.asked_below(request):
        for each in consultation.requests:
            if each.is_open:
                take_back(acting, each, translate(reason, "vi"))


def pass_straight(acting: Acting, parent: Request, request: Request, given: Opinion) -> None:
    """Give what was answered further as the answer of the body that had it asked."""
    flow.FLOW.move(parent, flow.ANSWER)
    parent.clock = parent.clock.stopped(acting.now)
    parent.draft, parent.submission = None, None
    enter(
        acting,
        parent,
        given.reply,
        given_by=given.given_by,
        given_by_name=given.given_by_name,
        position=given.position,
        on_behalf_of=given.on_behalf_of,
        on_behalf_of_name=given.on_behalf_of_name,
        through=request.key,
    )
    place(acting, parent)
    schedule(acting, parent)
    acting.announce(RequestNotice(parent, ("partner",), "answered_direct", {}))
    answered(acting, parent)
