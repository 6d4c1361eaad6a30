"""Speaking up on a case about which one's unit was not asked."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import TextAreaWidget
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
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import TO_CHOOSE
from motcua.pages.widgets import Radios, Text, Upload
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
    values = [(id, translate(said, language)) for id, said in template.answers.items()]
    schema = colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(),
            name="outcome",
            title=translate(_("Answer"), language),
            widget=Radios(values=values),
            validator=colander.OneOf([id for id, _said in values]),
            missing_msg=TO_CHOOSE,
        ),
        colander.SchemaNode(
            colander.String(),
            name="text",
            title=translate(_("Your opinion"), language),
            widget=TextAreaWidget(rows=6),
            validator=colander.Length(max=30_000),
            missing="",
        ),
        colander.SchemaNode(
            colander.String(),
            name="file",
            title=translate(_("File"), language),
            widget=Upload(rule=RULE),
            missing=None,
        ),
        colander.SchemaNode(
            colander.String(),
            name="letter_number",
            title=translate(_("Number of your letter"), language),
            widget=Text(css_class="narrow"),
            validator=colander.Length(max=100),
            missing="",
        ),
    )
    return forms.form(request, schema, buttons=(Button("give", _("Sign and send")),))
