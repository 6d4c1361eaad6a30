"""Browsers in which somebody has signed in before.

Whoever guesses passwords of an account from afar makes every further try wait,
its owner's too.  So that nobody can be kept out like that, a browser in which
the owner has signed in gets a sealed note of it, and its tries are counted
apart from everybody else's.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from pyramid.request import Request
from pyramid.response import Response

from motcua.signin import cookies
from motcua.signin.seals import is_seal, seal

LASTING = timedelta(days=365)
MOST = 5
"""How many people one browser remembers: a counter is shared by a few."""


def number_of(request: Request, account: str) -> str:
    """Return the number under which this browser's tries for an account count; or nothing."""
    for note in _notes(request):
        number, _dot, mark = note.partition("-")
        if is_seal(mark, seal(request.registry, "known", account, number)):
            return number
    return ""


def remember(request: Request, account: str) -> None:
    """Note that the owner of an account has signed in here."""
    if number_of(request, account):
        return
    number = secrets.token_hex(6)
    note = f"{number}-{seal(request.registry, 'known', account, number)}"
    kept = [note, *_notes(request)][:MOST]

    def give(request: Request, response: Response) -> None:
        cookies.give(request, response, cookies.KNOWN, ".".join(kept), LASTING)

    request.add_response_callback(give)


def _notes(request: Request) -> list[str]:
    return [note for note in cookies.read(request, cookies.KNOWN).split(".") if note]
