"""Bodies × questions of a case: what each body answered to each question of the template."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.cases.access import Sight
from motcua.consultations.asking.questions import grids
from motcua.consultations.flow import STATES
from motcua.permissions import Permission
from motcua.workspace import addresses
from motcua.workspace.opened import case_of


@view_config(
    route_name="case_grids",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/grids.pt",
)
def case_grids(request: Request) -> dict[str, Any]:
    """Show the table; whoever has not answered, or may not be read, has its state instead."""
    case = case_of(request, Sight.DOCUMENTS)
    return {
        "case": case,
        "grids": grids(request.acting, case),
        "states": STATES,
        "addresses": addresses,
    }
