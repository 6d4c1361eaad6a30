"""One history of a case and all its requests, and one proof that nobody changed it.

Each request has a journal of its own: fifty bodies could not write one.  So
that none of them can be shortened or lost, the case's journal takes down the
head of every request's journal whenever the asker does something and whenever
the case takes a step.  The page shows all entries in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Request
from motcua.journal import note, verify
from motcua.journal.content import Entry

ANCHORED = "opinions anchored"
"""The deed in the case's journal that tells the heads of the requests' journals."""


@dataclass(frozen=True)
class Event:
    """One line of the common history."""

    entry: Entry
    request: Request | None
    """Whose journal it stands in; ``None`` for the case's own."""


def requests_of(acting: Acting, case: Case) -> Iterator[Request]:
    """Go through every request about a case, in the order in which they were sent."""
    for consultation in acting.root.consultations.of_case(case.key):
        yield from consultation.requests


def history(acting: Acting, case: Case) -> list[Event]:
    """Return what happened with the case and with all requests about it, oldest first.

    The lines by which journals vouch for each other are left out, and so is
    the request's own line of being sent, which the case tells for all.
    """
    own = [Event(entry, None) for entry in case.journal if entry.deed != ANCHORED]
    others = [
        Event(entry, request)
        for request in requests_of(acting, case)
        for entry in request.journal
        if entry.deed != "asked"
    ]
    return sorted([*own, *others], key=lambda event: event.entry.at)


def anchor(acting: Acting, case: Case) -> None:
    """Let the case's journal vouch for the journals of its requests as they are now."""
    together = acting.root.consultations.by_case.get(case.key)
    if together is None:
        return
    heads = tuple((each.id, each.journal.head.hex()) for each in requests_of(acting, case))
    changed = sorted(set(heads) - set(together.anchored))
    if changed:
        note(acting, case.journal, ANCHORED, heads=dict(changed))
        together.anchored = heads


def problems(acting: Acting, case: Case) -> list[str]:
    """Return what is wrong with the journals of the case's requests; nothing, if all are whole."""
    found = []
    requests = {each.id: each for each in requests_of(acting, case)}
    for id, request in requests.items():
        found += [f"{id}: {problem}" for problem in verify(request.journal)]
    for entry in case.journal:
        if entry.deed == ANCHORED:
            found += _missing(requests, entry)
    return found


def _missing(requests: dict[str, Request], entry: Entry) -> Iterator[str]:
    for id, head in entry.facts["heads"].items():
        request = requests.get(id)
        if request is None:
            yield f"{id}: the request is gone"
        elif head not in {each.digest.hex() for each in request.journal}:
            yield f"{id}: the entry {head} is gone"
