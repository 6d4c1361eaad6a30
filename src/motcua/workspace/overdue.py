"""What was not answered in time, the longest overdue first."""

from __future__ import annotations

from pyramid.request import Request
from pyramid.view import view_config

from motcua.consultations.overviews.overdue import overdue
from motcua.permissions import Permission
from motcua.storage.keys import key_of
from motcua.workspace import addresses

PATH = "/xin-y-kien/qua-han"


@view_config(
    route_name="overdue",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/overdue.pt",
)
def page(request: Request) -> dict[str, object]:
    """Show a page of what is overdue."""
    after = request.GET.get("sau", "")
    found = overdue(request.acting, key_of(after))
    return {
        "found": found,
        "first": PATH if after else None,
        "following": addresses.with_query(PATH, {"sau": found.next.hex()}) if found.next else None,
        "addresses": addresses,
    }
