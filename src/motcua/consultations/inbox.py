"""The lists in which an asked body finds what it has to answer.

A request stands in the list of its body until it is answered, withdrawn or
silent, and, once somebody is to prepare the answer, in that person's own list
beside their cases.  The same request read from both lists comes once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from motcua.acting import Acting
from motcua.cases import lists
from motcua.consultations.access import INSIDE
from motcua.consultations.content import Request
from motcua.consultations.inside import pacing, stages
from motcua.consultations.inside.flows import flow_of
from motcua.consultations.templates import running_limit
from motcua.permissions import Permission

SHOWN_OF_QUESTION = 80


class RequestRow(NamedTuple):
    """What a list shows of a request, without loading it.

    Begins like :class:`motcua.cases.lists.Row`, because the two stand in the
    same personal lists; :func:`is_request` tells them apart.
    """

    code: str
    procedure: str
    version: int
    applicant: str
    subject: str
    """The beginning of the question."""
    state: str
    """The request's own: sent, opened."""
    assignee: str
    clock_runs: bool
    kind: str
    """``request``."""
    unit: str
    asking_unit: str
    template: str
    extension: str
    """``waiting`` while more time has been asked for, ``granted``, ``refused``, or empty."""
    step: str = ""
    """``check`` or ``sign`` while the draft lies there, ``returned``, ``pieces`` while something
    is missing, or empty."""
    outer: str = ""
    """The asker's limit as files write instants, where the present step has one of its own."""


KIND = RequestRow._fields.index("kind")


class CheckRow(NamedTuple):
    """What a list shows of a round whose answers are to be looked at."""

    code: str
    procedure: str
    version: int
    applicant: str
    subject: str
    state: str
    """The template."""
    assignee: str
    clock_runs: bool
    kind: str
    """``check``."""
    round: int


def is_check(row: tuple[Any, ...]) -> bool:
    """Say whether a row of a work list sends somebody to look at answers."""
    return len(row) == len(CheckRow._fields) and row[8] == "check"


def is_request(row: tuple[Any, ...]) -> bool:
    """Say whether a row of a work list is a request and not a case."""
    return len(row) > KIND and row[KIND] == "request"


def body_list(unit: str) -> str:
    """Return the list of what a body has to answer."""
    return f"unit:{unit}:opinions"


def look_list(person: str) -> str:
    """Return the list of the rounds whose answers this person is to look at."""
    return f"looks:{person}"


def desk_list(acting: Acting, unit: str) -> str:
    """Return the list in which everybody in a body finds what they have to do of it.

    That is the body's own, but where it works in steps: there each step has a
    limit before the outer one, and the same request is not to stand twice in one
    person's work.
    """
    if flow_of(acting, unit).is_short:
        return body_list(unit)
    return f"{body_list(unit)}:steps"


def body_lists_of(acting: Acting) -> list[str]:
    """Return the lists of the bodies for which this person may read requests."""
    units = dict.fromkeys(unit for each in INSIDE for unit in acting.units_with(each))
    return [body_list(unit) for unit in units]


def lists_of(acting: Acting) -> list[str]:
    """Return the lists in which requests wait for this person: one's own and the body's.

    The body's list is everybody's who may answer or assign; whoever only
    reads is not asked to do anything.
    """
    doing = (Permission.OPINION_ANSWER, Permission.OPINION_ASSIGN)
    units = dict.fromkeys(unit for each in doing for unit in acting.units_with(each))
    people = {acting.person, *(held.on_behalf_of for held in acting.holdings)} - {""}
    looks = map(look_list, sorted(people))
    bodies = (desk_list(acting, each) for each in units)
    return [*lists.lists_of(acting), *bodies, *looks]


def place(acting: Acting, request: Request) -> None:
    """Put the request where it belongs now, and out of where it stood."""
    wanted = tuple(_wanted(acting, request))
    row = tuple(row_of(acting, request)) if wanted else ()
    acting.root.worklists.move(request.key, request.places, wanted, row)
    if request.places != wanted:
        request.places = wanted


def _wanted(acting: Acting, request: Request) -> Iterator[tuple[str, datetime | None]]:
    """Go through the lists, each with the date that counts there.

    The body's list has the outer limit; whoever has a step of it to do finds it
    under the limit of that step.
    """
    body, desk = body_list(request.unit), desk_list(acting, request.unit)
    if request.is_told and not request.opened_at:
        yield from ((name, None) for name in dict.fromkeys((body, desk)))
    if not request.is_open:
        return
    outer = running_limit(acting, request)
    yield body, outer
    own = pacing.step_limit(acting, request) if outer else None
    for_some = list(stages.lists_of_step(acting, request))
    if desk != body and not for_some:
        yield desk, own
    for name in for_some:
        yield name, own
    if request.assignee and request.submission is None:
        yield lists.personal(request.assignee), own


def row_of(acting: Acting, request: Request) -> RequestRow:
    """Return what lists show of the request."""
    consultation = request.consultation
    case = consultation.case
    return RequestRow(
        code=case.code,
        procedure=consultation.procedure,
        version=consultation.version,
        applicant=case.applicant.name,
        subject=request.asked[:SHOWN_OF_QUESTION],
        state=request.state,
        assignee=request.assignee,
        clock_runs=request.clock.is_running,
        kind="request",
        unit=request.unit,
        asking_unit=consultation.asking_unit,
        template=consultation.template,
        extension=_extension(request),
        step=_step(request),
        outer=_outer(acting, request),
    )


def _step(request: Request) -> str:
    if request.open_piece is not None:
        return "pieces"
    if stages.is_returned(request):
        return "returned"
    return request.submission.step if request.submission else ""


def _outer(acting: Acting, request: Request) -> str:
    outer = running_limit(acting, request)
    return outer.isoformat() if outer and pacing.step_limit(acting, request) != outer else ""


def _extension(request: Request) -> str:
    asked = request.extension
    if asked is None:
        return ""
    if asked.is_waiting:
        return "waiting"
    return "granted" if asked.granted else "refused"


def request_of(acting: Acting, subject: bytes) -> Request | None:
    """Return the request that stands in a list under ``subject``."""
    found: Request | None = acting.root.consultations.request(subject)
    return found
