"""What stands above every page: set once for as long as it says the same.

The heading hangs on who reads which page in which language; setting it was
half the time of a short page.
"""

from __future__ import annotations

from typing import Any

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.csrf import get_csrf_token
from pyramid.request import Request

from motcua.pages.assets import digest
from motcua.pages.kept import Kept
from motcua.pages.speaking import set_part

HEADING = "motcua.pages:templates/heading.pt"
LINKS = "motcua.pages:templates/links.pt"
_kept: Kept[Markup] = Kept(2000)


def heading(request: Request) -> Markup:
    """Return the heading: the face, where one can go, who is signed in, the languages."""
    acting = request.acting
    token = get_csrf_token(request) if acting.person else ""
    here = (request.script_name, request.path_info, request.query_string)
    key = (
        request.face,
        here,
        request.locale_name,
        acting.person,
        acting.name,
        acting.holding,
        acting.holdings,
        token,
    )
    return _kept.get(key, lambda: _set(request, HEADING, token=token))


def links(request: Request) -> Markup:
    """Return the style sheets and scripts of the face."""
    key = (request.face, request.script_name, digest())
    return _kept.get(key, lambda: _set(request, LINKS))


def _set(request: Request, template: str, **more: Any) -> Markup:
    return set_part(request, template, face=request.face, acting=request.acting, **more)


def includeme(config: Configurator) -> None:
    """Let the layout ask for both."""
    config.add_request_method(heading)
    config.add_request_method(links)
