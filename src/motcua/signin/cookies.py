"""The cookies of this face: what they are called, and how they are guarded.

Where the house is reached through https only (setting ``motcua.https``) each
carries ``Secure`` and the prefix ``__Host-``, with which a browser takes it
from this very host alone: no neighbour under the same domain can set it.  No
script reads any of them, and no request of another site brings them along
with a form.
"""

from __future__ import annotations

from datetime import timedelta

from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response
from pyramid.settings import asbool

from motcua.pages.headers import HTTPS

SESSION = "motcua_session"
"""The token of the session; ends with the browser."""
SEEN = "motcua_seen"
"""When the session was last used, sealed; see :mod:`present`."""
BROWSER = "motcua_browser"
"""What one browser is known by, to a visitor's forms; says nothing of anybody."""
KNOWN = "motcua_known"
"""Who has signed in here before; see :mod:`known`."""

LONGEST = 1024
"""No cookie of ours is longer; longer ones are not even looked at."""


def called(registry: Registry, name: str) -> str:
    """Return the name under which browsers keep the cookie."""
    return f"__Host-{name}" if _is_secure(registry) else name


def read(request: Request, name: str) -> str:
    """Return what the browser sent; empty where it sent nothing that could be ours."""
    value = request.cookies.get(called(request.registry, name), "")
    return value if len(value) <= LONGEST else ""


def give(
    request: Request,
    response: Response,
    name: str,
    value: str,
    lasting: timedelta | None = None,
) -> None:
    """Hand the browser a cookie; without ``lasting`` it ends with the browser."""
    response.set_cookie(
        called(request.registry, name),
        value,
        max_age=lasting,
        path="/",
        secure=_is_secure(request.registry),
        httponly=True,
        samesite="Lax",
    )


def take_back(request: Request, response: Response, name: str) -> None:
    """Have the browser forget a cookie."""
    response.set_cookie(
        called(request.registry, name),
        "",
        max_age=0,
        path="/",
        secure=_is_secure(request.registry),
        httponly=True,
        samesite="Lax",
    )


def _is_secure(registry: Registry) -> bool:
    return asbool(registry.settings.get(HTTPS))
