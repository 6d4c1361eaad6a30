"""Recording that nobody needs to be asked under a template, and taking that back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.actions import record_nobody_needed, take_back_nobody_needed
from motcua.consultations.askers import asker
from motcua.consultations.asking.preparing import address_of, may_prepare, prepared_of_case
from motcua.consultations.asking.unneeded import cannot_spare, nobody_needed
from motcua.consultations.content import NobodyNeeded
from motcua.consultations.templates import openable, template_of_case
from motcua.pages import forms
from motcua.pages.fields import lines
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import TO_FILL_IN
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import ConsultationTemplate
from motcua.workspace import addresses
from motcua.workspace.acts import SEEN
from motcua.workspace.opened import case_of


@view_config(
    route_name="case_unneeded",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/unneeded.pt",
)
def unneeded(request: Request) -> dict[str, Any] | Response:
    """Show the form; record that nobody needs to be asked, or take it back."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    template = _template(request, case)
    made = nobody_needed(acting, case, template.id)
    form = _form(request, made)
    if form.answers() is not None and form.attempt(lambda: _do(form, case, template, made)):
        request.tell(_TOLD[made is not None])
        return HTTPSeeOther(addresses.case(case.code))
    form.renew(SEEN, case.track.revision)
    why_not = "" if made else cannot_spare(acting, matter_of(acting, case), template)
    drafts = [each for each in prepared_of_case(acting, case) if each.template == template.id]
    return {
        "case": case,
        "template": template,
        "made": made,
        "why_not": why_not,
        "drafts": [
            (each, addresses.ask(case.code, each.template, address_of(each))) for each in drafts
        ],
        "asking": addresses.ask(case.code, template.id)
        if template in openable(acting, case)
        else "",
        "form": form.shown({SEEN: case.track.revision}) if form.was_sent or not why_not else "",
        "back": addresses.case(case.code),
    }


def _template(request: Request, case: Case) -> ConsultationTemplate:
    """Return the template of the address, for whoever may ask under it."""
    template = template_of_case(request.acting, case, request.matchdict["template"])
    if template is None or template.is_ballot:
        raise NotHere()
    asker(request.acting, matter_of(request.acting, case), template)
    recorded = nobody_needed(request.acting, case, template.id)
    if recorded is None and template not in openable(request.acting, case):
        raise NotHere()
    return template


def _do(form: Form, case: Case, template: ConsultationTemplate, made: NobodyNeeded | None) -> None:
    deed = record_nobody_needed if made is None else take_back_nobody_needed
    filled = form.filled
    deed(form.request.acting, case, template.id, filled["reason"], seen=filled[SEEN])


_TOLD: Mapping[bool, Sentence] = {
    False: _("It is recorded that nobody needs to be asked."),
    True: _("The record is taken back; whatever waits for opinions waits again."),
}
"""By whether there was a record already."""


def _form(request: Request, made: NobodyNeeded | None) -> Form:
    language = request.locale_name
    title = (
        _("Why somebody has to be asked after all") if made else _("Why nobody needs to be asked")
    )
    reason = lines("reason", title, language, 4, most=10_000, missing_msg=TO_FILL_IN)
    schema = colander.SchemaNode(colander.Mapping(), reason, forms.hidden(SEEN, colander.Integer()))
    button = (
        Button("take_back", _("Take the record back"), "grave")
        if made
        else Button("record", _("Record that nobody needs to be asked"))
    )
    return forms.form(request, schema, buttons=(button,))


def shown_on_case(request: Request, case: Case) -> list[tuple[NobodyNeeded, Label, str]]:
    """Return the records that hold, each with its template's title and where it is taken back."""
    acting = request.acting
    found = []
    for made in acting.root.consultations.nobody_needed(case.key):
        template = template_of_case(acting, case, made.template)
        if made.holds and template is not None:
            way = addresses.unneeded(case.code, made.template)
            found.append((made, template.title, way if may_prepare(acting, case, template) else ""))
    return found
