"""More time for a ballot that is still open: with a reason, told to whoever has not voted.

Members were promised a limit; moving it changes nothing of what is signed.
The rules of the committee say how much time members have at most (NĐ 191/2026
Đ17.1); no single extension is longer than that.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.ballots.alarms import schedule
from motcua.ballots.closing import as_asker
from motcua.ballots.content import Ballot, MoreTime
from motcua.ballots.events import BallotNotice
from motcua.ballots.history import anchor
from motcua.ballots.inbox import place, place_ballot
from motcua.ballots.refusals import CannotExtend
from motcua.ballots.settings import BallotRules
from motcua.ballots.standing import calendar_of, is_over
from motcua.deadlines.due import due_at
from motcua.deadlines.terms import Term
from motcua.journal import note
from motcua.words import _


def extend(acting: Acting, ballot: Ballot, more: Term, reason: str) -> None:
    """Move the limit by ``more``, counted from the limit there is."""
    acting = as_asker(acting, ballot)
    if not ballot.is_open or is_over(acting, ballot):
        raise CannotExtend(
            _("The time for voting is over: its end is not moved any more."),
            _("Ask the members again, in a new round."),
        )
    if not reason.strip():
        raise CannotExtend(_("Say why the members get more time."))
    calendar, most = calendar_of(acting, ballot.unit), acting.office.borrow(BallotRules).longest
    until = due_at(calendar, ballot.limit, more).instant
    if more.is_nothing or until <= ballot.limit:
        raise CannotExtend(_("That is no more time."), _("Say how much more is needed."))
    if until > due_at(calendar, ballot.limit, most).instant:
        raise CannotExtend(
            _("Members get at most ${term} more at once.", mapping={"term": most.said}),
            _("Set a shorter time."),
        )
    given = MoreTime(acting.now, acting.person, acting.name, ballot.limit, until, reason.strip())
    ballot.extensions = (*ballot.extensions, given)
    ballot.limit, ballot.fired = until, ()
    note(
        acting,
        ballot.case.journal,
        "ballot extended",
        ballot=ballot.id,
        before=given.before,
        limit=until,
        reason=given.reason,
    )
    waiting = tuple(each for each in ballot.slips if each.is_waited_for or not each.votes)
    for slip in waiting:
        place(acting, slip)
    place_ballot(acting, ballot)
    schedule(acting, ballot)
    anchor(acting, ballot.case)
    acting.announce(BallotNotice(ballot, "extended", waiting, facts={"reason": given.reason}))
