"""What one asks of others, over all one's cases.

The matrix has a line for each case in one's lists about which something is
still awaited, and a column for each body.  Nothing of it is stored: it is read
from the work lists.  Cases are weighed first, which reads no more of a case
than is needed to sort it, and only the lines of the page are written.  Whoever
has lost sight of a case has lost its line.
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
from motcua.consultations.askers import is_asker
from motcua.consultations.content import Request
from motcua.consultations.flow import STATES
from motcua.consultations.inbox import RequestRow, body_list, is_request, request_of
from motcua.consultations.table import outcome_said, tone
from motcua.consultations.templates import calendar_of, is_over, limit_of
from motcua.deadlines.left import Left, Urgency
from motcua.people import directory
from motcua.people.content import Unit
from motcua.permissions import Permission
from motcua.storage.keys import moment
from motcua.words import Label, Sentence

SIZE = 50
"""Lines of one page."""
WHOLE = 500
"""Entries of work lists that are sorted as a whole."""
PARTS = 6
"""How many times as many are looked at, where the first ones do not fill a page."""
OFFSET = 2
"""Bytes in which the place of a page says how many lines stand before it."""
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
    may_act: bool
    """This reader may urge, give more time, close and withdraw."""
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
    def may_act(self) -> bool:
        """Say whether the reader may do something with one of them."""
        return any(each.may_act for each in self.cells.values())

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


@dataclass(frozen=True)
class Weighed:
    """A case about which something is awaited, before its line is written."""

    key: bytes
    code: str
    newest: Mapping[str, Request]
    """By unit."""
    risk: int
    first_limit: datetime
    first: bytes
    """Where the request that is due first stands in the lists of bodies."""
    awaited: int


def _by_risk(each: Weighed) -> tuple[Any, ...]:
    return -each.risk, each.first_limit, each.code


def _by_limit(each: Weighed) -> tuple[Any, ...]:
    return each.first_limit, each.code


def _by_awaited(each: Weighed) -> tuple[Any, ...]:
    return -each.awaited, each.first_limit, each.code


def _by_code(each: Weighed) -> tuple[Any, ...]:
    return (each.code,)


ORDERS: Mapping[str, Callable[[Weighed], tuple[Any, ...]]] = {
    "risk": _by_risk,
    "limit": _by_limit,
    "awaited": _by_awaited,
    "code": _by_code,
}
"""In which the lines may stand; the first is the usual one."""


def matrix(
    acting: Acting, order: str = "risk", after: bytes = b"", size: int = SIZE, unit: bool = False
) -> Matrix:
    """Return a page of what this person asks of others and still awaits.

    With ``unit``, what one's units ask, for those who read their cases.  Everything
    is sorted before a page is cut from it, as long as no more than :data:`WHOLE`
    entries of lists are to be looked at; what lies behind them follows in the
    order of the lists, sorted again.  Where they do not
    fill a page, more are looked at, :data:`PARTS` times as many at most.
    """
    offset = int.from_bytes(after[:OFFSET], "big")
    weigh = _of_units if unit else _own
    next, weighed = weigh(acting, after[OFFSET:])
    for _part in range(PARTS - 1):
        if len(weighed) >= size or not next:
            break
        next, more = weigh(acting, next)
        weighed += more
    weighed = sorted(weighed, key=ORDERS.get(order, _by_risk))
    found = [_line(acting, each) for each in weighed[offset : offset + size]]
    units = tuple(_units(acting, found))
    return Matrix(tuple(found), units, _next(after, offset + size, weighed, next))


def _next(after: bytes, offset: int, weighed: Sequence[Weighed], next: bytes) -> bytes:
    if offset < len(weighed):
        return offset.to_bytes(OFFSET, "big") + after[OFFSET:]
    return bytes(OFFSET) + next if next else b""


def _own(acting: Acting, after: bytes) -> tuple[bytes, list[Weighed]]:
    """Weigh the cases in one's own lists."""
    names = [*lists.lists_of(acting), *lists.waiting_lists_of(acting)]
    page = acting.root.worklists.page(names, WHOLE, after)
    keys = dict.fromkeys(each.subject for each in page.entries if not is_request(each.row))
    weighed = (_weighed(acting, key) for key in keys)
    return page.next, [each for each in weighed if each is not None]


def sees_whole_units(acting: Acting) -> bool:
    """Say whether there are units whose every question this person follows."""
    return bool(_followed(acting)) or acting.may(Permission.CASE_READ_ALL)


def _followed(acting: Acting) -> frozenset[str]:
    return frozenset(acting.units_with(Permission.CASE_READ_UNIT))


def _of_units(acting: Acting, after: bytes) -> tuple[bytes, list[Weighed]]:
    """Weigh what one's units ask: from the lists of the asked bodies, the nearest limit first."""
    units, everything = _followed(acting), acting.may(Permission.CASE_READ_ALL)
    names = [body_list(each.id) for each in directory.units(acting.root)]
    page = acting.root.worklists.page(
        names, WHOLE, after, lambda row: everything or RequestRow(*row).asking_unit in units
    )
    keys: dict[bytes, None] = {}
    for entry in page.entries:
        request = request_of(acting, entry.subject)
        if request is not None:
            keys.setdefault(request.consultation.case.key)
    weighed = (_weighed(acting, key) for key in keys)
    return page.next, [each for each in weighed if each is not None and each.first > after]


def _weighed(acting: Acting, key: bytes) -> Weighed | None:
    """Weigh one case; ``None`` where nothing is awaited, or its papers are not for this reader."""
    consultations = acting.root.consultations.asked_by_case(key)
    newest = {each.unit: each for sent in consultations for each in sent.requests}
    limits = [(limit_of(acting, each), each) for each in newest.values() if each.is_open]
    if not limits:
        return None
    case: Case = acting.root.cases.shelf[key]
    if sight(acting, case) < Sight.DOCUMENTS:
        return None
    limit, first = min(limits, key=lambda each: (each[0], each[1].key))
    left = first.clock.left(calendar_of(acting, first.unit), acting.now)
    risk = _risk(left, acting.now > limit)
    stands = min(_stands(each) for _limit, each in limits)
    return Weighed(key, case.code, newest, risk, limit, stands, len(limits))


def _stands(request: Request) -> bytes:
    """Return where a request stands in the list of its body."""
    own = body_list(request.unit)
    due = next((due for name, due in request.places if name == own), None)
    return moment(due) + request.key


def _line(acting: Acting, weighed: Weighed) -> Line:
    case: Case = acting.root.cases.shelf[weighed.key]
    rules = matter_of(acting, case).definition
    open_ones = [each.consultation for each in weighed.newest.values() if each.is_open]
    ours = {each.key: is_asker(acting, each) for each in dict.fromkeys(open_ones)}
    cells = {
        unit: _cell(acting, each, each.is_open and ours[each.consultation.key])
        for unit, each in weighed.newest.items()
    }
    return Line(case, rules.title, rules.states[case.track.state].title, cells)


def _cell(acting: Acting, request: Request, may_act: bool) -> Cell:
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
        may_act=may_act,
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
