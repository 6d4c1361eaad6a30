"""A new secret for an applicant who has lost theirs: at the counter, seen in person."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.request import Request
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.filing import Filed, renew_secret
from motcua.pages import forms
from motcua.pages.forms import Button
from motcua.pages.receipts import receipt_of
from motcua.permissions import Permission
from motcua.words import _
from motcua.workspace import addresses
from motcua.workspace.opened import case_of


@view_config(
    route_name="case_secret",
    permission=Permission.CASE_FILE,
    renderer="motcua.workspace:templates/lost_secret.pt",
)
def lost_secret(request: Request) -> dict[str, Any]:
    """Ask whether the applicant was seen; then show the receipt with the new secret, once.

    The receipt is the answer itself and no page of its own: the secret is
    kept nowhere from which it could be shown again.
    """
    case = case_of(request, Sight.DOCUMENTS)
    if not may_renew(request.acting, case):
        raise NotAllowed(
            _("You do not give out secrets for this case."),
            _("The counter that took it in does."),
        )
    form = forms.form(
        request,
        colander.SchemaNode(colander.Mapping()),
        buttons=[Button("renew", _("Give a new secret"), "grave")],
    )
    shown = {"case": case, "back": addresses.case(case.code)}
    if form.answers() is None:
        return {**shown, "form": form.shown(), "receipt": None}
    secret = renew_secret(request.acting, case)
    return {**shown, "form": None, "receipt": receipt_of(request, Filed(case, secret))}


def may_renew(acting: Acting, case: Case) -> bool:
    """Say whether this person works at the counter that took the case in."""
    return acting.may(Permission.CASE_FILE, case.receiving_unit)
