"""The token that a program shows: in one header, on the addresses of programs, and nowhere else.

A browser never sends this header by itself, and another site's page cannot make
it do so without being allowed, which nothing here allows.  That is why requests
with a token need no token of a form, and why cookies, which browsers do send by
themselves, count for nothing on these addresses (docs/decisions/0013).
"""

from __future__ import annotations

from pyramid.request import Request

from motcua.people import tokens
from motcua.people.content import AccessToken
from motcua.signin.present import READING

SCHEME = "bearer"
LONGEST = 200
"""Signs of a token that are looked at."""
MARK = "token:"
"""How journals name the token through which something was done, behind the address."""


def shown_token(request: Request) -> AccessToken | None:
    """Return the token of this request, if it counts; take down the day of a deed."""
    if not request.face.software:
        return None
    scheme, _blank, shown = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not 0 < len(shown.strip()) <= LONGEST:
        return None
    found = tokens.find(request.stored, shown.strip(), request.now.date())
    if found is not None and found.writes and request.method not in READING:
        tokens.touch(found, request.now)
    return found
