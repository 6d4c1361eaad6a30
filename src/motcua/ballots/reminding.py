"""Reminding members and their assistants: by rule, and by hand not more than once a day."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.ballots.closing import as_asker
from motcua.ballots.content import Ballot, Slip
from motcua.ballots.events import BallotNotice
from motcua.ballots.refusals import CannotRemind
from motcua.ballots.standing import is_over
from motcua.journal import note
from motcua.words import _
from motcua.workflows.definition import LateRule


def remind(acting: Acting, ballot: Ballot) -> int:
    """Remind whoever has not voted and was not reminded today; say how many that were."""
    acting = as_asker(acting, ballot)
    if not ballot.is_open or is_over(acting, ballot):
        raise CannotRemind(_("The time for voting is over: nobody is reminded any more."))
    waiting = tuple(each for each in ballot.voters if each.is_waited_for)
    if not waiting:
        raise CannotRemind(_("Everybody has voted."))
    today = acting.now.date()
    due = tuple(
        each for each in waiting if not each.reminded_at or each.reminded_at.date() != today
    )
    if not due:
        raise CannotRemind(
            _("Whoever has not voted was reminded today already."),
            _("Telephone them, or remind again tomorrow."),
        )
    _remind(acting, ballot, due, "urged")
    return len(due)


def remind_by_rule(acting: Acting, ballot: Ballot, rule: LateRule) -> None:
    """Remind as the procedure says, those who have not voted; nobody whose time is over."""
    waiting = tuple(each for each in ballot.voters if each.is_waited_for)
    if waiting and acting.now <= ballot.limit:
        _remind(acting, ballot, waiting, "reminder", rule.id)


def _remind(
    acting: Acting, ballot: Ballot, slips: tuple[Slip, ...], about: str, rule: str = ""
) -> None:
    for slip in slips:
        slip.reminded_at = acting.now
    note(
        acting,
        ballot.case.journal,
        "members reminded",
        ballot=ballot.id,
        rule=rule,
        members=[each.person for each in slips],
    )
    acting.announce(BallotNotice(ballot, about, slips, facts={"rule": rule}))
