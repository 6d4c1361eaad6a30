"""Announcing a result: a task on the agenda until somebody says that and how it was done.

What members adopted by ballot is told to the committee, at its next session as
a rule (Quy chế mẫu, QĐ 53/2006/QĐ-TTg); the record says when and in which words.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.ballots.closing import as_asker
from motcua.ballots.content import Announcement, Ballot
from motcua.ballots.events import BallotNotice
from motcua.ballots.inbox import place_ballot
from motcua.ballots.refusals import CannotAnnounce
from motcua.journal import note
from motcua.words import _


def announce(acting: Acting, ballot: Ballot, words: str) -> None:
    """Take down that the result was announced, at which session or in which letter."""
    acting = as_asker(acting, ballot)
    if ballot.announced is not None:
        raise CannotAnnounce(
            _(
                "${who} took down already, at ${when}, that it was announced.",
                mapping={"who": ballot.announced.by_name, "when": ballot.announced.at},
            )
        )
    if not ballot.is_to_be_announced:
        raise CannotAnnounce(_("Only what was adopted by ballot is announced."))
    if not words.strip():
        raise CannotAnnounce(_("Say at which session, or in which letter, it was announced."))
    ballot.announced = Announcement(acting.now, acting.person, acting.name, words.strip())
    note(acting, ballot.case.journal, "ballot announced", ballot=ballot.id, words=words.strip())
    place_ballot(acting, ballot)
    acting.announce(
        BallotNotice(ballot, "announced", tuple(ballot.slips), facts={"reason": words.strip()})
    )
