"""Journals of slips, and how the case's journal vouches for them.

A vote writes its own slip's journal and nothing else.  Whenever the office
does something with the ballot, and whenever the case takes a step, the case's
journal takes down the heads, so that none of them can be shortened or lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from motcua.acting import Acting
from motcua.ballots.content import Slip
from motcua.cases.content import Case
from motcua.consultations.history import untold
from motcua.journal import Broken, note

ANCHORED = "slips anchored"
"""The deed in the case's journal that tells the heads of the slips' journals."""


def slips_of(acting: Acting, case: Case) -> Iterator[Slip]:
    """Go through every slip about a case."""
    for ballot in acting.root.ballots.of_case(case.key):
        yield from ballot.slips


def anchor(acting: Acting, case: Case) -> None:
    """Let the case's journal vouch for the journals of its slips as they are now."""
    heads: dict[str, tuple[int, str]] = {}
    for ballot in acting.root.ballots.of_case(case.key):
        counts = tuple(len(each.journal) for each in ballot.slips)
        for slip, count, before in zip_longest(ballot.slips, counts, ballot.vouched):
            if count != before:
                heads[slip.id] = count, slip.journal.head.hex()
        if counts != ballot.vouched:
            ballot.vouched = counts
    if heads:
        note(acting, case.journal, ANCHORED, heads=heads)


def problems(acting: Acting, case: Case) -> list[Broken]:
    """Return what is wrong with the journals of the slips; nothing, if all are whole."""
    slips = {each.id: each for each in slips_of(acting, case)}
    return untold(case.journal, ANCHORED, {id: each.journal for id, each in slips.items()})
