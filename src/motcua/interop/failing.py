"""Refusals for programs: the same sentence and way out as on a page, a code and a status.

``code`` is the name of the refusal, by which a program tells them apart; people
read the sentence, in the language of ``Accept-Language``.
"""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.exceptions import PredicateMismatch
from pyramid.httpexceptions import (
    HTTPException,
    HTTPForbidden,
    HTTPTooManyRequests,
)
from pyramid.request import Request
from pyramid.response import Response

from motcua.acting import NotAllowed, NotHere, Refusal
from motcua.cases.actions import MovedOn
from motcua.consultations import refusals
from motcua.interop.answering import as_json
from motcua.interop.operations import OPERATIONS, PREFIX
from motcua.interop.pace import require_pace_of_strangers
from motcua.interop.parts import WrongContent
from motcua.interop.reading import NotJson, TooLarge
from motcua.pages import refusal as pages
from motcua.words import Sentence, _

HERE = f"^{PREFIX}(/|$)"
STATUSES: tuple[tuple[type[Refusal], int], ...] = (
    (NotAllowed, 403),
    (NotHere, 404),
    (TooLarge, 413),
    (NotJson, 400),
    (MovedOn, 409),
    (refusals.DraftChanged, 409),
    (refusals.QuestionChanged, 409),
    (refusals.AlreadyAnswered, 409),
    (refusals.AlreadyAsked, 409),
    (refusals.DraftLocked, 409),
    (refusals.NotOpen, 409),
    (refusals.AlreadyDecided, 409),
    (refusals.AlreadyClosed, 409),
)
"""The first that fits; whatever else an action refuses is in what was sent (422)."""


def status_of(refusal: Refusal) -> int:
    """Return the status with which a refusal is told."""
    return next((status for kind, status in STATUSES if isinstance(refusal, kind)), 422)


def refused(refusal: Refusal, request: Request) -> Response:
    """An action, or the shape of what was sent, speaks against it."""
    if isinstance(refusal, NotAllowed) and not request.acting.person:
        return nobody(refusal, request)
    told = _told(request, refusal.sentence, refusal.way_out, type(refusal).__name__)
    if isinstance(refusal, WrongContent):
        told["places"] = [
            {"place": place, "error": request.voice.say(wrong)} for place, wrong in refusal.places
        ]
    if isinstance(refusal, refusals.DraftChanged):
        told["revision"] = refusal.theirs.revision
    return as_json(told, status_of(refusal))


def nobody(why: Any, request: Request) -> Response:
    """No token came, or one that opens nothing: ended, over, or never made."""
    if request.acting.person:
        sentence = _("Your position does not allow this.")
        return as_json(_told(request, sentence, "", "NotAllowed"), 403)
    try:
        require_pace_of_strangers(request)
    except HTTPTooManyRequests as limit:
        return plain(limit, request)
    shown = "Authorization" in request.headers
    response = as_json(
        _told(
            request,
            _("This token opens nothing: it was ended, or is over.")
            if shown
            else _("Programs say who they are: Authorization: Bearer and their token."),
            _("The person for whom the program works makes one on the page of their account."),
            "NoToken",
        ),
        401,
    )
    error = ', error="invalid_token"' if shown else ""
    response.headers["WWW-Authenticate"] = f'Bearer realm="Motcua"{error}'
    return response


def plain(error: HTTPException, request: Request) -> Response:
    """What Pyramid itself refuses: no such address, not this method, too often."""
    if isinstance(error, PredicateMismatch) and request.matched_route is not None:
        return _not_so(request)
    sentence: Sentence = error.detail or ""
    if error.status_int == 404:
        sentence = _("There is nothing at this address.")
    response = as_json(
        _told(request, sentence or error.title, "", type(error).__name__.removeprefix("HTTP")),
        error.status_int,
    )
    if "Retry-After" in error.headers:
        response.headers["Retry-After"] = error.headers["Retry-After"]
    return response


def _not_so(request: Request) -> Response:
    """Nothing of this kind may be asked at the address; say what may."""
    route = request.matched_route.name
    allowed = sorted({each.method for each in OPERATIONS if each.route == route})
    sentence = _("This address takes: ${methods}.", mapping={"methods": ", ".join(allowed)})
    response = as_json(_told(request, sentence, "", "MethodNotAllowed"), 405)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def trouble(failure: Exception, request: Request) -> Response:
    """A defect of ours, or a database that is away."""
    return _in_trouble(pages.trouble(failure, request), request)


def unavailable(failure: Exception, request: Request) -> Response:
    """Too many saved at once, or the database is away for a moment."""
    return _in_trouble(pages.unavailable(failure, request), request)


def _in_trouble(shown: dict[str, Any], request: Request) -> Response:
    told = {"error": shown["sentence"], "way_out": shown["way_out"], "code": "Trouble"}
    response = as_json(told, request.response.status_int)
    if "Retry-After" in request.response.headers:
        response.headers["Retry-After"] = request.response.headers["Retry-After"]
    return response


def _told(request: Request, error: Sentence, way_out: Sentence, code: str) -> dict[str, Any]:
    say = request.voice.say
    return {"error": say(error), "way_out": say(way_out), "code": code}


def includeme(config: Configurator) -> None:
    """Tell programs what pages tell people; each kind that pages know, in JSON."""
    for context, _view in pages.REFUSALS:
        found: Any = plain
        if issubclass(context, Refusal):
            found = refused
        elif issubclass(context, HTTPForbidden):
            found = nobody
        config.add_exception_view(found, context=context, path_info=HERE)
    for context, view in pages.TROUBLES:
        found = unavailable if view is pages.unavailable else trouble
        config.add_exception_view(found, context=context, path_info=HERE)
