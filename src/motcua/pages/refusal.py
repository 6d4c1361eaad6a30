"""What a reader sees when something is not done: a sentence, and a way out.

Actions raise; raising undoes what was begun; here the reason becomes a page in
the reader's language.  When the house itself is in trouble (no database, a
defect) the page is set without asking anything of it.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.exceptions import BadCSRFOrigin, BadCSRFToken
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPForbidden,
    HTTPNotFound,
    HTTPSeeOther,
    HTTPTooManyRequests,
)
from pyramid.registry import Registry
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid.tweens import EXCVIEW
from transaction.interfaces import TransientError
from ZEO.Exceptions import ClientDisconnected
from ZODB.POSException import POSKeyError, StorageError

from motcua.acting import NotAllowed, NotHere, Refusal
from motcua.pages import crossing, resuming
from motcua.pages.crossing import FIELD
from motcua.pages.faces import SIGN_IN
from motcua.storage.retrying import is_lost_connection
from motcua.words import Sentence, _, translate

log = logging.getLogger("motcua")

PAGE = "motcua.pages:templates/refusal.pt"
TROUBLE = "motcua.pages:templates/trouble.pt"
AGAIN = "motcua.pages:templates/sign_in_again.pt"
SHORTEST_KEPT = 20
"""Characters: what is shorter is typed again sooner than found again."""
LONGEST_KEPT = 20_000
"""How much typed text is given back on a page that could not take it."""

Shown = dict[str, Any]
View = Callable[[Request], Response]
TRANSACTION = "pyramid_tm.tm_tween_factory"


def _page(
    request: Request, status: int, heading: Sentence, sentence: Sentence, way_out: Sentence = ""
) -> Shown:
    request.response.status_int = status
    return {
        "heading": heading,
        "sentence": sentence,
        "way_out": way_out,
        "back": _back(request),
        "kept": [],
    }


def _back(request: Request) -> tuple[str, Sentence]:
    """Return the page one came from, where it is one of ours, else the face's first page."""
    came_from = request.referer or ""
    host = request.host_url + "/"
    if came_from.startswith(host) and came_from != request.url:
        return "/" + came_from.removeprefix(host), _("Back to where you were")
    if request.method == "POST":
        return request.path, _("Back to where you were")
    return request.face.prefix, _("To the first page")


def refused(refusal: Refusal, request: Request) -> Shown:
    """An action did not do what was asked."""
    shown = _page(request, 409, _("This was not done"), refusal.sentence, refusal.way_out)
    shown["kept"] = kept_text(request)
    return shown


def not_allowed(refusal: NotAllowed, request: Request) -> Shown | Response:
    """The person may not; somebody who is not signed in may sign in first."""
    if not request.acting.person and not request.face.citizen:
        return sign_in_first(request)
    return _page(request, 403, _("This is not open to you"), refusal.sentence, refusal.way_out)


def not_here(missing: Any, request: Request) -> Shown:
    """There is nothing, or the reader may not know that there is."""
    sentence = getattr(missing, "sentence", "") or _("There is nothing at this address.")
    way_out = getattr(missing, "way_out", "") or _(
        "Check the address, or begin again from the first page."
    )
    shown = _page(request, 404, _("Nothing found here"), sentence, way_out)
    shown["kept"] = kept_text(request)
    return shown


def forbidden(forbidden: HTTPForbidden, request: Request) -> Shown | Response:
    """Pyramid refused the view: sign in first, or ask for the position."""
    return not_allowed(
        NotAllowed(
            _("Your position does not allow this."), _("Ask your administrator if it should.")
        ),
        request,
    )


def sign_in_first(request: Request) -> Response:
    """Lead to the sign-in page, and from there back here; what was typed goes along."""
    kept = resuming.sealed(request) if request.method == "POST" else ""
    wanted = request.path_qs if request.method in {"GET", "HEAD"} else request.path
    if not kept:
        return HTTPSeeOther(f"{SIGN_IN}?{urlencode({'next': wanted})}")
    facts = {"address": SIGN_IN, "wanted": wanted, "kept": kept, "field": resuming.KEPT}
    response = render_to_response(AGAIN, facts, request)
    response.status_int = 401
    return response


def stale_form(bad: Any, request: Request) -> Shown | Response:
    """The form's token does not fit: the page stood open too long, or it is another site's.

    Somebody who has signed in anew in another window gets it back to be sent.
    """
    again = resuming.shown_again(request, resuming.sealed(request)) if _is_mine(request) else None
    if again is not None:
        again.status_int = 400
        return again
    shown = _page(
        request,
        400,
        _("The page had stood open too long"),
        _("For your safety what you sent was not taken."),
        _("What you wrote is below. Go back, fill it in again and send it."),
    )
    shown["kept"] = kept_text(request)
    return shown


