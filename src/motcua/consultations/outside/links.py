"""The link that is sent to somebody outside: which request, which sending, until when.

It is read in this order and no other: its form, its seal, its day.  Only then is
anything looked up; whoever tries links learns nothing of what there is.  A link
that is sent anew has a higher number, and every earlier one opens nothing.

Whatever is wrong has one sentence, and the sentence names nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import timedelta
from typing import NamedTuple

from motcua.acting import Acting, NotHere, Office
from motcua.consultations.content import Request
from motcua.consultations.templates import WAIT, is_decided, is_over, limit_of, template_of
from motcua.secret import secret_of
from motcua.words import Sentence, _

PURPOSE = b"motcua link for a body outside"
KNOWN = "motcua.secret_known"
"""The setting under which the web application keeps the secret once it was read."""
KEY, NUMBER, DAY, SEAL = 8, 2, 3, 16
"""How many bytes name the request, count the link, give its last day, and seal all that."""
LONGEST = timedelta(days=180)
"""After the limit no link is good any longer, whatever became of the request."""

_OVER = _("This link is no longer open: its time is over.")
_WRITE = _("If you still want to say something, write to the office that asked.")


class BadLink(NotHere):
    """The link is not ours, too old, or its request is no longer open."""


class Named(NamedTuple):
    """What a link says, once its seal is known to be ours."""

    key: bytes
    number: int
    last_day: int


def link_to(acting: Acting, request: Request) -> str:
    """Return the link of a request to somebody outside, as it is good now."""
    number = request.outsider.number if request.outsider else 0
    last_day = (limit_of(acting, request) + LONGEST).date()
    named = request.key + number.to_bytes(NUMBER, "big") + last_day.toordinal().to_bytes(DAY, "big")
    return urlsafe_b64encode(named + _seal(acting.office, named)).rstrip(b"=").decode("ascii")


def read_link(acting: Acting, link: str) -> Named:
    """Return what a link says; looks up nothing.  Raises :class:`BadLink`."""
    given = _bytes_of(link)
    named, seal = given[:-SEAL], given[-SEAL:]
    if not hmac.compare_digest(seal, _seal(acting.office, named)):
        raise _not_ours()
    last_day = int.from_bytes(named[KEY + NUMBER :], "big")
    if acting.now.date().toordinal() > last_day:
        raise expired()
    return Named(named[:KEY], int.from_bytes(named[KEY : KEY + NUMBER], "big"), last_day)


def _bytes_of(link: str) -> bytes:
    try:
        given = urlsafe_b64decode(link.encode("ascii") + b"=" * (-len(link) % 4))
    except (ValueError, UnicodeError):
        raise _not_ours() from None
    if len(given) != KEY + NUMBER + DAY + SEAL or link_of(given) != link:
        raise _not_ours()
    return given


def link_of(given: bytes) -> str:
    """Return bytes as they stand in a link: there is one way only to write each."""
    return urlsafe_b64encode(given).rstrip(b"=").decode("ascii")


def request_of(acting: Acting, link: str) -> Request:
    """Return the request that a link opens: the guard of every page, file and sending."""
    named = read_link(acting, link)
    request: Request | None = acting.root.consultations.request(named.key)
    if request is None or request.outsider is None:
        raise _not_ours()
    if request.outsider.number != named.number:
        raise BadLink(
            _("A newer link was sent in place of this one."), _("Open the newest e-mail from us.")
        )
    if ended := has_ended(acting, request):
        raise BadLink(ended, _WRITE)
    return request


def has_ended(acting: Acting, request: Request) -> Sentence:
    """Say why a link to the request opens nothing any more; empty where it still does.

    Where no rule gives silence a meaning, the answer stays owed after the limit.
    What was answered is read and corrected as long as any body corrects: until
    the case is decided.
    """
    if request.is_cut_off:
        return _("This link is no longer open: the office has closed this round of opinions.")
    if request.is_withdrawn:
        return _("This link is no longer open: the office has taken its question back.")
    if request.opinions and not request.is_open:
        decided = _("This link is no longer open: the case has been decided.")
        return decided if is_decided(acting, request.consultation.case) else ""
    owed = template_of(acting, request.consultation).silence == WAIT
    in_time = request.is_open and (owed or not is_over(acting, request))
    return "" if in_time else _OVER


def expired() -> BadLink:
    """Return what is said of every link whose last day has passed."""
    return BadLink(_OVER, _WRITE)


def _not_ours() -> BadLink:
    return BadLink(
        _("This is not a link of ours, or it was cut off."),
        _("Open it from the e-mail again, whole."),
    )


def seal_of(office: Office, purpose: str, *parts: bytes) -> bytes:
    """Return the mark of ``parts``, which nobody else can make."""
    said = b"\0".join((purpose.encode(), *parts))
    return hmac.digest(_key(office), said, hashlib.sha256)[:SEAL]


def _seal(office: Office, named: bytes) -> bytes:
    return seal_of(office, "link", named)


def _key(office: Office) -> bytes:
    secret = office.settings.get(KNOWN) or secret_of(office.settings)
    return hmac.digest(secret.encode("utf8"), PURPOSE, hashlib.sha256)
