"""One history of a case and all its requests, and one proof that nobody changed it.

Each request has a journal of its own: fifty bodies could not write one.  So
that none of them can be shortened or lost, the case's journal takes down the
head of every request's journal whenever the asker does something and whenever
the case takes a step.  The page shows all entries in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from itertools import zip_longest

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Request
from motcua.journal import Broken, chain, note, verify
from motcua.journal.content import Entry, Journal
from motcua.journal.verifying import links_of
from motcua.words import _

ANCHORED = "opinions anchored"
"""The deed in the case's journal that tells the heads of the requests' journals."""
VOUCHING = frozenset({ANCHORED, "slips anchored"})
"""Lines by which a case's journal vouches for others: nobody's deed."""


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


def own_requests_of(acting: Acting, case: Case) -> Iterator[Request]:
    """Go through what the case itself asked, without what bodies asked further."""
    for consultation in acting.root.consultations.asked_by_case(case.key):
        yield from consultation.requests


def history(acting: Acting, case: Case) -> list[Event]:
    """Return what happened with the case and with all requests about it, oldest first.

    The lines by which journals vouch for each other are left out, and so is
    the request's own line of being sent, which the case tells for all.
    """
    own = [Event(entry, None) for entry in case.journal if entry.deed not in VOUCHING]
    others = [
        Event(entry, request)
        for request in requests_of(acting, case)
        for entry in request.journal
        if entry.deed != "asked"
    ]
    return sorted([*own, *others], key=lambda event: event.entry.at)


def newest_first(acting: Acting, case: Case) -> Iterator[Event]:
    """Go through the same history from its end, loading no more of it than is asked for."""
    requests = reversed(list(requests_of(acting, case)))
    events = [_backwards(each.journal, each) for each in requests]
    events.append(_backwards(case.journal, None))
    return merge(*events, key=lambda event: event.entry.at, reverse=True)


def _backwards(journal: Journal, request: Request | None) -> Iterator[Event]:
    hidden = VOUCHING if request is None else frozenset({"asked"})
    return (Event(entry, request) for entry in reversed(journal) if entry.deed not in hidden)


def anchor(acting: Acting, case: Case) -> None:
    """Let the case's journal vouch for the journals of its requests as they are now."""
    together = acting.root.consultations.by_case.get(case.key)
    if together is None:
        return
    counts = tuple(len(each.journal) for each in together.requests)
    changed = {
        each.id: (count, each.journal.head.hex())
        for each, count, before in zip_longest(together.requests, counts, together.vouched)
        if count != (before or 0)
    }
    if changed:
        note(acting, case.journal, ANCHORED, heads=changed)
        together.vouched = counts


def problems(acting: Acting, case: Case) -> list[Broken]:
    """Return what is wrong with the journals of the case's requests; nothing, if all are whole."""
    journals = {each.id: each.journal for each in requests_of(acting, case)}
    return untold(case.journal, ANCHORED, journals)


def untold(case: Journal, anchored: str, journals: Mapping[str, Journal]) -> list[Broken]:
    """Return what is wrong with ``journals``, alone or beside what a case's journal took down.

    ``anchored`` is the deed under which the case's journal told their heads.
    """
    found = [broken for id, each in journals.items() for broken in verify(each, id)]
    for entry in case:
        if entry.deed == anchored:
            found += _missing(journals, entry)
    return found


def _missing(journals: Mapping[str, Journal], entry: Entry) -> Iterator[Broken]:
    for id, (number, head) in entry.facts["heads"].items():
        links = links_of(journals[id]) if id in journals else []
        if links is None:
            continue  # verify has said so.
        if len(links) < number:
            yield Broken(id, len(links) + 1, _("the end was cut off"))
        elif chain.head_of(links[number - 1]).hex() != head:
            yield Broken(id, number, _("differs from what the case took down"))
