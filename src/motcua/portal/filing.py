"""Filing online: the form that a procedure's definition makes."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.cases.filing import file_case, filed_before
from motcua.pages import applying, forms
from motcua.pages.forms import Button, Form
from motcua.portal.procedures import ONLINE, fee_said
from motcua.words import _
from motcua.workflows import versions
from motcua.workflows.definition import Definition


@view_config(
    route_name="file_online",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/filing.pt",
)
def file_online(request: Request) -> dict[str, Any] | Response:
    """Show the form; take the case in when everything is there."""
    acting = request.acting
    rules = versions.in_force(acting.root, request.matchdict["procedure"], acting.now.date())
    if ONLINE not in rules.channels:
        return HTTPSeeOther(request.route_path("procedure", procedure=rules.id))
    form = _form(request, rules)
    if form.was_sent and filed_before(acting, form.nonce):
        return _to_receipt(request, form)
    filled = form.answers()
    if filled is None:
        return {
            "rules": rules,
            "form": form.shown(),
            "fees": [(each, fee_said(request, each)) for each in rules.fees],
        }
    file_case(
        acting,
        rules,
        applicant=applying.applicant_of(filled, request.locale_name),
        answers=filled.get("answers", {}),
        enclosures=applying.enclosures(request, rules, filled.get("papers", {})),
        channel=ONLINE,
        receiving_unit=filled["request"]["receiving_unit"],
        subject=filled["request"]["subject"],
        nonce=form.nonce,
    )
    return _to_receipt(request, form)


def _form(request: Request, rules: Definition) -> Form:
    return forms.form(
        request,
        applying.filing_schema(request, rules),
        buttons=[Button("file", _("File the case"))],
        note=_("Everything has to be filled in, except where it says (optional)."),
    )


def _to_receipt(request: Request, form: Form) -> Response:
    return HTTPSeeOther(request.route_path("receipt", nonce=form.nonce))
