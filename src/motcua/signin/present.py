"""The session of the present request: found, judged, renewed.

Reading a page stores nothing, so the server does not write down when a
session was last used.  The browser carries that moment in a stamp sealed for
this very session, given anew once a minute.  A stamp can be kept back, which
only ends the session earlier, and it cannot be made by anybody else
(docs/decisions/0006).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from pyramid.request import Request
from pyramid.response import Response

from motcua.people import sessions
from motcua.people.content import Session
from motcua.people.sessions import Limits
from motcua.signin import cookies
from motcua.signin.seals import is_seal, seal

STAMPED_EVERY = timedelta(minutes=1)
STAMP = "%Y%m%d%H%M%S"
GIVEN = "_token_given"
"""Where a request remembers the token that its answer hands out."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Present:
    """A session that counts, and the token that opens it."""

    session: Session
    token: str


def token_shown(request: Request) -> str:
    """Return the token that the browser sent, whether or not it opens anything."""
    return cookies.read(request, cookies.SESSION)


def of_request(request: Request) -> Present | None:
    """Return the session of this request, if there is one and it still counts.

    On the addresses of programs no session counts, whatever cookies there are.
    """
    if request.face.software:
        return None
    token = token_shown(request)
    session = sessions.find(request.stored, token) if token else None
    if session is None:
        return None
    limits = request.office.borrow(Limits)
    used_at = _used_at(request, token)
    if not limits.allow(session, used_at, request.now):
        return None
    if request.now - used_at >= STAMPED_EVERY:
        request.add_response_callback(_stamp)
    if request.method in READING:
        return Present(session, token)
    sessions.touch(session, request.now)
    return Present(session, _fresh(request, session, token))


def _fresh(request: Request, session: Session, token: str) -> str:
    """Change the token of somebody whose rights have changed since it was given."""
    if not session.stale_token:
        return token
    fresh = sessions.renew(request.stored, token)
    give_token(request, fresh)
    return fresh


def _used_at(request: Request, token: str) -> datetime:
    """Return when the session was last used, as far as the stamp proves it."""
    said, _dot, mark = cookies.read(request, cookies.SEEN).partition(".")
    if not is_seal(mark, seal(request.registry, "seen", token, said)):
        return datetime.min  # noqa: DTZ901 - local time, see docs/decisions/0004
    return datetime.fromisoformat(f"{said[:8]}T{said[8:]}")


def _stamp(request: Request, response: Response) -> None:
    """Stamp the session as used now, unless this answer ends or changes it."""
    if GIVEN not in request.__dict__:
        _give_stamp(request, response, token_shown(request))


def _give_stamp(request: Request, response: Response, token: str) -> None:
    said = request.now.strftime(STAMP)
    mark = seal(request.registry, "seen", token, said)
    cookies.give(request, response, cookies.SEEN, f"{said}.{mark}")


def give_token(request: Request, token: str) -> None:
    """Let the browser show ``token`` from now on; with an empty one it is a visitor again.

    Nothing is given when the request fails, because what it stored is undone.
    """
    if GIVEN not in request.__dict__:
        request.add_response_callback(_give_token)
    request.__dict__[GIVEN] = token


def _give_token(request: Request, response: Response) -> None:
    token = request.__dict__[GIVEN]
    if request.exception is not None:
        return
    if token:
        cookies.give(request, response, cookies.SESSION, token)
        _give_stamp(request, response, token)
    else:
        cookies.take_back(request, response, cookies.SESSION)
        cookies.take_back(request, response, cookies.SEEN)


def token_of_forms(request: Request) -> str:
    """Return the token to which the forms of this answer belong."""
    if request.exception is not None:
        return token_shown(request)
    given: str = request.__dict__.get(GIVEN, token_shown(request))
    return given
