"""The files of a case, for its applicant: what they handed in and what they were written."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.tracking import story
from motcua.pages.downloads import file_response
from motcua.portal.passes import case_of
from motcua.portal.tracking import applicant, letters, papers


@view_config(route_name="tracking_file", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def file(request: Request) -> Response:
    """Answer with a file that the tracking page shows; with nothing for any other."""
    case = case_of(request)
    acting = applicant(request, case)
    told = story(acting, case)
    for shown in (*letters(request, acting, told), *papers(request, told)):
        file = shown.enclosure.document
        if file is not None and file.id == request.matchdict["file"]:
            return file_response(request, file)
    raise NotHere()
