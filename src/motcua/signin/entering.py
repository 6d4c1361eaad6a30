"""Signing in and signing out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import colander
from deform.widget import HiddenWidget, PasswordWidget
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.pages import forms, resuming
from motcua.pages.faces import SIGN_IN
from motcua.pages.widgets import Text
from motcua.people import accounts, directory, sessions
from motcua.people.passwords import UnfitPassword
from motcua.signin import addresses, known, policy, present
from motcua.signin.tries import NO_WAIT, Key, Tries, account_key, address_key
from motcua.words import Sentence, _, several

TRIES = "motcua.tries"
"""Where the registry keeps the tries that failed lately."""
TEMPLATE = "motcua.signin:templates/signin.pt"
LONGEST_ACCOUNT = 200


def _schema() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(),
            name="account",
            title=_("Account"),
            validator=colander.Length(max=LONGEST_ACCOUNT),
            widget=Text(
                attributes={
                    "autocomplete": "username",
                    "autocapitalize": "none",
                    "spellcheck": "false",
                }
            ),
        ),
        colander.SchemaNode(
            colander.String(),
            name="password",
            title=_("Password"),
            widget=PasswordWidget(attributes={"autocomplete": "current-password"}),
        ),
        _hidden("next"),
        _hidden(resuming.KEPT),
    )


def _hidden(name: str) -> colander.SchemaNode:
    return colander.SchemaNode(colander.String(), name=name, missing="", widget=HiddenWidget())


def _form(request: Request) -> forms.Form:
    return forms.form(
        request,
        _schema(),
        buttons=[forms.Button("sign_in", _("Sign in"))],
        action=SIGN_IN,
        formid="signin",
    )


def _text(sent: Any) -> str:
    """Return what was sent in a field; nothing where it is a file."""
    return sent if isinstance(sent, str) else ""


def _wanted(request: Request) -> str:
    return addresses.local_path(_text(request.params.get("next")))


@view_config(
    route_name="signin",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer=TEMPLATE,
)
def ask_who(request: Request) -> dict[str, Any] | Response:
    """The page on which somebody says who they are; whoever has said it goes on."""
    if request.acting.person:
        return _onward(request, request.acting)
    return {"form": _form(request).shown({"next": _wanted(request)})}


@view_config(
    route_name="signin",
    request_method="POST",
    permission=NO_PERMISSION_REQUIRED,
    renderer=TEMPLATE,
)
def sign_in(request: Request) -> dict[str, Any] | Response:
    """Let in whoever knows the account and its password."""
    form = _form(request)
    if "again" in request.POST:
        return {"form": form.shown(_travelling(request))}
    filled = form.answers()
    if filled is None:
        return {"form": form.shown()}
    keys = _keys(request, directory.folded_account(filled["account"]))
    wait = _wait(request, keys)
    if wait:
        return _refused(form, *_too_fast(request, wait))
    try:
        answer = accounts.sign_in(
            request.acting,
            filled["account"],
            filled["password"],
            browser=request.user_agent or "",
        )
    except UnfitPassword as unfit:
        return _refused(form, unfit.sentence)
    if answer.person is None:
        return _refused(form, answer.sentence)
    _tries(request).succeed(keys[0], keys[1:], request.now)
    known.remember(request, answer.person.account)
    return _welcome(request, answer.person.id, answer.token, filled)


def _travelling(request: Request) -> dict[str, str]:
    return {"next": _wanted(request), resuming.KEPT: _text(request.POST.get(resuming.KEPT))}


def _tries(request: Request) -> Tries:
    return request.registry[TRIES]


def _wait(request: Request, keys: list[Key]) -> timedelta:
    """Count the try; not again when the request is only run once more after a conflict."""
    if request.environ.get("retry.attempt"):
        return NO_WAIT
    return _tries(request).begin(keys, request.now)


def _keys(request: Request, account: str) -> list[Key]:
    """A browser in which the owner has signed in before is not held up by others' tries."""
    number = known.number_of(request, account)
    if number:
        return [account_key(account, number)]
    return [account_key(account), address_key(request.remote_addr or "")]


def _too_fast(request: Request, wait: timedelta) -> tuple[Sentence, int]:
    again = request.now + wait
    request.response.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
    if wait >= timedelta(minutes=1):
        return _(
            "Too many tries.  Try again at ${time}.", mapping={"time": f"{again:%H:%M:%S}"}
        ), 429
    seconds = int(wait.total_seconds()) + 1
    return several(
        _("Too many tries.  Try again in ${n} second."),
        _("Too many tries.  Try again in ${n} seconds."),
        seconds,
    ), 429


def _refused(form: forms.Form, sentence: Sentence, status: int = 401) -> dict[str, Any]:
    """Show the page again.  It is returned, not raised, so that the journal keeps its note."""
    form.refuse("password", sentence)
    form.request.response.status_int = status
    return {"form": form.shown()}


def _welcome(request: Request, person: str, token: str, filled: dict[str, str]) -> Response:
    """Hand out the new token; show what was typed before, or the page that was wanted."""
    if request.present is not None:
        sessions.end(request.acting, request.present.token)
    present.give_token(request, token)
    policy.become(request, policy.as_person(request.acting, person))
    if policy.must_choose_password(request.acting):
        return HTTPSeeOther(addresses.PASSWORD)
    again = resuming.shown_again(request, filled[resuming.KEPT])
    return again or _onward(request, request.acting)


def _onward(request: Request, acting: Acting) -> Response:
    return HTTPSeeOther(_wanted(request) or addresses.first_page(request, acting))


@view_config(
    route_name="signout",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.signin:templates/signout.pt",
)
def ask_whether(request: Request) -> dict[str, Any]:
    """Ask whether to sign out: following a link must not do it."""
    return {}


@view_config(route_name="signout", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def sign_out(request: Request) -> Response:
    """End the session, here and on the server."""
    if request.present is not None:
        sessions.end(request.acting, request.present.token)
    present.give_token(request, "")
    request.tell(_("You are signed out."))
    return HTTPSeeOther(SIGN_IN)
