"""What an asked body is missing, and the applicant's answer to it.

Under the guard of everything else on the applicant's page: the pass made of
code and secret.  The applicant sees which unit wants what, and nothing else of
what that unit was asked.
"""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.consultations.actions import answer_as_applicant
from motcua.consultations.inside.pieces import wanted_piece
from motcua.documents import uploads
from motcua.pages import applying, forms
from motcua.pages.fields import lines
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import file_slots
from motcua.people import directory
from motcua.portal.passes import case_of
from motcua.portal.tracking import applicant
from motcua.words import _

RULE = "paper"
SLOTS = 3
LONGEST = 10_000


@view_config(
    route_name="tracking_pieces",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/pieces.pt",
)
def pieces(request: Request) -> dict[str, Any] | Response:
    """Show what is missing; take the answer."""
    case = case_of(request)
    acting = applicant(request, case)
    asked, piece = wanted_piece(acting, case, request.matchdict["piece"])
    form = _form(request)
    back = request.route_path("tracking", **{"pass": request.matchdict["pass"]})

    def answer() -> None:
        tokens = form.filled["files"].values()
        files = [uploads.take_held(acting, each, RULE) for each in tokens if each]
        answer_as_applicant(acting, asked, piece.id, form.filled["words"] or "", files)

    if form.answers() is not None and form.attempt(answer):
        request.tell(_("Sent. The unit goes on with your case."))
        return HTTPSeeOther(back)
    return {
        "case": case,
        "piece": piece,
        "unit": directory.unit(acting.root, asked.unit),
        "form": form.shown({}),
        "back": back,
    }


def _form(request: Request) -> Form:
    language = request.locale_name
    files = file_slots(language, SLOTS, RULE, _("Papers"))
    files.description = applying.files_taken(request)
    words = lines("words", _("What you answer"), language, 5, most=LONGEST, missing=None)
    schema = colander.SchemaNode(colander.Mapping(), words, files)
    return forms.form(request, schema, buttons=[Button("send", _("Send"))])
