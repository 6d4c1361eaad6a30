"""One's own access tokens: what programs have, making one, ending one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import colander
from deform.widget import PasswordWidget
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, question, tick
from motcua.pages.typed import text_of
from motcua.people import directory, tokens
from motcua.people.passwords import Passwords
from motcua.people.tokens import Validity
from motcua.permissions import Permission
from motcua.signin import addresses
from motcua.signin.entering import TRIES
from motcua.signin.tries import account_key
from motcua.words import _

TEMPLATES = "motcua.signin:templates/"
USUAL = timedelta(days=90)
"""For how long a token counts where nobody says otherwise."""


@view_config(
    route_name="tokens",
    request_method="GET",
    permission=Permission.OWN_ACCOUNT,
    renderer=TEMPLATES + "tokens.pt",
)
def my_tokens(request: Request) -> dict[str, Any]:
    """Which programs act as oneself, the newest first."""
    acting = request.acting
    return {
        "rows": tokens.of_person(acting.root, acting.person),
        "today": acting.now.date(),
        "new": f"{addresses.TOKENS}/moi",
        "home": addresses.first_page(request, acting),
        "there": _("To your work"),
    }


@view_config(route_name="tokens", request_method="POST", permission=Permission.OWN_ACCOUNT)
def revoke(request: Request) -> Response:
    """End one, at once."""
    ended = tokens.revoke(request.acting, text_of(request.POST.get("token")))
    request.tell(_("The token “${name}” opens nothing any more.", mapping={"name": ended.name}))
    return HTTPSeeOther(addresses.TOKENS)


@view_config(
    route_name="token_new", permission=Permission.OWN_ACCOUNT, renderer=TEMPLATES + "token_new.pt"
)
def make(request: Request) -> dict[str, Any]:
    """Ask what it is for and until when; then show it, once.

    It is the answer itself and no page of its own: the token is kept nowhere
    from which it could be shown again.  The password is asked for, so that a
    browser left open for a moment does not become a year of access.
    """
    form = _form(request)
    made: list[str] = []
    if form.answers() is not None and _knows_password(form):
        form.attempt(lambda: made.append(_made(form)))
    today = request.acting.now.date()
    usual = min(today + USUAL, request.acting.office.borrow(Validity).last_day(today))
    return {
        "form": "" if made else form.shown({"until": usual}),
        "token": made[0] if made else "",
        "name": form.filled.get("name", ""),
        "until": form.filled.get("until"),
        "back": addresses.TOKENS,
    }


def _form(request: Request) -> Form:
    validity, today = request.acting.office.borrow(Validity), request.acting.now.date()
    schema = asked(
        question(request, "name", _("Which program gets it")),
        question(
            request,
            "until",
            _("Counts until"),
            "date",
            help=_("${day} at the latest.", mapping={"day": validity.last_day(today)}),
        ),
        tick(request, "writes", _("It may also do things: take note, answer, ask")),
        colander.SchemaNode(
            colander.String(),
            name="present_password",
            title=_("Your password"),
            widget=PasswordWidget(attributes={"autocomplete": "current-password"}),
        ),
    )
    return forms.form(request, schema, buttons=[Button("make", _("Make the token"))])


def _knows_password(form: Form) -> bool:
    """Say whether whoever sits there knows the password; tries are counted as on its page."""
    request = form.request
    acting, all_tries = request.acting, request.registry[TRIES]
    key = account_key(acting.person, "password page")
    if all_tries.begin([key], request.now):
        form.refuse("present_password", _("Too many tries.  Wait a few minutes."))
        return False
    person = directory.person(acting.root, acting.person)
    if not acting.office.borrow(Passwords).fits(
        person.password_hash, form.filled["present_password"]
    ):
        form.refuse("present_password", _("Your password is not the one you typed."))
        return False
    all_tries.succeed(key, [], request.now)
    return True


def _made(form: Form) -> str:
    filled = form.filled
    return tokens.make(form.request.acting, filled["name"], filled["until"], filled["writes"])
