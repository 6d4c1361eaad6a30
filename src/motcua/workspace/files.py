"""Giving out the papers and letters of a case and of a request, to those who may read them."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.access import Sight
from motcua.consultations.access import document_for, opinions_seen
from motcua.consultations.content import Request as Asked
from motcua.consultations.letter import asking_letter, opinion_letter
from motcua.pages.downloads import file_response, letter_response
from motcua.permissions import Permission
from motcua.words import _
from motcua.workspace.opened import case_of, request_of

LETTERS = ("hoi", "tra-loi")


@view_config(route_name="case_file", request_method="GET", permission=Permission.WORK)
def case_file(request: Request) -> Response:
    """Give out a file of the dossier."""
    for enclosure in case_of(request, Sight.DOCUMENTS).dossier.files:
        if enclosure.document.id == request.matchdict["file"]:
            return file_response(request, enclosure.document)
    raise NotHere()


@view_config(route_name="request_file", request_method="GET", permission=Permission.WORK)
def request_file(request: Request) -> Response:
    """Give out a file that was shown to an asked body, or that it gave."""
    asked = request_of(request)
    return file_response(request, document_for(request.acting, asked, request.matchdict["file"]))


@view_config(route_name="request_letter", request_method="GET", permission=Permission.WORK)
def request_letter(request: Request) -> Response:
    """Show the letter that asks, or the one that answers, as a page to be printed."""
    acting, asked = request.acting, request_of(request)
    wanted, language = request.matchdict["letter"], request.locale_name
    if wanted not in LETTERS:
        raise NotHere()
    if wanted == "hoi":
        return letter_response(
            request, asking_letter(acting, asked, language), _name(asked, wanted)
        )
    opinions = opinions_seen(acting, asked)
    if not opinions:
        raise NotHere()
    if opinions[-1].taken is not None:
        raise NotHere(
            _("The body wrote no letter about this case: its opinion was taken over."),
            _("The letter stands with the case in which it was given."),
        )
    letter = opinion_letter(acting, asked, opinions[-1], language)
    return letter_response(request, letter, _name(asked, wanted))


def _name(asked: Asked, letter: str) -> str:
    """Return how the letter is called as a file."""
    return f"y-kien-{letter}-{asked.unit}-{asked.consultation.case.code}"
