"""Telling those who were asked how the case ended.

Whoever gave an opinion, or was silent, learns what came of it; whoever was
told that their answer is not wanted any more is left in peace.  The step that
ends the case only leaves a note: the worker tells fifty bodies, not the
official who signs.
"""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting, Office
from motcua.cases.content import Case
from motcua.cases.events import CaseClosed
from motcua.cases.putting_away import is_over
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.history import requests_of
from motcua.storage.due import DueHandlers

KIND = "decision to be told"
"""Under which the due queue knows that bodies are to be told."""
ABOUT = "decided"


def furnish(office: Office) -> None:
    """Listen to cases that end, and let the due queue fire."""
    office.listen(CaseClosed, case_closed)
    office.borrow(DueHandlers).lend(KIND, fire)


def case_closed(acting: Acting, event: CaseClosed) -> None:
    """Have the worker tell those who were asked."""
    if acting.root.consultations.of_case(event.case.key):
        acting.root.due_queue.put(acting.now, KIND, event.case.key)


def fire(acting: Acting, subject: bytes, _rule: str) -> None:
    """Tell each body once, unless the case was taken up again meanwhile."""
    case: Case | None = acting.root.cases.shelf.get(subject)
    if case is None or not is_over(acting.root, case):
        return
    for request in told(acting, case):
        acting.announce(RequestNotice(request, ("partner",), ABOUT, {}))


def told(acting: Acting, case: Case) -> Iterator[Request]:
    """Go through the last request to each body of the house that was not taken back."""
    last = {each.unit: each for each in requests_of(acting, case) if each.unit}
    for request in last.values():
        if not request.is_withdrawn and request.outsider is None:
            yield request
