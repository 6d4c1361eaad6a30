"""What one takes home after filing online; the form's own nonce opens it again."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.filing import filed_before
from motcua.cases.secrets import fits
from motcua.pages.receipts import receipt_of
from motcua.portal.passes import Purpose, pass_for
from motcua.workflows.versions import definition


@view_config(
    route_name="receipt",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/receipt.pt",
)
def receipt(request: Request) -> dict[str, Any]:
    """Show code, secret and papers, and what happens next.

    The address carries the nonce of the form, which only the browser that sent
    it knows; the secret is sealed with it and stands nowhere else.  Once the
    counter has given out a new secret, the old receipt opens nothing.
    """
    filed = filed_before(request.acting, request.matchdict["nonce"])
    if filed is None or not fits(filed.case.key, filed.secret, filed.case.secret_hash):
        raise NotHere()
    case = filed.case
    rules = definition(request.acting.root, case.procedure, case.version)
    return {
        "receipt": receipt_of(request, filed),
        "rules": rules,
        "tracking": request.route_path("tracking", **{"pass": pass_for(request, case)}),
        "calendar": request.route_path(
            "tracking_calendar", **{"pass": pass_for(request, case, Purpose.FOLLOWING)}
        ),
    }
