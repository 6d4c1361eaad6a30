"""Somebody who is not signed in: what their browser is known by, and their case.

A citizen who has shown a case's code and secret is its applicant for a while.
That is kept in the browser, sealed for it, and not on the server: a citizen
who only looks must not make the database grow.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.response import Response

from motcua.signin import cookies
from motcua.signin.seals import is_seal, seal

IDLE = timedelta(minutes=60)
"""For how long a case stays open without anything being asked."""
LONGEST = timedelta(hours=12)
"""However much is asked."""
RENEWED_EVERY = timedelta(minutes=5)
MOMENT = "%Y%m%d%H%M%S"
NEW_BROWSER = "_new_browser"
NEW_CASE = "_new_case"


def browser_shown(request: Request) -> str:
    """Return what the browser is known by; empty for one that has not been here."""
    return request.__dict__.get(NEW_BROWSER) or cookies.read(request, cookies.BROWSER)


def browser(request: Request) -> str:
    """Return what the browser is known by, giving it a name the first time."""
    return browser_shown(request) or another_browser(request)


def another_browser(request: Request) -> str:
    """Give the browser another name, so that its old forms are not taken any more."""
    if NEW_BROWSER not in request.__dict__:
        request.add_response_callback(_name_browser)
    request.__dict__[NEW_BROWSER] = secrets.token_urlsafe(16)
    named: str = request.__dict__[NEW_BROWSER]
    return named


def _name_browser(request: Request, response: Response) -> None:
    cookies.give(request, response, cookies.BROWSER, request.__dict__[NEW_BROWSER])


def remember_case(request: Request, case_id: str) -> None:
    """Let this browser act as the applicant of a case whose secret it has shown."""
    _remember(request, case_id, request.now)


def forget_case(request: Request) -> None:
    """Close the case again, as somebody does who leaves a shared computer."""
    request.__dict__[NEW_CASE] = None
    request.add_response_callback(_give_case)


def case_of(request: Request) -> str:
    """Return the id of the case that this browser has opened; empty without one."""
    if NEW_CASE in request.__dict__:
        given = request.__dict__[NEW_CASE]
        return given[0] if given else ""
    case_id, opened, used, mark = _parts(cookies.read(request, cookies.CASE))
    name = browser_shown(request)
    if not name or not is_seal(mark, seal(request.registry, "case", name, case_id, opened, used)):
        return ""
    opened_at, used_at = datetime.strptime(opened, MOMENT), datetime.strptime(used, MOMENT)
    if request.now - opened_at >= LONGEST or request.now - used_at >= IDLE:
        return ""
    if request.now - used_at >= RENEWED_EVERY:
        _remember(request, case_id, opened_at)
    return case_id


def _parts(value: str) -> tuple[str, str, str, str]:
    parts = value.split(".")
    return (parts[0], parts[1], parts[2], parts[3]) if len(parts) == 4 else ("", "", "", "")


def _remember(request: Request, case_id: str, opened_at: datetime) -> None:
    browser(request)
    request.__dict__[NEW_CASE] = (case_id, opened_at)
    request.add_response_callback(_give_case)


def _give_case(request: Request, response: Response) -> None:
    given: Any = request.__dict__[NEW_CASE]
    if given is None:
        cookies.take_back(request, response, cookies.CASE)
        return
    case_id, opened_at = given
    opened, used = opened_at.strftime(MOMENT), request.now.strftime(MOMENT)
    mark = seal(request.registry, "case", browser(request), case_id, opened, used)
    cookies.give(request, response, cookies.CASE, f"{case_id}.{opened}.{used}.{mark}")
