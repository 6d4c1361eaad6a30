"""Keeping the sums of :mod:`statistics`: what the worker does after an answer was stored.

An answer only marks its request as changed, as a step marks its case.  The
worker then looks at everything that was asked about the case, says of each
request what it adds to the sums, and brings the sums up to date by what has
changed since it looked last.  Looking twice adds nothing; a late answer after
a silence changes what its request adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from motcua.acting import Acting, Office, system
from motcua.cases import clocks
from motcua.cases.content import Case
from motcua.consultations.alarms import LIMIT
from motcua.consultations.content import NO_FACT, CaseConsultations, Fact, Request, Tally
from motcua.consultations.events import AnswerOverdue, OpinionGiven, SilenceRecorded
from motcua.consultations.templates import calendar_of, limit_of
from motcua.deadlines.timetable import instant_of

EVERY = ""
"""In the place of a procedure: all of them together."""
QUARTERS = 4
"""In how many parts of a working day times are counted."""
MOST = 255
LONG_AGO = datetime(1, 1, 1)


def furnish(office: Office) -> None:
    """Mark requests that were answered or were not; every other change marks the case."""
    for event in (OpinionGiven, SilenceRecorded, AnswerOverdue):
        office.listen(event, changed)


def changed(acting: Acting, event: OpinionGiven | SilenceRecorded | AnswerOverdue) -> None:
    """Have the worker look at it after the commit; nobody who answers waits for sums."""
    acting.root.changes.put(event.request.key)


def looking(office: Office) -> Callable[[Any, bytes], None]:
    """Return what the worker asks about each subject that has changed."""

    def look_at(root: Any, subject: bytes) -> None:
        together = _together(root, subject)
        if together is not None:
            tally(office, root, together)

    return look_at


def _together(root: Any, subject: bytes) -> CaseConsultations | None:
    """Return what was asked about the case with that key, or with that of a request."""
    by_case = root.consultations.by_case
    request: Request | None = root.consultations.request(subject)
    key = subject if request is None else request.consultation.case.key
    found: CaseConsultations | None = by_case.get(key)
    return found


def tally(office: Office, root: Any, together: CaseConsultations) -> None:
    """Bring the sums up to date about one case."""
    requests = tuple(together.requests)
    if not requests:
        return
    asked = together.consultations[0]
    acting = system(office, root, asked.asked_at)
    lost = _blame(acting, asked.case, requests)
    facts = tuple(_fact(acting, each, lost.get(each.key)) for each in requests)
    before = together.tallied
    if facts == before:
        return
    for request, was, is_now in zip(
        requests, (*before, *(NO_FACT for _each in facts[len(before) :])), facts, strict=True
    ):
        if was != is_now:
            _enter(root, request, was, -1)
            _enter(root, request, is_now, 1)
    together.tallied = facts


def _enter(root: Any, request: Request, fact: Fact, sign: int) -> None:
    if not fact.month:
        return
    for procedure in (EVERY, request.consultation.procedure):
        key = (procedure, fact.month, request.unit)
        sums = root.consultation_sums
        sums[key] = added(Tally(*sums.get(key, ())), fact, sign)


def added(tally: Tally, fact: Fact, sign: int) -> tuple[Any, ...]:
    """Return the sums with one request more, or less, as they are stored."""
    times = Counter(dict(tally.times))
    if fact.is_answered:
        times[fact.quarters] += sign
    return tuple(
        Tally(
            requests=tally.requests + sign,
            answered=tally.answered + sign * fact.is_answered,
            late=tally.late + sign * fact.is_late,
            silent=tally.silent + sign * fact.is_silent,
            owed=tally.owed + sign * fact.is_owed,
            extended=tally.extended + sign * fact.is_extended,
            blocking=tally.blocking + sign * fact.is_blocking,
            lost=tally.lost + sign * fact.lost,
            times=tuple(sorted((time, n) for time, n in times.items() if n)),
        )
    )


def month_of(instant: datetime) -> int:
    """Return a month as one number."""
    return instant.year * 12 + instant.month - 1


def _fact(acting: Acting, request: Request, lost: int | None) -> Fact:
    """Return what a request adds to the sums; nothing while its time runs."""
    if request.outsider is not None:
        return NO_FACT  # Each is asked once, under an id of its own: there is no usual time.
    own = request.first_own  # What was taken over from another case is no answer here.
    given_at = own.given_at if own else None
    if request.opinions and own is None and request.silence is None:
        return NO_FACT
    if given_at is not None and request.opinions[0].standing is not None:
        return NO_FACT  # A standing opinion is counted on its own, and says nothing of speed.
    over = request.silence is not None or LIMIT in request.fired
    if given_at is None and not over:
        return NO_FACT
    limit = limit_of(acting, request)
    at = limit if given_at is None else min(given_at, limit)
    return Fact(
        month=month_of(at),
        is_answered=given_at is not None,
        is_late=given_at is not None and given_at > limit,
        is_silent=request.silence is not None,
        is_owed=given_at is None and request.silence is None,
        is_extended=bool(request.extension and request.extension.granted),
        is_blocking=lost is not None,
        quarters=_quarters(acting, request, given_at) if given_at else 0,
        lost=min(lost or 0, MOST),
    )


def _quarters(acting: Acting, request: Request, given_at: datetime) -> int:
    """Return how long the body took, in quarters of a working day with the clock running."""
    calendar = calendar_of(acting, request.unit)
    minutes = request.clock.used(calendar, given_at).amount.minutes
    return min(round(QUARTERS * minutes / calendar.day_minutes(given_at.date())), MOST)


def _blame(acting: Acting, case: Case, requests: Sequence[Request]) -> dict[bytes, int]:
    """Return the late body for which alone a case waited when its own limit passed.

    With the working days from that body's limit until it answered, or until
    the case went on without.  Where two bodies were missing, or the body's
    own limit lay behind the case's, none of them is to blame alone.
    """
    limit, reached = _reached(acting, case, requests)
    if limit is None or reached <= limit:
        return {}
    missing = [each for each in requests if _is_missing(acting, each, limit)]
    if len(missing) != 1 or (due := limit_of(acting, missing[0])) >= limit:
        return {}
    until = min([*_ends(missing[0]), reached])
    calendar = clocks.calendar_of(acting, case)
    return {missing[0].key: calendar.working_days_between(due.date(), until.date())}


def _reached(
    acting: Acting, case: Case, requests: Sequence[Request]
) -> tuple[datetime | None, datetime]:
    """Return the limit of the case, and the last moment known at which it was not finished."""
    clock = case.track.clock
    if clock is None:
        return None, LONG_AGO
    limit = clock.limit(clocks.calendar_of(acting, case))
    if clock.is_stopped:
        return limit, instant_of(clock.facts[-1][1])
    known = [at for each in requests for at in _ends(each)]
    return limit, max([*known, case.track.entered or LONG_AGO])


def _ends(request: Request) -> list[datetime]:
    """Return every moment at which the body was no longer waited for, whatever came first."""
    found = [
        request.opinions[0].given_at if request.opinions else None,
        request.silence.limit if request.silence else None,
        request.withdrawal.at if request.withdrawal else None,
        request.consultation.completed_at,
    ]
    return [each for each in found if each is not None]


def _is_missing(acting: Acting, request: Request, at: datetime) -> bool:
    """Say whether the case waited for this body at that moment."""
    return request.consultation.asked_at <= at and not any(end <= at for end in _ends(request))
