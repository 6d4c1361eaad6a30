"""What passed between the asker of a case and one body, in order: a question, an answer, and so on.

The lines are those of the requests' own journals, with the words that belong
to them.  Who may not know of a request finds none of it here, and who may not
read an answer finds that there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.access import is_inside, may_see, opinions_seen
from motcua.consultations.content import Opinion, Request
from motcua.consultations.history import requests_of
from motcua.journal.content import Entry

ASKED, GIVEN = "asked", "opinion given"
OF_ASKER = frozenset({ASKED, "urged", "extension granted", "extension refused", "withdrawn"})
"""Deeds of the side that asks."""
OF_NOBODY = frozenset({"reminded", "silence recorded", "overdue reported"})
"""What happened by itself."""
SAID = OF_ASKER | OF_NOBODY | {"opened", "extension asked", GIVEN}
"""What both sides may know; everything else goes on inside the body."""

ASKER, BODY, NOBODY = "asker", "body", "nobody"


@dataclass(frozen=True)
class Turn:
    """One thing that was asked, said or done."""

    at: datetime
    side: str
    request: Request
    entry: Entry
    opinion: Opinion | None = None
    """The version that was given then, for whoever may read it."""

    @property
    def is_question(self) -> bool:
        """Say whether it is the question itself."""
        return self.entry.deed == ASKED


def conversation(acting: Acting, case: Case, unit: str) -> tuple[Turn, ...]:
    """Return what passed between ``unit`` and those who asked it, or whom it asked, on the case."""
    turns = (
        turn
        for request in requests_of(acting, case)
        if unit in (request.unit, request.consultation.asking_unit) and may_see(acting, request)
        for turn in _turns(acting, request)
    )
    return tuple(sorted(turns, key=lambda turn: turn.at))


def _turns(acting: Acting, request: Request) -> Iterator[Turn]:
    seen = {each.version: each for each in opinions_seen(acting, request)}
    inside = is_inside(acting, request.unit)
    for entry in request.journal:
        if inside or entry.deed in SAID:
            version = int(entry.facts.get("version", 1)) if entry.deed == GIVEN else 0
            yield Turn(entry.at, _side(entry), request, entry, seen.get(version))


def _side(entry: Entry) -> str:
    if entry.deed in OF_ASKER:
        return ASKER
    return NOBODY if entry.deed in OF_NOBODY else BODY
