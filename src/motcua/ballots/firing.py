"""What the worker does for ballots when the due queue says so."""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.ballots import alarms, closing
from motcua.ballots.content import Ballot
from motcua.ballots.reminding import remind_by_rule
from motcua.ballots.sealing import Urns
from motcua.storage.due import DueHandlers


def furnish(office: Office) -> None:
    """Let the due queue end ballots, remind members, and destroy keys."""
    handlers = office.borrow(DueHandlers)
    handlers.lend(alarms.KIND, fire)
    handlers.lend(closing.COMPLETE, complete)
    handlers.lend(closing.BURN, burn)


def fire(acting: Acting, subject: bytes, rule_id: str) -> None:
    """Remind, or end the ballot.  An alarm that no longer applies does nothing."""
    ballot: Ballot | None = acting.root.ballots.ballot(subject)
    if ballot is None or ballot.alarm is None or ballot.alarm[1] != rule_id:
        return
    if acting.now < ballot.alarm[0]:
        return
    ballot.alarm = None
    rule = alarms.rule_of(acting, ballot, rule_id)
    if rule is not None:
        ballot.fired = (*ballot.fired, rule_id)
        remind_by_rule(acting, ballot, rule)
    else:
        closing.fire_limit(acting, ballot)
    alarms.schedule(acting, ballot)


def complete(acting: Acting, subject: bytes, _rule: str) -> None:
    """Count, if everybody has voted."""
    ballot: Ballot | None = acting.root.ballots.ballot(subject)
    if ballot is not None and ballot.is_open and closing.is_complete(ballot):
        closing.end(acting, ballot)


def burn(acting: Acting, subject: bytes, _rule: str) -> None:
    """Destroy the outer half of the key, once the count is stored; doing it twice is harmless."""
    ballot: Ballot | None = acting.root.ballots.ballot(subject)
    if ballot is None or not ballot.is_open:
        Urns.of(acting.office).burn(subject)
