"""What people do inside the asked body before it answers: open, assign, claim, return.

The asker sees that a request was opened and when, and that somebody prepares
the answer; not who discusses it with whom, and not a word of the draft.
"""

from __future__ import annotations

from motcua.acting import Acting, NotAllowed
from motcua.consultations import alarms, flow, inbox
from motcua.consultations.content import SENT, Request
from motcua.consultations.events import RequestAssigned, RequestNotice, RequestOpened
from motcua.consultations.refusals import CannotAssign, NotOpen
from motcua.journal import note
from motcua.people import directory
from motcua.people.content import Person
from motcua.permissions import Permission
from motcua.words import _


def as_answerer(acting: Acting, request: Request) -> Acting:
    """Return the person in the position that answers for the body; refuse anybody else."""
    return _in_position(acting, request, Permission.OPINION_ANSWER)


def _in_position(acting: Acting, request: Request, permission: Permission) -> Acting:
    fitting = [
        held
        for held in acting.holdings
        if held.unit == request.unit and permission in held.permissions
    ]
    if not fitting:
        unit = directory.unit(acting.root, request.unit)
        raise NotAllowed(
            _("You do not answer for ${unit}.", mapping={"unit": unit.title}),
            _("Only officials of the asked unit do, in a position that allows it."),
        )
    return acting.as_(min(fitting, key=lambda held: bool(held.on_behalf_of)))


def require_open(acting: Acting, request: Request) -> None:
    """Refuse what can only be done as long as an answer is waited for."""
    if request.is_cut_off and request.withdrawal:
        raise NotOpen(
            _(
                "${who} closed this round of opinions at ${when}: ${reason}",
                mapping={
                    "who": request.withdrawal.by_name,
                    "when": request.withdrawal.at,
                    "reason": request.withdrawal.reason,
                },
            ),
            _("Nothing more is expected of your unit; a draft stays readable here."),
        )
    if request.is_withdrawn and request.withdrawal:
        raise NotOpen(
            _(
                "The request was withdrawn by ${who} at ${when}: ${reason}",
                mapping={
                    "who": request.withdrawal.by_name,
                    "when": request.withdrawal.at,
                    "reason": request.withdrawal.reason,
                },
            ),
            _("Nothing more is expected of your unit."),
        )
    if not request.is_open:
        raise NotOpen(_("The request is no longer open."), _("Look at it as it is now."))


def open_request(acting: Acting, request: Request) -> None:
    """Take note of the request for the body: what the asker sees as “opened”.

    Claiming, assigning and drafting open it too; looking at it does not,
    because reading a page never writes.
    """
    acting = as_answerer(acting, request)
    if not request.is_told:
        require_open(acting, request)
    opened(acting, request)
    inbox.place(acting, request)


def opened(acting: Acting, request: Request) -> None:
    """Take down the first time that somebody of the body did something with the request."""
    if request.state != SENT and (not request.is_told or request.opened_at):
        return
    if request.state == SENT:
        flow.FLOW.move(request, flow.OPEN)
    request.opened_at, request.opened_by_name = acting.now, acting.name
    note(acting, request.journal, "opened")
    alarms.schedule(acting, request)
    acting.announce(RequestOpened(request))


def may_prepare(acting: Acting, request: Request) -> list[Person]:
    """Return who may be given the request: whoever may answer for the body today."""
    today = acting.now.date()
    everyone = directory.people_of(acting.root, request.unit, today)
    return [each for each in everyone if _answers(acting, request.unit, each)]


def _answers(acting: Acting, unit: str, person: Person) -> bool:
    held = directory.holdings(acting.root, acting.office, person.id, acting.now.date())
    return any(each.unit == unit and Permission.OPINION_ANSWER in each.permissions for each in held)


def assign(acting: Acting, request: Request, person: str) -> None:
    """Let somebody of the body prepare the answer."""
    acting = _in_position(acting, request, Permission.OPINION_ASSIGN)
    require_open(acting, request)
    if person not in {each.id for each in may_prepare(acting, request)}:
        raise CannotAssign(
            _("This person does not answer for the unit today."), _("Choose somebody else.")
        )
    _hand(acting, request, person, "assigned")
    acting.announce(RequestNotice(request, ("partner",), "assigned", {}))


def claim(acting: Acting, request: Request) -> None:
    """Take the request upon oneself."""
    acting = as_answerer(acting, request)
    require_open(acting, request)
    if request.assignee not in ("", acting.person):
        holder = directory.name_of(acting.root, request.assignee)
        raise CannotAssign(
            _("${who} prepares this answer already.", mapping={"who": holder}),
            _("Ask them, or have it assigned to you."),
        )
    _hand(acting, request, acting.person, "claimed")


def give_back(acting: Acting, request: Request, reason: str = "") -> None:
    """Return the request to the body, for somebody else to take."""
    acting = as_answerer(acting, request)
    require_open(acting, request)
    if request.assignee != acting.person and request.assignee != acting.on_behalf_of:
        raise CannotAssign(_("The request is not with you."), _("Only its holder gives it back."))
    _hand(acting, request, "", "given back", reason.strip())


def _hand(acting: Acting, request: Request, person: str, deed: str, reason: str = "") -> None:
    opened(acting, request)
    before, request.assignee = request.assignee, person
    if before != person:
        note(acting, request.journal, deed, before=before, after=person, reason=reason)
        acting.announce(RequestAssigned(request, before, person))
    inbox.place(acting, request)
