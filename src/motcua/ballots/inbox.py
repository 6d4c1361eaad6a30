"""A slip in the list of its member, until it is signed or the ballot ends."""

from __future__ import annotations

from typing import Any, NamedTuple

from motcua.acting import Acting
from motcua.ballots.content import SENT, Slip
from motcua.cases import lists

SHOWN_OF_MATTER = 80


class SlipRow(NamedTuple):
    """What a list shows of a slip; begins like :class:`motcua.cases.lists.Row`."""

    code: str
    procedure: str
    version: int
    applicant: str
    subject: str
    """The first matter."""
    state: str
    assignee: str
    clock_runs: bool
    kind: str
    """``ballot``."""
    unit: str
    """Whose committee it is; its calendar counts."""
    matters: int
    votes: bool


def slip_list(person: str) -> str:
    """Return the list of what somebody votes on.

    It is not the list of their cases: whoever has a position delegated to them
    reads that one, and a vote cannot be delegated.
    """
    return f"{lists.personal(person)}:ballots"


def is_slip(row: tuple[Any, ...]) -> bool:
    """Say whether a row of a work list is the slip of a ballot."""
    return len(row) == len(SlipRow._fields) and row[8] == "ballot"


def place(acting: Acting, slip: Slip) -> None:
    """Put the slip where it belongs now, and out of where it stood."""
    ballot = slip.ballot
    waits = ballot.is_open and slip.state == SENT
    wanted = ((slip_list(slip.person), ballot.limit),) if waits else ()
    worklists = acting.root.worklists
    for name, stood_due in slip.places:
        if (name, stood_due) not in wanted:
            worklists.leave(name, stood_due, slip.key)
    for each in wanted:
        worklists.enter(*each, slip.key, tuple(row_of(slip)), stands=each in slip.places)
    if slip.places != wanted:
        slip.places = wanted


def row_of(slip: Slip) -> SlipRow:
    """Return what lists show of the slip."""
    ballot = slip.ballot
    return SlipRow(
        code=ballot.case.code,
        procedure=ballot.procedure,
        version=ballot.version,
        applicant=ballot.case.applicant.name,
        subject=ballot.matters[0].title[:SHOWN_OF_MATTER],
        state=slip.state,
        assignee=slip.person,
        clock_runs=True,
        kind="ballot",
        unit=ballot.unit,
        matters=len(ballot.matters),
        votes=slip.votes,
    )
