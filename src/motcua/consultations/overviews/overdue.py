"""What was not answered in time, the longest overdue first: for asker, body and control.

Read from the lists of the asked bodies, which stand in the order of the limit;
only what is due before now is looked at, a page at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.acting import Acting
from motcua.consultations.access import is_inside, may_see
from motcua.consultations.content import Request
from motcua.consultations.inbox import RequestRow, body_list, body_lists_of, request_of
from motcua.consultations.templates import calendar_of, limit_of
from motcua.consultations.urging import last_urged
from motcua.deadlines.left import Left
from motcua.people import directory
from motcua.people.content import Unit
from motcua.permissions import Permission

SIZE = 50


@dataclass(frozen=True)
class Overdue:
    """One request whose limit has passed without an answer."""

    request: Request
    unit: Unit
    asking_unit: Unit
    limit: datetime
    left: Left
    holder: str
    """Who prepares the answer; told inside the body only."""
    urged_at: datetime | None
    is_ours: bool
    """The reader's own unit owes the answer."""


@dataclass(frozen=True)
class OverduePage:
    """A page of them."""

    lines: tuple[Overdue, ...]
    next: bytes


def overdue(acting: Acting, after: bytes = b"", size: int = SIZE) -> OverduePage:
    """Return a page of what is overdue: to one's units, or asked by them; for control, all."""
    units = {held.unit for held in acting.holdings}
    everything = acting.may(Permission.CASE_READ_ALL)

    def concerns(row: tuple[Any, ...]) -> bool:
        told = RequestRow(*row)
        return everything or told.unit in units or told.asking_unit in units

    asked = [body_list(each.id) for each in directory.units(acting.root)]
    names = list(dict.fromkeys([*body_lists_of(acting), *asked]))
    page = acting.root.worklists.page(names, size, after, concerns, before=acting.now)
    return OverduePage(tuple(_lines(acting, [each.subject for each in page.entries])), page.next)


def _lines(acting: Acting, keys: list[bytes]) -> Iterator[Overdue]:
    for key in keys:
        request = request_of(acting, key)
        if request is None or not may_see(acting, request):
            continue
        inside = is_inside(acting, request.unit)
        urged = last_urged(request)
        yield Overdue(
            request=request,
            unit=directory.unit(acting.root, request.unit),
            asking_unit=directory.unit(acting.root, request.consultation.asking_unit),
            limit=limit_of(acting, request),
            left=request.clock.left(calendar_of(acting, request.unit), acting.now),
            holder=directory.name_of(acting.root, request.assignee)
            if inside and request.assignee
            else "",
            urged_at=urged.at if urged else None,
            is_ours=inside,
        )
