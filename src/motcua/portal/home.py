"""The first page: what do you need, and where is your case."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.people import directory
from motcua.portal import catalogue


@view_config(
    route_name="home",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/home.pt",
)
def home(request: Request) -> dict[str, Any]:
    """Search, sectors, tracking, and where the counters are."""
    root = request.acting.root
    procedures = catalogue.all_in_force(request.acting)
    return {
        "administration": next(iter(directory.children(root, "")), None),
        "sectors": catalogue.sectors(procedures),
        "count": len(procedures),
        "counters": directory.units(root, "service_centre"),
    }
