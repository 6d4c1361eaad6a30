"""The secretary's agenda: every ballot that one's units hold and have not done with.

Open ones with the members that are waited for, results to be announced, and
what did not pass and waits for a word.  Read from a list, a page at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.acting import Acting
from motcua.ballots.access import holds, reads
from motcua.ballots.content import Ballot, Slip
from motcua.ballots.flow import OUTCOMES
from motcua.ballots.inbox import session_list
from motcua.ballots.session import Offer, offers
from motcua.ballots.standing import calendar_of, is_over
from motcua.deadlines.left import Left, left_until
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _

SIZE = 20
ONWARD = frozenset({"dong", "phien-hop", "lan-sau", "cong-bo"})
"""Acts that settle a ballot: counting, and what becomes of the result."""


@dataclass(frozen=True)
class Item:
    """One ballot on the agenda."""

    ballot: Ballot
    title: Label
    committee: Label
    left: Left | None
    asked: int
    waiting: tuple[Slip, ...]
    """Who has yet to vote."""
    outcome: Sentence
    to_do: Sentence
    """What is to be done with it now."""
    may_act: bool
    """This person may remind, close, announce."""
    acts: tuple[Offer, ...]
    """What this person can do now to bring it on; nothing while members vote."""


@dataclass(frozen=True)
class Agenda:
    """A page of the agenda."""

    items: tuple[Item, ...]
    next: bytes


def agenda(acting: Acting, after: bytes = b"", size: int = SIZE) -> Agenda:
    """Return a page of the ballots of one's units, the nearest limit first."""
    units = {held.unit for held in acting.holdings}
    if acting.may(Permission.CASE_READ_ALL):
        units |= {each.id for each in directory.units(acting.root)}
    page = acting.root.worklists.page([session_list(each) for each in sorted(units)], size, after)
    found = (acting.root.ballots.ballot(each.subject) for each in page.entries)
    return Agenda(
        tuple(_item(acting, each) for each in found if each is not None and reads(acting, each)),
        page.next,
    )


def _item(acting: Acting, ballot: Ballot) -> Item:
    waiting = tuple(each for each in ballot.voters if each.is_waited_for)
    calendar = calendar_of(acting, ballot.unit)
    return Item(
        ballot=ballot,
        title=Label(*ballot.title),
        committee=Label(*ballot.names),
        left=left_until(calendar, ballot.limit, acting.now) if ballot.is_open else None,
        asked=sum(1 for _each in ballot.voters),
        waiting=waiting if ballot.is_open else (),
        outcome=OUTCOMES.get(ballot.outcome, ""),
        to_do=_to_do(acting, ballot, waiting),
        may_act=holds(acting, ballot),
        acts=tuple(
            each for each in offers(acting, ballot) if each.id in ONWARD and not each.reason
        ),
    )


def _to_do(acting: Acting, ballot: Ballot, waiting: tuple[Slip, ...]) -> Sentence:
    if ballot.is_to_be_announced:
        return _("The result is to be announced.")
    if ballot.is_unsettled:
        return _("Say what becomes of it: a session, or another round.")
    if not waiting or is_over(acting, ballot):
        return _("To be closed and counted.")
    return _("Members are voting.")
