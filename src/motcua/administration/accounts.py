"""Accounts of officials: closing, opening again, giving a password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, question
from motcua.people import accounts, directory
from motcua.people.content import Person
from motcua.people.passwords import Passwords
from motcua.permissions import Permission
from motcua.words import Sentence, _

EDIT = Permission.PEOPLE_EDIT
TEMPLATES = "motcua.administration:templates/"


@view_config(
    route_name="administration_close", permission=EDIT, renderer=TEMPLATES + "account_form.pt"
)
def close(request: Request) -> dict[str, Any] | Response:
    """Close an account: its sessions end at once."""
    person = _person(request)
    return _asked(
        request,
        person,
        Button("close", _("Close the account"), "grave"),
        lambda why: accounts.disable_person(request.acting, person.id, why),
        done=_("The account of ${name} is closed.", mapping={"name": person.name}),
        heading=_("Close the account"),
        lead=_(
            "The person is signed out everywhere at once and can do nothing more; what they have "
            "delegated counts no longer. Cases that they hold stay with them: hand those over. "
            "Positions stay on record."
        ),
    )


@view_config(
    route_name="administration_reopen", permission=EDIT, renderer=TEMPLATES + "account_form.pt"
)
def reopen(request: Request) -> dict[str, Any] | Response:
    """Open a closed account again."""
    person = _person(request)
    return _asked(
        request,
        person,
        Button("reopen", _("Open the account again")),
        lambda why: accounts.enable_person(request.acting, person.id, why),
        done=_("The account of ${name} is open again.", mapping={"name": person.name}),
        heading=_("Open the account again"),
        lead=_("The person signs in with the former password, or with one that you give them."),
    )


def _asked(
    request: Request,
    person: Person,
    button: Button,
    deed: Callable[[str], None],
    *,
    done: Sentence,
    heading: Sentence,
    lead: Sentence,
) -> dict[str, Any] | Response:
    """Ask why; do it, and show the person's page."""
    form = forms.form(request, asked(question(request, "reason", _("Why"))), buttons=[button])
    if form.answers() is not None and form.attempt(lambda: deed(form.filled["reason"])):
        request.tell(done)
        return HTTPSeeOther(f"/quan-tri/can-bo/{person.id}")
    return {"person": person, "form": form.shown(), "heading": heading, "lead": lead}


@view_config(
    route_name="administration_password", permission=EDIT, renderer=TEMPLATES + "given_password.pt"
)
def give_password(request: Request) -> dict[str, Any]:
    """Ask once more; then show a new password, once.

    It is the answer itself and no page of its own: the password is kept
    nowhere from which it could be shown again.
    """
    person = _person(request)
    form: Form = forms.form(
        request, asked(), buttons=[Button("give", _("Give a new password"), "grave")]
    )
    given: list[str] = []
    if form.answers() is not None:
        form.attempt(lambda: given.append(accounts.give_password(request.acting, person.id)))
    lasts = request.acting.office.borrow(Passwords).given_for
    return {
        "person": person,
        "form": "" if given else form.shown(),
        "password": given[0] if given else "",
        "hours": int(lasts.total_seconds() // 3600),
        "until": request.acting.now + lasts,
    }


def _person(request: Request) -> Person:
    return directory.person(request.acting.root, request.matchdict["person"])
