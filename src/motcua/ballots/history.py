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
from motcua.journal import Broken, chain, note, verify
from motcua.journal.verifying import links_of
from motcua.words import _

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
    found = [broken for id, each in slips.items() for broken in verify(each.journal, id)]
    for entry in case.journal:
        if entry.deed == ANCHORED:
            for id, (number, head) in entry.facts["heads"].items():
                found += _missing(slips.get(id), id, number, head)
    return found


def _missing(slip: Slip | None, id: str, number: int, head: str) -> Iterator[Broken]:
    links = links_of(slip.journal) if slip is not None else []
    if links is None:
        return  # verify has said so.
    if len(links) < number:
        yield Broken(id, len(links) + 1, _("the end was cut off"))
    elif chain.head_of(links[number - 1]).hex() != head:
        yield Broken(id, number, _("differs from what the case took down"))
