"""Finding what a ballot stands on: its template, its committee, whose slip it is today."""

from __future__ import annotations

from motcua.acting import Acting, NotHere
from motcua.ballots.content import Ballot, Slip
from motcua.ballots.refusals import NotYourSlip, VoteClosed
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.deadlines.calendar import Calendars, WorkingCalendar
from motcua.people import directory
from motcua.people.content import Membership
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate
from motcua.workflows.versions import definition


def template_of(acting: Acting, ballot: Ballot) -> ConsultationTemplate:
    """Return the template as it stood when the ballot began."""
    return definition(acting.root, ballot.procedure, ballot.version).consultations[ballot.template]


def openable(acting: Acting, case: Case) -> tuple[ConsultationTemplate, ...]:
    """Return the ballots that the present state of the case allows."""
    rules = matter_of(acting, case).definition
    every = (rules.consultations[id] for id in rules.states[case.track.state].consult)
    return tuple(each for each in every if each.is_ballot)


def openable_template(acting: Acting, case: Case, id: str) -> ConsultationTemplate:
    """Return the template of that id; :class:`NotHere` where the state does not allow it."""
    found = next((each for each in openable(acting, case) if each.id == id), None)
    if found is None:
        raise NotHere()
    return found


def calendar_of(acting: Acting, unit: str) -> WorkingCalendar:
    """Return the calendar of the unit whose committee is asked."""
    return acting.office.borrow(Calendars).of_unit(unit)


def seat_today(acting: Acting, slip: Slip) -> Membership | None:
    """Return the seat that the member of this slip has today."""
    seats = directory.members(acting.root, slip.ballot.committee, acting.now.date())
    return next((each for each in seats if each.person == slip.person), None)


def as_member(acting: Acting, slip: Slip) -> Acting:
    """Return the member acting in person; refuse everybody else, and who no longer sits."""
    if acting.person != slip.person:
        raise NotYourSlip(
            _("This is the slip of ${who}.", mapping={"who": slip.name}),
            _("A vote is the member's own: nobody casts it for them."),
        )
    seat = seat_today(acting, slip)
    if seat is None or (slip.votes and not seat.votes):
        raise NotYourSlip(
            _("You no longer sit on this committee with a vote."),
            _("Tell the office that sent the slip."),
        )
    own = [held for held in acting.holdings if not held.on_behalf_of]
    fitting = [held for held in own if held.unit == slip.ballot.unit] or own
    return acting.as_(fitting[0] if fitting else None)


def as_preparer(acting: Acting, slip: Slip) -> Acting:
    """Return the member, or an assistant who fills the slip in for them; refuse anybody else.

    An assistant prepares and never votes, and prepares nothing of a secret slip.
    """
    if not assists(acting, slip):
        return as_member(acting, slip)
    if slip.ballot.rules.secret:
        raise NotYourSlip(
            _("A secret slip is filled in by the member alone."),
            _("Nothing of it is prepared for them."),
        )
    own = [held for held in acting.holdings if not held.on_behalf_of]
    return acting.as_(own[0] if own else None)


def assists(acting: Acting, slip: Slip) -> bool:
    """Say whether this person assists the member, as the slip and the committee of today say."""
    if acting.person == slip.person or acting.person not in slip.assistants:
        return False
    seat = seat_today(acting, slip)
    return seat is not None and acting.person in seat.assistants


def is_over(acting: Acting, ballot: Ballot) -> bool:
    """Say whether the time has passed; at the limit itself a vote is in time."""
    return acting.now > ballot.limit


def require_open(acting: Acting, ballot: Ballot) -> None:
    """Refuse what can only be done as long as votes are taken."""
    if ballot.ending is not None:
        what = {"who": ballot.ending.by_name, "when": ballot.ending.at}
        raise VoteClosed(
            _("The ballot was withdrawn by ${who} at ${when}.", mapping=what)
            if not ballot.is_closed
            else _("The ballot was closed at ${when}.", mapping=what),
            _("Nothing more is expected of you."),
        )
    if is_over(acting, ballot):
        raise VoteClosed(
            _("The time for voting ended at ${when}.", mapping={"when": ballot.limit}),
            _("If you have to say something still, write to the office that sent the slip."),
        )
