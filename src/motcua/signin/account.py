"""One's own account: where one is signed in, and the password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import colander
from deform.widget import PasswordWidget
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.pages import forms
from motcua.pages.typed import text_of
from motcua.pages.widgets import Text
from motcua.people import accounts, directory, sessions
from motcua.people.passwords import Passwords, UnfitPassword
from motcua.permissions import Permission
from motcua.signin import addresses, policy, present
from motcua.signin.browsers import described
from motcua.signin.entering import TRIES
from motcua.signin.tries import account_key
from motcua.words import Sentence, _, several


@dataclass(frozen=True)
class Row:
    """One session as its owner sees it."""

    id: str
    browser: Sentence
    origin: str
    began_at: datetime
    last_deed_at: datetime
    is_this: bool


@view_config(route_name="account", request_method="GET", permission=Permission.OWN_ACCOUNT)
def first_page(request: Request) -> Response:
    """The account begins with where one is signed in."""
    return HTTPSeeOther(addresses.SESSIONS)


@view_config(
    route_name="sessions",
    request_method="GET",
    permission=Permission.OWN_ACCOUNT,
    renderer="motcua.signin:templates/sessions.pt",
)
def my_sessions(request: Request) -> dict[str, Any]:
    """Where one is signed in, this browser first."""
    acting = request.acting
    here = request.present.session.id
    rows = [
        Row(
            each.id,
            described(each.browser),
            each.origin,
            each.began_at,
            each.last_deed_at,
            each.id == here,
        )
        for each in sessions.of_person(acting.root, acting.person)
    ]
    limits = acting.office.borrow(sessions.Limits)
    return {
        **_way_back(request),
        "rows": sorted(rows, key=lambda row: not row.is_this),
        "idle": int(limits.idle.total_seconds() // 60),
        "absolute": int(limits.absolute.total_seconds() // 3600),
    }


def _way_back(request: Request) -> dict[str, Any]:
    return {
        "home": addresses.first_page(request, request.acting),
        "there": _("To your work"),
    }


@view_config(route_name="sessions", request_method="POST", permission=Permission.OWN_ACCOUNT)
def revoke(request: Request) -> Response:
    """End one other session, or all others."""
    acting, here = request.acting, request.present
    chosen = text_of(request.POST.get("session"))
    if chosen:
        sessions.revoke(acting, chosen)
        request.tell(_("That session is over."))
    else:
        ended = sessions.revoke_all(acting, acting.person, but=here.session.id)
        request.tell(
            several(_("${n} other session is over."), _("${n} other sessions are over."), ended)
            if ended
            else _("There were no other sessions.")
        )
    if chosen == here.session.id:
        present.give_token(request, "")
    return HTTPSeeOther(addresses.SESSIONS)


def _schema(shortest: int) -> colander.SchemaNode:
    def password(name: str, title: Sentence, complete: str, help: Sentence = "") -> Any:
        return colander.SchemaNode(
            colander.String(),
            name=name,
            title=title,
            description=help,
            widget=PasswordWidget(attributes={"autocomplete": complete}),
        )

    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(),
            name="account",
            title=_("Account"),
            widget=Text(attributes={"autocomplete": "username", "readonly": "readonly"}),
        ),
        password("present_password", _("Present password"), "current-password"),
        password(
            "new_password",
            _("New password"),
            "new-password",
            _(
                "At least ${n} signs; a few words with blanks between them are easy to remember.",
                mapping={"n": str(shortest)},
            ),
        ),
        password("new_password_again", _("New password, once more"), "new-password"),
    )


@view_config(
    route_name="password",
    permission=Permission.OWN_ACCOUNT,
    renderer="motcua.signin:templates/password.pt",
)
def change_password(request: Request) -> dict[str, Any] | Response:
    """Change one's own password; every other session ends, and this one's token changes."""
    acting = request.acting
    form = forms.form(
        request,
        _schema(acting.office.borrow(Passwords).shortest),
        buttons=[forms.Button("change", _("Change the password"))],
        formid="password",
    )
    filled = form.answers()
    if filled is None:
        return _shown(request, form)
    if filled["new_password"] != filled["new_password_again"]:
        form.refuse("new_password_again", _("This is not the same as the new password above."))
        return _shown(request, form)
    return _changed(request, form, filled)


def _shown(request: Request, form: forms.Form) -> dict[str, Any]:
    account = directory.person(request.acting.root, request.acting.person).account
    return {
        **_way_back(request),
        "form": form.shown({"account": account}),
        "given": policy.must_choose_password(request.acting),
    }


def _changed(request: Request, form: forms.Form, filled: dict[str, str]) -> Any:
    acting, here = request.acting, request.present
    given = policy.must_choose_password(request.acting)
    key = account_key(acting.person, "password page")
    tries = request.registry[TRIES]
    if tries.begin([key], request.now):
        form.refuse("present_password", _("Too many tries.  Wait a few minutes."))
        return _shown(request, form)
    try:
        accounts.change_password(
            acting, filled["present_password"], filled["new_password"], here.session.id
        )
    except accounts.WrongPassword as wrong:
        form.refuse("present_password", wrong.sentence)
        return _shown(request, form)
    except UnfitPassword as unfit:
        form.refuse("new_password", unfit.sentence)
        return _shown(request, form)
    tries.succeed(key, [], request.now)
    present.give_token(request, sessions.renew(acting.root, here.token))
    request.tell(_("Your password is changed, and every other session is over."))
    if given:
        known = policy.as_person(acting, acting.person)
        return HTTPSeeOther(addresses.first_page(request, known))
    return HTTPSeeOther(addresses.SESSIONS)
