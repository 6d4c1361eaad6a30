"""Signing in to the management interface, with the account one has in Motcua."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from typing import Any

from pyramid.config import Configurator
from pyramid.csrf import check_csrf_token, get_csrf_token
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from motcua.acting import Acting, Refusal
from motcua.management.access import PERSON, operator
from motcua.people import accounts
from motcua.storage.throttle import Limit, Throttle
from motcua.words import LANGUAGES, Sentence, _, translate

TRIES = Throttle(Limit(10, timedelta(minutes=15)))
"""Wrong passwords, by account."""

PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Motcua</title></head>
<body><main><h1>{title}</h1><p role="alert">{problem}</p>
<form method="post" action="{action}">
<input type="hidden" name="csrf_token" value="{token}">
<p><label for="account">{account}</label> <input id="account" name="account"
autocomplete="username" required></p>
<p><label for="password">{password}</label> <input id="password" name="password"
type="password" autocomplete="current-password" required></p>
<p><button>{button}</button></p></form></main></body></html>
"""


def show(request: Request, problem: Sentence = "", status: int = 200) -> Response:
    """Show the form."""
    said = {
        "title": _("Management interface, for operations only"),
        "account": _("Account"),
        "password": _("Password"),
        "button": _("Sign in"),
    }
    words = {name: escape(_in_both(each)) for name, each in said.items()}
    page = PAGE.format(
        problem=escape(_in_both(problem)) if problem else "",
        action=request.sdiapi.mgmt_path(request.stored, "@@login"),
        token=get_csrf_token(request),
        **words,
    )
    return Response(page, status=status, charset="utf-8")


def _in_both(sentence: Sentence) -> str:
    """Nobody has chosen a language here."""
    return " / ".join(dict.fromkeys(translate(sentence, each) for each in LANGUAGES))


def sign_in(context: Any, request: Request) -> Response:
    """Let somebody in who has the account, the password and a position in operations."""
    check_csrf_token(request)
    account, password = request.POST.get("account", ""), request.POST.get("password", "")
    if not TRIES.allow(account, request.now):
        return show(request, _("Too many attempts.  Wait a quarter of an hour."), 429)
    person = _recognised(request.visitor, account, password)
    if not person:
        return show(request, _("The account or the password is not right."), 403)
    TRIES.forget(account)
    request.session.invalidate()
    request.session.new_csrf_token()
    request.session[PERSON] = person
    return HTTPSeeOther(request.sdiapi.mgmt_path(request.stored))


def _recognised(visitor: Acting, account: str, password: str) -> str:
    """Return the id of who signs in; nothing where they cannot, or have nothing to do here."""
    try:
        person = accounts.sign_in(visitor, account, password).person
    except Refusal:
        return ""
    return operator(visitor, person.id).person if person is not None else ""


def sign_out(context: Any, request: Request) -> Response:
    """End the session."""
    check_csrf_token(request)
    request.session.invalidate()
    return show(request)


def ask(context: Any, request: Request) -> Response:
    """Ask who it is, whatever page was wanted."""
    return show(request, status=403 if isinstance(context, HTTPForbidden) else 200)


def includeme(config: Configurator) -> None:
    """Take the place of Substance D's own pages for signing in and out."""
    add = config.add_mgmt_view
    free = {"permission": NO_PERMISSION_REQUIRED, "tab_condition": False}
    add(ask, name="login", request_method="GET", **free)
    add(sign_in, name="login", request_method="POST", **free)
    add(sign_out, name="logout", request_method="POST", **free)
    add(ask, context=HTTPForbidden, **free)
