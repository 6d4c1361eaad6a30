"""Letting a body's time stand still for a reason, and run on when no reason is left.

Two reasons may hold at once: the clock of the case is paused, and the body
waits for pieces that are missing.  Each is begun and ended by itself; the
clock knows only whether any holds.  What was left at the beginning is left,
to the minute, at the end.

    stand_still(acting, request, PIECES)
    go_on(acting, request, PIECES)

Whether somebody may do that is for the caller to ask.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.alarms import schedule
from motcua.consultations.content import Request, Standstill
from motcua.consultations.events import RequestNotice
from motcua.consultations.inbox import place
from motcua.consultations.templates import limit_of
from motcua.journal import note
from motcua.words import Label

CASE = "case"
"""The clock of the case is paused, and the procedure says that the bodies' time follows it."""
PIECES = "pieces"
"""The body waits for what is missing."""

SAID: dict[str, Label] = {
    CASE: Label("đồng hồ của hồ sơ tạm dừng", "the clock of the case is paused"),
    PIECES: Label("chờ bổ sung nội dung còn thiếu", "waiting for what is missing"),
}
"""What the explanation of the date says of each reason."""


def stand_still(acting: Acting, request: Request, reason: str) -> bool:
    """Let the time stand still for ``reason``; say whether that reason is new.

    Nothing happens to a request that no longer waits for an answer.
    """
    if not request.is_open or stands_for(request, reason):
        return False
    standstill = Standstill(reason, acting.now, acting.person, acting.name)
    request.standstills = (*request.standstills, standstill)
    note(acting, request.journal, "time stands still", reason=reason)
    if not request.clock.is_paused:
        said = SAID.get(reason, reason)
        request.clock = request.clock.paused(acting.now, said, acting.person)
        place(acting, request)
        schedule(acting, request)
        acting.announce(RequestNotice(request, ("partner",), "paused", {"reason": reason}))
    return True


def go_on(acting: Acting, request: Request, reason: str) -> bool:
    """End ``reason``; let the time run on if it was the last.  Say whether it was there."""
    if not stands_for(request, reason):
        return False
    request.standstills = tuple(each for each in request.standstills if each.reason != reason)
    runs = request.is_open and not request.standstills
    if runs:
        request.clock = request.clock.resumed(acting.now, acting.person)
    due = limit_of(acting, request) if runs else None
    note(acting, request.journal, "time goes on", reason=reason, due=due)
    if runs:
        place(acting, request)
        schedule(acting, request)
        acting.announce(RequestNotice(request, ("partner",), "resumed", {"reason": reason}))
    return True


def stands_for(request: Request, reason: str) -> bool:
    """Say whether the time stands still for this reason."""
    return any(each.reason == reason for each in request.standstills)


def is_standing(request: Request) -> bool:
    """Say whether the body's time stands still."""
    return request.is_open and request.clock.is_paused
