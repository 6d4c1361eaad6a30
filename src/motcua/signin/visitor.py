"""Somebody who is not signed in: what their browser is known by.

A visitor's forms are bound to their browser, as an official's are to the
session.  Nothing is stored for it: a citizen who only looks must not make the
database grow.
"""

from __future__ import annotations

import secrets

from pyramid.request import Request
from pyramid.response import Response

from motcua.signin import cookies

NEW_BROWSER = "_new_browser"


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