def _is_mine(request: Request) -> bool:
    """Say whether the form that came had been shown to the person who is acting."""
    sender = crossing.sender_of(request)
    return bool(sender) and sender == crossing.reader_of(request)


def kept_text(request: Request) -> list[tuple[str, str]]:
    """Return what was typed in the form that came, to be given back; never a password."""
    return [
        (name, value[:LONGEST_KEPT])
        for name, value in request.POST.items()
        if isinstance(value, str)
        and len(value.strip()) > SHORTEST_KEPT
        and name not in {FIELD, "kept"}
        and not name.startswith("_")
        and "password" not in name
    ]


def bad_request(bad: HTTPBadRequest, request: Request) -> Shown:
    """The request itself makes no sense."""
    return _page(
        request,
        400,
        _("This request was not understood"),
        bad.detail or _("The address or the form is not as this page makes it."),
        _("Go back and try again."),
    )


def illegible(request: Request) -> Shown:
    """Nobody can read the request: not even a page is chosen by it."""
    return _trouble(
        request,
        _("This request was not understood"),
        _("The address or the form is not as this page makes it."),
        _("Go back and try again."),
    )


def too_many(limit: HTTPTooManyRequests, request: Request) -> Shown:
    """Somebody asks faster than a person would."""
    if "Retry-After" in limit.headers:
        request.response.headers["Retry-After"] = limit.headers["Retry-After"]
    return _page(
        request,
        429,
        _("Too many attempts"),
        limit.detail or _("Too many attempts in a short time."),
        _("Wait a little and try again."),
    )


def trouble(failure: Exception, request: Request) -> Shown:
    """A defect of ours: it is written down, and the reader is told so."""
    if is_lost_connection(failure):
        return unavailable(failure, request)
    number = _written_down(failure, request)
    request.response.status_int = 500
    return _trouble(
        request,
        _("Something went wrong here"),
        _("This is our fault, not yours. Nothing of what you just sent was stored."),
        _(
            "Try again in a few minutes. If it happens again, tell us this number: ${number}.",
            mapping={"number": number},
        ),
    )


def unavailable(failure: Exception, request: Request) -> Shown:
    """The database cannot be reached, or too many people saved at once."""
    _written_down(failure, request)
    request.response.status_int = 503
    request.response.headers["Retry-After"] = "30"
    return _trouble(
        request,
        _("The service is busy"),
        _("Nothing of what you just sent was stored."),
        _("Wait half a minute and try again."),
    )


def _written_down(failure: Exception, request: Request) -> str:
    """Log what happened, under a number that the reader can name."""
    number = f"{secrets.randbelow(10**8):08d}"
    log.error("Page %s failed, number %s", request.path, number, exc_info=failure)
    return number


def _trouble(request: Request, *sentences: Sentence) -> Shown:
    """Say everything here: the page asks nothing of a house in trouble."""
    language = request.locale_name
    heading, sentence, way_out = (translate(each, language) for each in sentences)
    return {
        "language": language,
        "heading": heading,
        "sentence": sentence,
        "way_out": way_out,
        "again": translate(_("To the first page"), language),
    }


def csrf_token(request: Request) -> str:
    """Return the form's token, for templates that are not set by a view."""
    return get_csrf_token(request)


def before_any_page(view: View, registry: Registry) -> View:
    """Show trouble also where it arises before a page is reached, or after it was left.

    Who asks is looked up when the transaction begins, and what was done is
    stored when it ends: a database that is away is met there first.
    """

    def answer(request: Request) -> Response:
        try:
            return view(request)
        except Exception:
            return request.invoke_exception_view(reraise=True)

    return answer


REFUSALS = (
    (Refusal, refused),
    (NotAllowed, not_allowed),
    (NotHere, not_here),
    (HTTPNotFound, not_here),
    (HTTPForbidden, forbidden),
    (BadCSRFToken, stale_form),
    (BadCSRFOrigin, stale_form),
    (HTTPBadRequest, bad_request),
    (HTTPTooManyRequests, too_many),
)
TROUBLES = (
    (Exception, trouble),
    (TransientError, unavailable),
    (StorageError, unavailable),
    (ClientDisconnected, unavailable),
    (POSKeyError, trouble),
)


def includeme(config: Configurator) -> None:
    """Show each kind of refusal in its own way."""
    config.add_tween(
        "motcua.pages.refusal.before_any_page",
        under="motcua.pages.legible.legible_tween",
        over=(TRANSACTION, EXCVIEW),
    )
    for renderer, views in ((PAGE, REFUSALS), (TROUBLE, TROUBLES)):
        for context, view in views:
            config.add_exception_view(view, context=context, renderer=renderer)
