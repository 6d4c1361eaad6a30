"""Cases that are over are put away: each becomes one record, and its journal another."""

from __future__ import annotations

from typing import Any

from motcua.cases.content import Case
from motcua.journal import pack
from motcua.workflows.versions import definition


def is_over(root: Any, case: Case) -> bool:
    """Say whether the case has come to an end of its procedure."""
    state = definition(root, case.procedure, case.version).states.get(case.track.state)
    return state is not None and bool(state.final)


def put_away(root: Any, subject: bytes) -> None:
    """Put the case with key ``subject`` away if it is over; take it out if it was taken up."""
    case: Case | None = root.cases.shelf.get(subject)
    if case is None:
        return
    if is_over(root, case):
        pack(case.journal)
        case.bind()
    else:
        case.unbind()
