"""The sentence shown on the next page: what was done, and what now.

It travels in a signed cookie for the length of one redirect, so that telling
it stores nothing, and works for visitors, who have no session.
"""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from webob.cookies import CookieProfile, JSONSerializer, SignedSerializer

from motcua.words import Sentence, translate

COOKIE = "motcua_notice"
SECRET = "motcua.secret_known"  # noqa: S105 - the name of a setting
"""The setting with which cookies and forms are signed."""
LONGEST = 1000
"""A cookie holds about 4,000 bytes, and Vietnamese letters take up to three."""


def _profile(request: Request) -> CookieProfile:
    secret = request.registry.settings[SECRET]
    return CookieProfile(
        COOKIE,
        secure=request.scheme == "https",
        max_age=300,
        httponly=True,
        samesite="Lax",
        serializer=SignedSerializer(secret, "notice", "sha512", serializer=JSONSerializer()),
    )


def tell(request: Request, sentence: Sentence, kind: str = "done") -> None:
    """Show ``sentence`` on the next page; ``kind`` is ``done``, ``know`` or ``wrong``."""
    said = translate(sentence, request.locale_name)[:LONGEST]
    waiting: list[list[str]] = request.__dict__.setdefault("_told", [])
    waiting.append([kind, said])
    if len(waiting) == 1:
        request.add_response_callback(_send)


def _send(request: Request, response: Response) -> None:
    _profile(request).bind(request).set_cookies(response, request.__dict__["_told"])


def notices(request: Request) -> list[Any]:
    """Return what is to be shown on this page, and forget it."""
    if COOKIE not in request.cookies:
        return []
    request.add_response_callback(_forget)
    shown = _profile(request).bind(request).get_value()
    return [(kind, said) for kind, said in shown or []]


def _forget(request: Request, response: Response) -> None:
    if "_told" not in request.__dict__:
        response.delete_cookie(COOKIE)


def includeme(config: Configurator) -> None:
    """Add ``request.tell(sentence)``; the layout shows what was told."""
    config.add_request_method(tell)
    config.add_request_method(notices, "notices")
