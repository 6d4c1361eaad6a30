"""A request that nobody can read is answered before anything is asked of it.

A path, a query or a cookie that is no UTF-8, a form without its boundary: a
browser never sends such a thing.  Everything that looks at a request may then
take it for text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.registry import Registry
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW

from motcua.pages import refusal
from motcua.pages.faces import face_of

DIGITS = 9
"""Digits of a number in an address; nothing here is counted that far."""

View = Callable[[Request], Response]


def number_in(text: str, otherwise: int = 0) -> int:
    """Return the number that stands in an address, ``otherwise`` where there is none."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else otherwise


def is_legible(request: Request) -> bool:
    """Say whether path, query, cookies and form can be read."""
    try:
        read: list[Any] = [request.path_info, *request.GET.keys(), *request.cookies.items()]
        read += request.POST.keys()
    except (ValueError, DeprecationWarning):
        return False
    return None not in read


def _is_of_a_program(request: Request) -> bool:
    """Say whether it came to a face that is not for people, as far as its address can be read."""
    try:
        return face_of(request).software
    except ValueError:
        return False


def _told_a_program(request: Request) -> Response:
    """Answer in JSON, as that face answers everything."""
    shown = refusal.illegible(request)
    told = {"error": shown["sentence"], "way_out": shown["way_out"], "code": "Illegible"}
    return Response(json_body=told, status=400)


def legible_tween(view: View, registry: Registry) -> View:
    """Answer what cannot be read with a page that asks nothing of it."""

    def answer(request: Request) -> Response:
        if is_legible(request):
            return view(request)
        if _is_of_a_program(request):
            return _told_a_program(request)
        request.environ.update(PATH_INFO="/", QUERY_STRING="", HTTP_COOKIE="", CONTENT_TYPE="")
        request.method = "GET"
        response = render_to_response(refusal.TROUBLE, refusal.illegible(request), request)
        response.status_int = 400
        return response

    return answer


def includeme(config: Configurator) -> None:
    """Look at a request before its transaction begins."""
    config.add_tween(
        "motcua.pages.legible.legible_tween",
        under="motcua.pages.headers.headers_tween",
        over=(refusal.TRANSACTION, EXCVIEW),
    )
