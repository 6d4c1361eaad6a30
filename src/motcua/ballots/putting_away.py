"""The ballots about a case that is over are put away: all of them become one record."""

from __future__ import annotations

from typing import Any

from motcua.ballots.content import CaseBallots
from motcua.cases.putting_away import is_over
from motcua.journal import pack


def put_away(root: Any, subject: bytes) -> None:
    """Put away the ballots about the case with key ``subject``, once none of them is open."""
    together: CaseBallots | None = root.ballots.by_case.get(subject)
    if together is None:
        return
    if not is_over(root, root.cases.shelf[subject]) or any(b.is_open for b in together.ballots):
        together.unbind()
        return
    root.ballots.place(subject)
    for ballot in together.ballots:
        for slip in ballot.slips:
            pack(slip.journal, alone=False)
    together.bind()
