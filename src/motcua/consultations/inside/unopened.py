"""Nobody opened this: the head of the body is told, once.

Opened is what somebody of the body did something with: took note of it, took it
on, gave it to somebody, wrote.  How long a body may leave a question lying is
said by the procedure (``unopened_after``); a time that is not within the limit
is not waited for.
"""

from __future__ import annotations

from datetime import datetime

from motcua.acting import Acting
from motcua.consultations.content import SENT, Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.templates import calendar_of, limit_of, template_of
from motcua.deadlines.due import due_at
from motcua.journal import note

UNOPENED = "unopened"
"""The alarm at which the head is told."""


def alarms(acting: Acting, request: Request) -> list[tuple[datetime, str]]:
    """Return when the head of the body is told; nothing once somebody opened the request."""
    after = template_of(acting, request.consultation).unopened_after
    if after is None or request.state != SENT:
        return []
    told = due_at(calendar_of(acting, request.unit), request.clock.start, after).instant
    return [(told, UNOPENED)] if told < limit_of(acting, request) else []


def tell_head(acting: Acting, request: Request) -> None:
    """Tell whoever heads the body that nobody has opened the request."""
    note(acting, request.journal, "unopened", told=["body_head"])
    acting.announce(RequestNotice(request, ("body_head",), "unopened", {}))
