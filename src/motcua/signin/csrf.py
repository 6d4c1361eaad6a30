"""Forms answered from other sites are refused: whose a form is stands sealed in it.

Nothing is stored for it.  The token of a form is a mark over the token of the
session, or over the name of a visitor's browser, so it changes when somebody
signs in or out, and works in a hundred windows at once.

Behind a dot stands a second mark, over the person the form was shown to.  It
opens nothing.  It lets a form that arrives after its session has ended be
kept for that person, and for nobody else, until they have signed in again.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from pyramid.interfaces import ICSRFStoragePolicy
from pyramid.request import Request
from zope.interface import implementer

from motcua.signin import present, visitor
from motcua.signin.seals import is_seal, seal


@implementer(ICSRFStoragePolicy)
class FormTokens:
    """What stands in ``csrf_token`` of each form."""

    def new_csrf_token(self, request: Request) -> str:
        """Return a token that no earlier form of this visitor has."""
        if not present.token_of_forms(request):
            visitor.another_browser(request)
        return self.get_csrf_token(request)

    def get_csrf_token(self, request: Request) -> str:
        """Return the token for a form in this answer."""
        token = present.token_of_forms(request)
        shown_to = ("session", token) if token else ("visitor", visitor.browser(request))
        return f"{seal(request.registry, 'form', *shown_to)}.{self.owner(request)}"

    def check_csrf_token(self, request: Request, supplied_token: str) -> bool:
        """Say whether the form was shown to this browser, in this session, by this house."""
        token = present.token_shown(request)
        sender = ("session", token) if token else ("visitor", visitor.browser_shown(request))
        if not sender[1] or not isinstance(supplied_token, str) or is_from_elsewhere(request):
            return False
        mark = supplied_token.partition(".")[0]
        return is_seal(mark, seal(request.registry, "form", *sender))

    def owner(self, request: Request) -> str:
        """Return the mark of who is acting; empty for a visitor."""
        person = request.acting.person
        return seal(request.registry, "form owner", person) if person else ""

    def owner_shown(self, request: Request, supplied_token: str) -> str:
        """Return the mark of the person to whom a form that arrived had been shown."""
        if not isinstance(supplied_token, str) or is_from_elsewhere(request):
            return ""
        return supplied_token.partition(".")[2]


def is_from_elsewhere(request: Request) -> bool:
    """Say whether the browser itself says that another site sent the form."""
    origin = request.headers.get("Origin")
    if origin == "null" and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return False  # A page that tells nobody its address sends no origin either.
    if origin is not None and urlsplit(origin).netloc != urlsplit(request.host_url).netloc:
        return True
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"cross-site", "same-site"}
