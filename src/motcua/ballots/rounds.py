"""What an earlier round brought, carried into the next: results, and the words of members.

The next round is asked on what did not pass.  Members see what came out of the
round before and what was said there, each with its name; of a secret ballot
only the sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.ballots.content import PASSED, SIGNED, Ballot, Count
from motcua.ballots.flow import OUTCOMES
from motcua.cases.content import Case
from motcua.words import Sentence


@dataclass(frozen=True)
class Remark:
    """What a member said of a matter."""

    who: str
    matter: str
    text: str


@dataclass(frozen=True)
class Earlier:
    """What one round brought."""

    ballot: Ballot
    outcome: Sentence
    counts: tuple[tuple[str, Count, Sentence], ...]
    """Title of each matter, its sums, and what came out."""
    remarks: tuple[Remark, ...]


def earlier(acting: Acting, ballot: Ballot) -> tuple[Earlier, ...]:
    """Return the rounds before this one that were counted, the newest first."""
    every = acting.root.ballots.of_case(ballot.case.key)
    return tuple(
        told(each)
        for each in reversed(every)
        if each.template == ballot.template and each.round < ballot.round and each.is_closed
    )


def last_counted(acting: Acting, case: Case, template: str) -> Ballot | None:
    """Return the last round under a template that was counted."""
    every = acting.root.ballots.of_case(case.key)
    return next((b for b in reversed(every) if b.template == template and b.is_closed), None)


def not_passed(ballot: Ballot) -> Sequence[str]:
    """Return the matters on which the members are asked again."""
    open_ones = [
        each.title
        for each in ballot.matters
        if (count := ballot.count_of(each.id)) is None or count.outcome != PASSED
    ]
    return open_ones


def told(ballot: Ballot) -> Earlier:
    """Return what a counted round brought."""
    titles = {each.id: each.title for each in ballot.matters}
    return Earlier(
        ballot=ballot,
        outcome=OUTCOMES[ballot.outcome],
        counts=tuple((titles[each.matter], each, OUTCOMES[each.outcome]) for each in ballot.counts),
        remarks=() if ballot.rules.secret else tuple(_remarks(ballot, titles)),
    )


def _remarks(ballot: Ballot, titles: dict[str, str]) -> list[Remark]:
    found = [
        Remark(slip.name, titles[answer.matter], answer.text)
        for slip in ballot.slips
        if slip.state == SIGNED
        for answer in slip.answers
        if answer.text
    ]
    spoken = [Remark(slip.name, "", slip.comment) for slip in ballot.slips if slip.comment]
    return [*found, *spoken]
