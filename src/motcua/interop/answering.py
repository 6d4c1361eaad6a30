"""A view for each operation: pace, rights of the token, what was sent, the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from motcua.acting import NotAllowed
from motcua.interop import pace, reading
from motcua.interop.operation import Operation
from motcua.permissions import Permission
from motcua.words import _


class ReadOnlyToken(NotAllowed):
    """The token may read, and do nothing."""


def add(config: Configurator, operation: Operation) -> None:
    """Add the view of one operation.

    No token of a form is asked for: what a browser sends by itself counts for
    nothing here, see the package.
    """
    config.add_view(
        view_of(operation),
        route_name=operation.route,
        request_method=operation.method,
        permission=NO_PERMISSION_REQUIRED if operation.open else Permission.WORK,
        require_csrf=False,
    )


def view_of(operation: Operation) -> Callable[[Request], Response]:
    """Return what answers such requests."""

    def view(request: Request) -> Response:
        if not operation.open:
            _require_token(request, operation)
        sent = {
            **reading.questions_of(request, operation),
            **reading.body_of(request, operation),
        }
        said = operation.work(request, sent)
        return said if isinstance(said, Response) else as_json(said, operation.status)

    view.__name__ = operation.id
    view.__doc__ = operation.about
    return view


def _require_token(request: Request, operation: Operation) -> None:
    pace.require_pace(request)
    if operation.writes and not request.shown_token.writes:
        raise ReadOnlyToken(
            _("This token reads only."),
            _("Its owner makes another one, with which things may be done."),
        )


def as_json(said: Any, status: int = 200) -> Response:
    """Return an answer in JSON that nobody keeps."""
    written = json.dumps(said, ensure_ascii=False, allow_nan=False)
    response = Response(written.encode(), status=status, content_type="application/json")
    response.charset = None
    response.headers["Cache-Control"] = "private, no-store"
    return response
