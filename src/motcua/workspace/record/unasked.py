"""Speaking up on a case about which one's unit was not asked."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotAllowed
from motcua.cases.content import Case
from motcua.consultations.content import Reply
from motcua.consultations.record.unasked import open_to_unasked, speak_unasked
from motcua.documents import uploads
from motcua.pages import forms
from motcua.pages.fields import answer, line, lines
from motcua.pages.forms import Button, Form
from motcua.pages.widgets import Upload
from motcua.permissions import Permission
from motcua.words import _, translate
from motcua.workflows.definition import ConsultationTemplate
from motcua.workspace import addresses
from motcua.workspace.opened import case_of

RULE = "opinion"


@view_config(
    route_name="case_unasked",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/unasked.pt",
)
def unasked(request: Request) -> dict[str, Any] | Response:
    """Show the form; give the opinion that nobody asked for."""
    case = case_of(request)
    wanted = request.matchdict["template"]
    allowed = {each.id: each for each in open_to_unasked(request.acting, case)}
    template = allowed.get(wanted)
    if template is None:
        raise NotAllowed(
            _("Opinions that nobody asked for are not taken here, or your unit was asked."),
            _("Look at the case: what your unit was asked stands there."),
        )
    form = _form(request, template)
    if form.answers() is not None and form.attempt(lambda: _speak(form, case, template)):
        request.tell(_("The opinion is given; whoever handles the case is told."))
        return HTTPSeeOther(addresses.case(case.code))
    return {"case": case, "template_title": template.title, "form": form.shown()}


def _speak(form: Form, case: Case, template: ConsultationTemplate) -> None:
    filled, acting = form.filled, form.request.acting
    token = filled["file"]
    files = (uploads.take_held(acting, token, RULE),) if token else ()
    reply = Reply(
        filled["outcome"],
        filled["text"] or "",
        letter_number=filled["letter_number"] or "",
        files=files,
    )
    speak_unasked(acting, case, template.id, reply)


def _form(request: Request, template: ConsultationTemplate) -> Form:
    language = request.locale_name
    schema = colander.SchemaNode(
        colander.Mapping(),
        answer(_("Answer"), template.answers, language),
        lines("text", _("Your opinion"), language, 6, missing=""),
        colander.SchemaNode(
            colander.String(),
            name="file",
            title=translate(_("File"), language),
            widget=Upload(rule=RULE),
            missing=None,
        ),
        line("letter_number", _("Number of your letter"), language, missing=""),
    )
    return forms.form(request, schema, buttons=(Button("give", _("Sign and send")),))
