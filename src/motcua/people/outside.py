"""Bodies outside of the administration, which are asked now and then by e-mail.

They are no units: nobody holds a position there, no list of units shows them and
no procedure names them.  They are found by their ids as units are, so that
whatever says who was asked says it of them as well.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.people.content import Unit

KIND = "outside"
BEFORE = "ngoai."
"""How the id of each begins; no unit's id does."""


def enter_body(acting: Acting, key: str, *, title: str, email: str) -> Unit:
    """Make a body outside known under a key of its own, and return it."""
    body = Unit(BEFORE + key, names=(title, title), kind=KIND, email=email)
    acting.root.bodies_outside[body.id] = body
    return body
