"""The lists in which an asked body finds what it has to answer.

A request stands in the list of its body until it is answered, withdrawn or
silent, and, once somebody is to prepare the answer, in that person's own list
beside their cases.  The same request read from both lists comes once.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from motcua.acting import Acting
from motcua.cases import lists
from motcua.consultations.access import INSIDE
from motcua.consultations.content import Request
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


def is_request(row: tuple[Any, ...]) -> bool:
    """Say whether a row of a work list is a request and not a case."""
    return len(row) == len(RequestRow._fields) and row[8] == "request"


def body_list(unit: str) -> str:
    """Return the list of what a body has to answer."""
    return f"unit:{unit}:opinions"


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
    return [*lists.lists_of(acting), *map(body_list, units)]


def place(acting: Acting, request: Request) -> None:
    """Put the request where it belongs now, and out of where it stood."""
    due = running_limit(acting, request)
    wanted = tuple((name, due) for name in _wanted(request))
    worklists = acting.root.worklists
    for name, stood_due in request.places:
        if (name, stood_due) not in wanted:
            worklists.leave(name, stood_due, request.key)
    row = tuple(row_of(request)) if wanted else ()
    for each in wanted:
        worklists.enter(*each, request.key, row, stands=each in request.places)
    if request.places != wanted:
        request.places = wanted


def _wanted(request: Request) -> list[str]:
    if not request.is_open:
        return []
    own = [lists.personal(request.assignee)] if request.assignee else []
    return [body_list(request.unit), *own]


def row_of(request: Request) -> RequestRow:
    """Return what lists show of the request."""
    consultation = request.consultation
    case = consultation.case
    return RequestRow(
        code=case.code,
        procedure=consultation.procedure,
        version=consultation.version,
        applicant=case.applicant.name,
        subject=consultation.question[:SHOWN_OF_QUESTION],
        state=request.state,
        assignee=request.assignee,
        clock_runs=request.clock.is_running,
        kind="request",
        unit=request.unit,
        asking_unit=consultation.asking_unit,
        template=consultation.template,
        extension=_extension(request),
    )


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
