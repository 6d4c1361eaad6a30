"""What one asks of others, over all one's cases.

The matrix has a line for each case in whose lists one stands and about which
something is still awaited, and a column for each body.  Nothing of it is
stored: it is read from the work lists, a page of them at a time.  Whoever has
lost sight of a case has lost its line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.acting import Acting
from motcua.cases import lists
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.access import reads_answer
from motcua.consultations.content import Request
from motcua.consultations.flow import STATES
from motcua.consultations.inbox import is_request
from motcua.consultations.table import outcome_said, tone
from motcua.consultations.templates import calendar_of, is_over, limit_of
from motcua.deadlines.left import Left, Urgency
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence

SIZE = 100
"""Entries of work lists that one page of the matrix looks at."""
NEVER = datetime(9999, 12, 31)

FINE, OPEN, SOON, LATE = range(4)
"""How much of a risk a body is for a case: none, it has time, little time, none any more."""
NEAR = frozenset({Urgency.TODAY, Urgency.SOON})


@dataclass(frozen=True)
class Cell:
    """One body about one case: its newest request."""

    request: Request
    tone: str
    said: Sentence
    """The state, or what the body answered."""
    left: Left | None
    """For what is still awaited."""
    limit: datetime | None
    asks_for_time: bool
    risk: int


@dataclass(frozen=True)
class Line:
    """One case, with everybody who was asked about it."""

    case: Case
    procedure: Label
    state: Label
    cells: Mapping[str, Cell]
    """By unit."""

    @property
    def risk(self) -> int:
        """The greatest that any body is."""
        return max(each.risk for each in self.cells.values())

    @property
    def first_limit(self) -> datetime:
        """When the next answer is due, or was."""
        return min((each.limit for each in self.cells.values() if each.limit), default=NEVER)

    @property
    def awaited(self) -> int:
        """How many bodies have yet to answer."""
        return sum(each.request.is_open for each in self.cells.values())


@dataclass(frozen=True)
class Matrix:
    """A page of cases × bodies."""

    lines: tuple[Line, ...]
    units: tuple[Unit, ...]
    next: bytes
    """Where the next page begins; empty where nothing follows."""


def _by_risk(line: Line) -> tuple[Any, ...]:
    return -line.risk, line.first_limit, line.case.code


def _by_limit(line: Line) -> tuple[Any, ...]:
    return line.first_limit, line.case.code


def _by_awaited(line: Line) -> tuple[Any, ...]:
    return -line.awaited, line.first_limit, line.case.code


def _by_code(line: Line) -> tuple[Any, ...]:
    return (line.case.code,)


ORDERS: Mapping[str, Callable[[Line], tuple[Any, ...]]] = {
    "risk": _by_risk,
    "limit": _by_limit,
    "awaited": _by_awaited,
    "code": _by_code,
}
"""In which the lines of a page may stand; the first is the usual one."""


def matrix(acting: Acting, order: str = "risk", after: bytes = b"", size: int = SIZE) -> Matrix:
    """Return a page of what this person asks of others and still awaits."""
    names = [*lists.lists_of(acting), *lists.waiting_lists_of(acting)]
    page = acting.root.worklists.page(names, size, after)
    keys = dict.fromkeys(each.subject for each in page.entries if not is_request(each.row))
    found = sorted(_lines(acting, keys), key=ORDERS.get(order, _by_risk))
    return Matrix(tuple(found), tuple(_units(acting, found)), page.next)


def _lines(acting: Acting, keys: Sequence[bytes] | Mapping[bytes, Any]) -> Iterator[Line]:
    for key in keys:
        consultations = acting.root.consultations.of_case(key)
        newest = {each.unit: each for sent in consultations for each in sent.requests}
        if not any(each.is_open for each in newest.values()):
            continue
        case: Case = acting.root.cases.shelf[key]
        if sight(acting, case) >= Sight.DOCUMENTS:
            yield _line(acting, case, newest)


def _line(acting: Acting, case: Case, newest: Mapping[str, Request]) -> Line:
    rules = matter_of(acting, case).definition
    cells = {unit: _cell(acting, each) for unit, each in newest.items()}
    return Line(case, rules.title, rules.states[case.track.state].title, cells)


def _cell(acting: Acting, request: Request) -> Cell:
    limit = limit_of(acting, request) if request.is_open else None
    left = None
    if limit is not None:
        left = request.clock.left(calendar_of(acting, request.unit), acting.now)
    over = is_over(acting, request)
    asked = request.extension
    return Cell(
        request=request,
        tone=tone(request, over, reads_answer(acting, request)),
        said=outcome_said(acting, request) or STATES[request.state],
        left=left,
        limit=limit,
        asks_for_time=request.is_open and asked is not None and asked.is_waiting,
        risk=_risk(left, over),
    )


def _risk(left: Left | None, over: bool) -> int:
    if left is None:
        return FINE
    if over:
        return LATE
    return SOON if left.urgency in NEAR else OPEN


def _units(acting: Acting, found: Sequence[Line]) -> Iterator[Unit]:
    """Go through the bodies, whoever is asked most often first."""
    asked = Counter(unit for line in found for unit in line.cells)
    for id in sorted(asked, key=lambda unit: (-asked[unit], unit)):
        yield directory.unit(acting.root, id)
