"""Opinions as citizens see them: the public record of a consultation, and the applicant's reply.

The public record is what two people have released, the same for everybody, at
an address that stays.  The applicant reads what was put to them and replies on
the page that the pass opens.
"""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.content import Case
from motcua.cases.tracking import find
from motcua.consultations.record.public import STATES, public_file, public_files, public_record
from motcua.consultations.record.public_letter import public_letter
from motcua.consultations.record.putting import open_number, put_seen, reply_to
from motcua.pages import forms
from motcua.pages.downloads import file_response, letter_response
from motcua.pages.fields import lines
from motcua.pages.forms import Button, Form
from motcua.pages.widgets import Tick
from motcua.people import directory
from motcua.portal.passes import case_of
from motcua.portal.tracking import applicant
from motcua.words import _, translate


@view_config(
    route_name="public_opinions",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/public_opinions.pt",
)
def public(request: Request) -> dict[str, Any]:
    """Show who was asked, when, and what came back, as far as it leaves the office."""
    acting = request.visitor
    return {
        "record": public_record(acting, _case(request)),
        "states": STATES,
        "here": request.path,
        "unit_of": lambda each: directory.unit(acting.root, each.unit),
    }


@view_config(
    route_name="public_opinions_file", request_method="GET", permission=NO_PERMISSION_REQUIRED
)
def public_json(request: Request) -> Response:
    """Give the same for machines; its form stands in ``docs/opinion.schema.json``."""
    case = _case(request)
    address = request.route_path("public_opinions", code=request.matchdict["code"])
    return Response(json_body=public_file(request.visitor, case, address))


@view_config(
    route_name="public_opinions_letter", request_method="GET", permission=NO_PERMISSION_REQUIRED
)
def public_as_letter(request: Request) -> Response:
    """Give the same as a paper: a page to print, PDF, Word."""
    case = _case(request)
    page = public_letter(request.visitor, case, request.locale_name)
    return letter_response(request, page, f"cong-khai-y-kien-{request.matchdict['code']}")


@view_config(
    route_name="public_opinions_paper", request_method="GET", permission=NO_PERMISSION_REQUIRED
)
def public_paper(request: Request) -> Response:
    """Give out a file that two people have released."""
    found = public_files(request.visitor, _case(request)).get(request.matchdict["file"])
    if found is None:
        raise NotHere()
    return file_response(request, found)


def _case(request: Request) -> Case | None:
    return find(request.visitor, request.matchdict["code"])


@view_config(
    route_name="tracking_opinions",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/reply.pt",
)
def reply(request: Request) -> dict[str, Any] | Response:
    """Show the opinions that were put to the applicant; take the reply."""
    case = case_of(request)
    acting = applicant(request, case)
    puts = put_seen(acting, case)
    if not puts:
        raise NotHere()
    number = open_number(acting, case)
    form = _form(request)
    wants = form.answers() is not None
    at = number if number is not None else len(puts) - 1
    if wants and form.attempt(lambda: _reply(form, case, at)):
        request.tell(_("Your reply is with the office, and is read before it decides."))
        return HTTPSeeOther(request.path)
    shown = number is not None or form.was_sent
    return {
        "case": case,
        "puts": puts,
        "form": form.shown() if shown else None,
        "back": request.route_path("tracking", **{"pass": request.matchdict["pass"]}),
        "here": request.path,
        "unit_of": lambda each: directory.unit(acting.root, each.request.unit),
    }


@view_config(
    route_name="tracking_opinion_file", request_method="GET", permission=NO_PERMISSION_REQUIRED
)
def put_file(request: Request) -> Response:
    """Give the applicant a file of an opinion that was put to them."""
    case = case_of(request)
    for put in put_seen(applicant(request, case), case):
        for opinion in put.opinions:
            for file in opinion.files:
                if file.id == request.matchdict["file"]:
                    return file_response(request, file)
    raise NotHere()


def _reply(form: Form, case: Case, number: int) -> None:
    filled, acting = form.filled, applicant(form.request, case)
    reply_to(acting, case, number, filled["text"] or "", bool(filled["nothing"]))


def _form(request: Request) -> Form:
    language = request.locale_name
    schema = colander.SchemaNode(
        colander.Mapping(),
        lines("text", _("What you have to say to these opinions"), language, 8, missing=""),
        colander.SchemaNode(
            colander.Boolean(),
            name="nothing",
            title=translate(_("I have nothing to add"), language),
            widget=Tick(),
            missing=False,
        ),
    )
    return forms.form(request, schema, buttons=(Button("reply", _("Send the reply")),))
