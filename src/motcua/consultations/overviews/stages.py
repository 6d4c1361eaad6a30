"""What a body was asked and has not answered, and how far each request has come inside of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting
from motcua.consultations.access import may_see
from motcua.consultations.content import Request
from motcua.consultations.inbox import body_lists_of, request_of
from motcua.consultations.templates import calendar_of, limit_of
from motcua.deadlines.left import Left
from motcua.people import directory
from motcua.people.content import Unit

SIZE = 50


@dataclass(frozen=True)
class Stage:
    """One request to a body, and how far it has come there."""

    request: Request
    unit: Unit
    asking_unit: Unit
    limit: datetime
    left: Left
    holder: str
    """Who prepares the answer."""


@dataclass(frozen=True)
class Stages:
    """A page of what a body was asked and has not answered."""

    lines: tuple[Stage, ...]
    next: bytes


def stages(acting: Acting, after: bytes = b"", size: int = SIZE) -> Stages:
    """Return a page of the requests to one's bodies, the nearest limit first."""
    page = acting.root.worklists.page(body_lists_of(acting), size, after)
    found = (request_of(acting, each.subject) for each in page.entries)
    open_ones = (each for each in found if each is not None and may_see(acting, each))
    return Stages(tuple(_stage(acting, each) for each in open_ones), page.next)


def _stage(acting: Acting, request: Request) -> Stage:
    return Stage(
        request=request,
        unit=directory.unit(acting.root, request.unit),
        asking_unit=directory.unit(acting.root, request.consultation.asking_unit),
        limit=limit_of(acting, request),
        left=request.clock.left(calendar_of(acting, request.unit), acting.now),
        holder=directory.name_of(acting.root, request.assignee) if request.assignee else "",
    )
