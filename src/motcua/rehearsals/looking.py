"""Reading off how the case of a rehearsal stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.content import Case
from motcua.cases.lists import WAITING
from motcua.cases.matter import matter_of
from motcua.consultations.content import Request
from motcua.consultations.flow import STATES
from motcua.consultations.history import own_requests_of
from motcua.consultations.templates import limit_of
from motcua.deadlines.clock import Clock
from motcua.deadlines.timetable import instant_of
from motcua.documents.content import Document
from motcua.documents.letters import Letters
from motcua.people import directory
from motcua.rehearsals import voting
from motcua.rehearsals.happenings import Asked, Letter, Standing
from motcua.words import Sentence

LETTER = "letter:"


def standing(acting: Acting, case: Case) -> Standing:
    """Return how the case stands now."""
    track, state = case.track, matter_of(acting, case).definition.states[case.track.state]
    left = clocks.case_left(acting, case)
    calendar = clocks.calendar_of(acting, case)
    return Standing(
        state=state.id,
        title=state.title,
        final=state.final,
        due=clocks.case_due(acting, case),
        step_due=clocks.step_due(acting, case),
        left=left.said if left and not _is_stopped(track.clock) else "",
        is_late=bool(left and left.is_late),
        explained=clocks.case_explained(acting, case),
        step_explained=_explained(track.step_clock, calendar),
        clock=_runs(track.clock),
        assignee=track.assignee,
        lists=tuple(name for name, _due in track.places),
        asked=(
            *(_asked(acting, each) for each in own_requests_of(acting, case)),
            *voting.asked(acting, case),
        ),
        limit=track.clock.limit(calendar) if track.clock else None,
        stopped=_stopped(track.clock),
        places=tuple(_place(name) for name, _due in track.places),
    )


def _is_stopped(clock: Clock | None) -> bool:
    return clock is not None and clock.is_stopped


def _stopped(clock: Clock | None) -> datetime | None:
    """Return when the clock came to its end; ``None`` while it has not."""
    return instant_of(clock.facts[-1][1]) if clock and clock.is_stopped else None


def _explained(clock: Clock | None, calendar: Any) -> tuple[Sentence, ...]:
    return tuple(line.said for line in clock.explained(calendar)) if clock else ()


def _runs(clock: Clock | None) -> str:
    if clock is None:
        return ""
    if clock.is_stopped:
        return "stopped"
    return "paused" if clock.is_paused else "running"


def _place(name: str) -> tuple[str, str, str]:
    """Return the parts of a list's name: what kind it is, in which unit, whose."""
    waits = name.startswith(WAITING)
    kind, _colon, rest = name.removeprefix(WAITING).partition(":")
    unit, _colon, whose = rest.rpartition(":")
    return ("waiting" if waits else kind), unit, whose


def _asked(acting: Acting, request: Request) -> Asked:
    silence, opinion = request.silence, request.opinion
    return Asked(
        unit=request.unit,
        title=directory.unit(acting.root, request.unit).title,
        due=limit_of(acting, request),
        state=request.state,
        said=STATES[request.state],
        outcome=opinion.reply.outcome if opinion else "",
        meaning=silence.meaning if silence else "",
        ground=silence.ground if silence else "",
        is_late=bool(request.first_own and request.first_own.is_late),
    )


def letters(acting: Acting, case: Case, since: int = 0) -> tuple[Letter, ...]:
    """Return the letters in the dossier behind its first ``since`` pieces."""
    return tuple(
        _letter(acting, each.paper.removeprefix(LETTER), each.document)
        for each in case.dossier.enclosures[since:]
        if each.paper.startswith(LETTER)
    )


def _letter(acting: Acting, id: str, document: Document) -> Letter:
    known = acting.office.borrow(Letters).letters
    title: Sentence = known[id].title if id in known else id
    return Letter(id, title, document.read().decode())
