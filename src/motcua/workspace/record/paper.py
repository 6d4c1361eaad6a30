"""Taking down an answer that came on paper: who asks enters it, with letter and scan."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotAllowed
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.desk import Desk, desk
from motcua.consultations.offers import offered
from motcua.consultations.record.on_paper import record_on_paper
from motcua.pages.answering import answer_form, beginning, reply_of, shown_with_more
from motcua.pages.fields import day
from motcua.pages.forms import Button, Form
from motcua.pages.widgets import Text
from motcua.permissions import Permission
from motcua.words import _, translate
from motcua.workspace import addresses
from motcua.workspace.opened import request_of

RECORD = "record"


@view_config(
    route_name="request_act",
    match_param="act=ghi-nhan",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/on_paper.pt",
)
def on_paper(request: Request) -> dict[str, Any] | Response:
    """Show the form; take the answer down."""
    asked = request_of(request)
    offer = offered(request.acting, asked, "record")
    if offer is None and request.method != "POST":
        raise NotAllowed(
            _("Nothing can be taken down here."), _("Look at the question as it is now.")
        )
    lies = desk(request.acting, asked)
    form = recording_form(request, lies)
    wants = not shown_with_more(form, lies) and form.answers() is not None
    if wants and form.attempt(lambda: _record(form, asked, lies)):
        request.tell(_("The answer is taken down. The body is told and may contest it."))
        return HTTPSeeOther(addresses.request(asked.id))
    today = request.acting.now.date()
    return {
        "asked": asked,
        "desk": lies,
        "form": form.shown({**beginning(request, lies), "received": today}),
        "back": addresses.request(asked.id),
    }


def _record(form: Form, asked: OpinionRequest, lies: Desk) -> None:
    filled = form.filled
    reply = reply_of(form, lies)
    record_on_paper(form.request.acting, asked, reply, filled["received"], filled["signer"] or "")


def recording_form(request: Request, lies: Desk) -> Form:
    """Return the form in which an answer on paper is taken down."""
    language = request.locale_name
    received = day(
        "received",
        _("The letter came on"),
        language,
        help=_("This day says whether the answer was in time."),
    )
    signer = colander.SchemaNode(
        colander.String(),
        name="signer",
        title=translate(_("Who signed the letter"), language),
        widget=Text(),
        validator=colander.Length(max=200),
        missing="",
    )
    buttons = (Button(RECORD, _("Take the answer down")),)
    return answer_form(request, lies, buttons, extra=(received, signer), inside=False)
