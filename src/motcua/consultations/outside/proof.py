"""Showing that the mail box is one's own: a short code is sent there and typed.

A link may be forwarded, and stands in the history of browsers.  The code is good
for a quarter of an hour and a few tries, and is sent at most once a minute.  What
is stored is its digest.  Whoever typed it gets a *pass* for two hours; it is sealed,
kept by the browser, and good for this request and this link alone.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from motcua.acting import Acting, Refusal
from motcua.consultations.content import Outsider, Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.outside.links import seal_of
from motcua.words import _

FIGURES = 6
GOOD_FOR = timedelta(minutes=15)
BETWEEN = timedelta(minutes=1)
"""At most once in so long a code or a link is sent."""
TRIES = 5
PASS_LASTS = timedelta(hours=2)
EPOCH = datetime(2000, 1, 1)


class TooSoon(Refusal):
    """It was sent a moment ago."""


def send_code(acting: Acting, request: Request) -> None:
    """Have a new code sent to the address that was asked, and to no other."""
    asked = _outsider(request)
    require_pause(acting, asked.code_at)
    code = f"{secrets.randbelow(10**FIGURES):0{FIGURES}d}"
    request.outsider = asked._replace(
        code=_digest(acting, request, code), code_at=acting.now, tries=0
    )
    acting.announce(RequestNotice(request, ("outside",), "code", {"rule": code}))


def require_pause(acting: Acting, last: datetime | None) -> None:
    """Refuse to send something again within a minute."""
    if last is not None and timedelta() <= acting.now - last < BETWEEN:
        raise TooSoon(
            _("It was sent less than a minute ago."),
            _("Look into the mail box, also among unwanted mail, or try again in a minute."),
        )


def try_code(acting: Acting, request: Request, typed: str) -> bool:
    """Say whether ``typed`` is the code; each code is good once and for a few tries.

    Nothing is raised, because the try itself must be stored.
    """
    asked = _outsider(request)
    if not is_code_good(acting, request):
        return False
    given = _digest(acting, request, "".join(each for each in typed if each.isdecimal()))
    if hmac.compare_digest(given, asked.code):
        request.outsider = asked._replace(code="", tries=0)
        return True
    request.outsider = asked._replace(tries=asked.tries + 1)
    return False


def is_code_good(acting: Acting, request: Request) -> bool:
    """Say whether a code was sent that can still be typed."""
    asked = _outsider(request)
    if not asked.code or asked.code_at is None or asked.tries >= TRIES:
        return False
    return acting.now - asked.code_at <= GOOD_FOR


def _digest(acting: Acting, request: Request, code: str) -> str:
    number = _outsider(request).number
    return seal_of(
        acting.office, "code", request.key, str(number).encode(), code.encode("ascii", "replace")
    ).hex()


def pass_for(acting: Acting, request: Request) -> str:
    """Return the pass of whoever has just typed the code."""
    until = int((acting.now + PASS_LASTS - EPOCH).total_seconds())
    return f"{until}.{_pass_seal(acting, request, until)}"


def is_pass(acting: Acting, request: Request, shown: str) -> bool:
    """Say whether a pass opens this request now."""
    said, _dot, seal = shown.partition(".")
    if not said.isascii() or not said.isdecimal() or len(said) > 12:
        return False
    until = int(said)
    if not hmac.compare_digest(seal.encode("utf8", "replace"), _sealed(acting, request, until)):
        return False
    return EPOCH + timedelta(seconds=until) >= acting.now


def _pass_seal(acting: Acting, request: Request, until: int) -> str:
    return _sealed(acting, request, until).decode("ascii")


def _sealed(acting: Acting, request: Request, until: int) -> bytes:
    number = str(_outsider(request).number).encode()
    seal = seal_of(acting.office, "pass", request.key, number, str(until).encode())
    return urlsafe_b64encode(seal).rstrip(b"=")


def _outsider(request: Request) -> Outsider:
    assert request.outsider is not None
    return request.outsider


def hidden_address(email: str) -> str:
    """Return an address as it may be shown to whoever holds the link: ``a•••@example.vn``."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}•••@{host}"
