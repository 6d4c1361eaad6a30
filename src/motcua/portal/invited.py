"""The door for somebody outside who is asked by a link: the code first, then what is asked.

Each address begins with the same guard (:func:`guarded`, :func:`entered`): the link
is read before anything is looked up, and without the pass that the code gives, no
more is shown than who asks.  Whoever was writing when the pass ran out finds what
they wrote in the form again, once the new code was typed.  What these pages say is
nobody else's: no search engine keeps them, and no address of theirs goes to another
site.  What is done behind the door stands in :mod:`invited_answer`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther, HTTPTooManyRequests
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.settings import asbool
from pyramid.view import view_config

from motcua.acting import Acting, Refusal
from motcua.consultations.access import document_for
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.outside.guests import enter, prove
from motcua.consultations.outside.links import BadLink
from motcua.consultations.outside.proof import hidden_address, is_code_good, pass_for, send_code
from motcua.pages import resuming
from motcua.pages.downloads import file_response
from motcua.pages.forms import FORM, tried
from motcua.pages.headers import HTTPS
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.portal.lookup import network_of
from motcua.storage.throttle import Limit, Throttle
from motcua.words import Sentence, _

BY_NETWORK = Limit(times=60, period=timedelta(minutes=1))
"""How often these pages are asked for from one network, right links and wrong ones."""
THROTTLE = "motcua.portal.invited"
COOKIE = "motcua_gop_y"
PROOF = "motcua.portal:templates/invited_proof.pt"
HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "no-referrer"}
AGAIN = _("You are in again. What you wrote is here; nothing is sent yet.")

View = Callable[[Request], Any]
GuestView = Callable[[Request, OpinionRequest, Acting], Any]


def guarded(view: View) -> View:
    """Count who asks, and keep the page from search engines and other sites."""

    @wraps(view)
    def guarded_view(request: Request) -> Any:
        request.response.headers.update(HEADERS)
        request.add_response_callback(lambda _request, response: response.headers.update(HEADERS))
        throttle: Throttle = request.registry[THROTTLE]
        network = network_of(request.remote_addr or "")
        if not throttle.allow(network, request.now):
            wait = throttle.wait(network, request.now)
            raise HTTPTooManyRequests(
                request.voice.say(_("This was tried too often.")),
                headers={"Retry-After": str(int(wait.total_seconds()) + 1)},
            )
        return view(request)

    return guarded_view


def entered(view: GuestView) -> View:
    """Let in whoever has typed the code; everybody else sees who asks, and is asked for it."""

    @wraps(view)
    def entered_view(request: Request) -> Any:
        link, shown = request.matchdict["link"], request.cookies.get(COOKIE, "")
        asked, guest = enter(request.visitor, link, shown)
        return _proof(request, asked) if guest is None else view(request, asked, guest)

    return guarded(entered_view)


def passed(view: GuestView) -> View:
    """Let in whoever has typed the code; everybody else is sent to where it is typed."""

    @wraps(view)
    def passed_view(request: Request) -> Any:
        link, shown = request.matchdict["link"], request.cookies.get(COOKIE, "")
        asked, guest = enter(request.visitor, link, shown)
        if guest is None:
            raise BadLink(
                _("Type the code first."),
                _("Open the link again; a code is sent to your mail box."),
            )
        response = view(request, asked, guest)
        response.headers.update(HEADERS)
        return response

    return guarded(passed_view)


def here(request: Request) -> str:
    """Return the address of the link itself, which all others of it begin with."""
    path: str = request.route_path("invited", link=request.matchdict["link"])
    return path


def _proof(request: Request, asked: OpinionRequest) -> dict[str, Any] | Response:
    """Show who asks and nothing more, until the code was typed."""
    wrong: Sentence | Refusal = ""
    kept = text_of(request.POST.get(resuming.KEPT), resuming.LONGEST * 4)
    if "send" in request.POST:
        wrong = tried(request, lambda: send_code(request.visitor, asked)) or ""
    elif FORM in request.POST:
        kept = resuming.sealed(request, asked.id)
    elif request.method == "POST":
        if prove(request.visitor, asked, text_of(request.POST.get("code"), 40)):
            return _let_in(request, asked, kept)
        wrong = _("This code is not right, or no longer good.")
    asker = directory.unit(request.stored, asked.consultation.asking_unit)
    request.override_renderer = PROOF
    return {
        "asker": asker,
        "address": hidden_address(asked.outsider.email if asked.outsider else ""),
        "sent": is_code_good(request.visitor, asked),
        "wrong": wrong.sentence if isinstance(wrong, Refusal) else wrong,
        "way_out": wrong.way_out if isinstance(wrong, Refusal) else "",
        "kept": kept,
        "field": resuming.KEPT,
        "late": FORM in request.POST,
    }


def _let_in(request: Request, asked: OpinionRequest, kept: str) -> Response:
    """Give the pass, and what was being written when the one before ran out."""
    answer = resuming.shown_again(request, kept, AGAIN, asked.id) or HTTPSeeOther(request.path)
    answer.set_cookie(
        COOKIE,
        pass_for(request.visitor, asked),
        path=here(request),
        httponly=True,
        samesite="Lax",
        secure=asbool(request.registry.settings.get(HTTPS)),
    )
    return answer


@view_config(route_name="invited_file", request_method="GET", permission=NO_PERMISSION_REQUIRED)
@passed
def file(request: Request, asked: OpinionRequest, guest: Acting) -> Response:
    """Answer with a paper that was chosen for them, or with one that they gave."""
    return file_response(request, document_for(guest, asked, request.matchdict["file"]))


@view_config(
    route_name="invited_thanks",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/invited_thanks.pt",
)
@guarded
def thanks(request: Request) -> dict[str, Any]:
    """Say what this is for, to whoever has no link."""
    return {}


def includeme(config: Configurator) -> None:
    """Count in this process who asks for these pages."""
    config.registry[THROTTLE] = Throttle(BY_NETWORK)
