"""How much of visitors may wait: one who fills in nothing must not fill the disk of all.

Every waiting file of a visitor stands under a token that begins with a mark of
the network it came from and says its size.  So what waits, from one place and
from all, is read off the tokens: nothing is counted in an object that every
upload would write, and no file is loaded.  Two uploads at the same instant do
not see each other, and may together pass the limit by one file each.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network

from motcua.acting import Acting, Refusal
from motcua.documents.rules import Limits
from motcua.words import _

VISITORS = "v."
"""With what the tokens of visitors' files begin; those of officials are just random."""
AFTER = "v/"
"""Behind every such token."""


class TooMuchWaits(Refusal):
    """There is no room for one more file of a visitor."""


def new_token(acting: Acting, size: int) -> str:
    """Return the token of a file that is to wait, not yet to be guessed by anybody."""
    if acting.person:
        return secrets.token_urlsafe(18)
    return f"{_from(acting)}{size:x}.{secrets.token_urlsafe(18)}"


def check_room(acting: Acting, limits: Limits, size: int) -> None:
    """Refuse one more file of a visitor where too much waits already."""
    if acting.person:
        return
    held = acting.root.documents.held
    mine = _from(acting)
    number, taken = _weighed(held.keys(mine, mine[:-1] + "/", excludemax=True))
    if number >= limits.held_from_one or taken + size > limits.held_from_one_size:
        raise TooMuchWaits(
            _(
                "Many files chosen at your place wait for their form to be sent, and there is no "
                "room for more."
            ),
            _(
                "File the case that you have begun, with fewer or smaller files, or wait two "
                "hours. The counter takes papers in as well."
            ),
        )
    number, taken = _weighed(held.keys(VISITORS, AFTER, excludemax=True))
    if number >= limits.held_by_all or taken + size > limits.held_by_all_size:
        raise TooMuchWaits(
            _("Very many people choose files at this moment, and there is no room for more."),
            _("Try again in an hour. The counter takes papers in as well."),
        )


def _weighed(tokens: Iterable[str]) -> tuple[int, int]:
    """Return how many files wait under ``tokens``, and how many bytes they have."""
    sizes = [int(token.split(".", 3)[2], 16) for token in tokens]
    return len(sizes), sum(sizes)


def _from(acting: Acting) -> str:
    """Return with what the tokens of files from this visitor's network begin."""
    place = hashlib.sha256(_network(acting.origin).encode("utf8")).hexdigest()[:16]
    return f"{VISITORS}{place}."


def _network(origin: str) -> str:
    """Return an address, or the /64 network of a house that has one of IPv6."""
    try:
        address = ip_address(origin)
    except ValueError:
        return origin
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return origin
