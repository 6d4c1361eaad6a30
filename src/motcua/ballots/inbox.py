"""A slip in the list of its member, and the ballot in the list of whoever holds the session.

A slip that is not secret stands in the lists of the member's assistants as
well: they fill it in, and the member signs it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from motcua.acting import Acting
from motcua.ballots.content import SENT, Ballot, Slip
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
    wanted = tuple((name, ballot.limit) for name in _lists(slip)) if waits else ()
    _place(acting, slip, wanted, row_of(slip))


def _lists(slip: Slip) -> list[str]:
    helping = () if slip.ballot.rules.secret else slip.assistants
    return [slip_list(each) for each in dict.fromkeys((slip.person, *helping))]


def session_list(unit: str) -> str:
    """Return the list of the ballots that a unit holds and has not done with."""
    return f"unit:{unit}:sessions"


def place_ballot(acting: Acting, ballot: Ballot) -> None:
    """Put the ballot where it belongs now: on the agenda until nothing is to be done with it."""
    stays = ballot.is_open or ballot.is_to_be_announced or ballot.is_unsettled
    wanted = ((session_list(ballot.asking_unit), ballot.limit),) if stays else ()
    row = BallotRow(ballot.case.code, ballot.procedure, ballot.version, ballot.committee)
    _place(acting, ballot, wanted, row)


def _place(
    acting: Acting,
    thing: Slip | Ballot,
    wanted: tuple[tuple[str, datetime | None], ...],
    row: tuple[Any, ...],
) -> None:
    acting.root.worklists.move(thing.key, thing.places, wanted, tuple(row))
    if thing.places != wanted:
        thing.places = wanted


class BallotRow(NamedTuple):
    """What the list of sessions keeps of a ballot."""

    code: str
    procedure: str
    version: int
    committee: str


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
