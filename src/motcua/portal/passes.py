"""The pass that opens one case: what code and secret turn into, once shown.

It stands in the address, so it needs no cookie and nothing is stored.  It names
the case, the day on which it was given, and seals both with the secret of this
house and the hash of the applicant's; when the counter gives out a new secret,
every pass made from the old one stops working.

A pass for pages lasts until the end of the next day, because other people use
the same computer later.  A pass for a calendar or a feed lasts as long as the
secret, and opens nothing but that calendar or feed.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from enum import StrEnum

from pyramid.request import Request

from motcua.acting import NotHere
from motcua.cases.content import Case
from motcua.pages.notices import SECRET

KEY, DAY, SEAL = 8, 3, 13
"""How many bytes of a pass name the case, give the day, and seal them."""
LASTS = 1
"""Days after the one on which a pass for pages was given."""


class Purpose(StrEnum):
    """What a pass opens."""

    PAGES = "pages"
    FOLLOWING = "following"


class PassedAway(NotHere):
    """The pass was good once; code and secret have to be shown again."""


def pass_for(request: Request, case: Case, purpose: Purpose = Purpose.PAGES) -> str:
    """Return a pass to ``case``, given today."""
    day = request.now.date() if purpose is Purpose.PAGES else date.min
    named = case.key + day.toordinal().to_bytes(DAY, "big")
    return urlsafe_b64encode(named + _seal(request, case, named, purpose)).decode()


def case_of(request: Request, purpose: Purpose = Purpose.PAGES) -> Case:
    """Return the case that the pass in the address opens; :class:`NotHere` for any other."""
    given = _read(request.matchdict["pass"])
    case: Case | None = request.stored.cases.shelf.get(given[:KEY])
    if case is None or not _is_ours(request, case, given, purpose):
        raise NotHere()
    day = int.from_bytes(given[KEY : KEY + DAY], "big")
    if purpose is Purpose.PAGES and request.now.date().toordinal() - day > LASTS:
        raise PassedAway()
    return case


def _read(text: str) -> bytes:
    try:
        given = urlsafe_b64decode(text.encode("ascii"))
    except (ValueError, UnicodeError):
        raise NotHere() from None
    if len(given) != KEY + DAY + SEAL:
        raise NotHere()
    return given


def _is_ours(request: Request, case: Case, given: bytes, purpose: Purpose) -> bool:
    named, seal = given[: KEY + DAY], given[KEY + DAY :]
    return hmac.compare_digest(_seal(request, case, named, purpose), seal)


def _seal(request: Request, case: Case, named: bytes, purpose: Purpose) -> bytes:
    house = request.registry.settings[SECRET].encode()
    text = b"|".join((purpose.encode(), named, case.secret_hash))
    return hmac.new(house, text, hashlib.sha256).digest()[:SEAL]
