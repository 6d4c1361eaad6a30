"""The bodies' time stands still with the clock of the case, where the procedure says so."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Request
from motcua.consultations.events import RequestArrived
from motcua.consultations.history import requests_of
from motcua.consultations.pausing import CASE, go_on, stand_still
from motcua.consultations.templates import template_of


def follow_all(acting: Acting, case: Case) -> None:
    """After a step of the case: let every open request follow its clock."""
    for request in requests_of(acting, case):
        if request.is_open:
            follow(acting, request)


def follow(acting: Acting, request: Request) -> None:
    """Let one request stand still, or go on, as the clock of its case does."""
    if not template_of(acting, request.consultation).pauses_with_case:
        return
    clock = request.consultation.case.track.clock
    if clock is not None and clock.is_paused:
        stand_still(acting, request, CASE)
    else:
        go_on(acting, request, CASE)


def arrived(acting: Acting, event: RequestArrived) -> None:
    """What is asked while the clock of the case is paused begins by standing still."""
    follow(acting, event.request)
