"""What is stored of units, people, committees, sessions and access tokens.

Nothing here is ever taken out: a unit that a case went through, a person who
signed, keep their id for as long as there is a journal that names them.
Names stand as ``(Vietnamese, English)`` and are said through :class:`Label`.

It is a folder, because these are several subjects; whoever uses one imports it
from here, under which name records of before know it too.
"""

from __future__ import annotations

from motcua.people.content.persons import Absence, Delegation, People, Person, Position
from motcua.people.content.sessions import LONG_AGO, AccessToken, AccessTokens, Session, Sessions
from motcua.people.content.units import Committee, Committees, Membership, Names, Unit, Units

__all__ = [
    "Absence",
    "AccessToken",
    "AccessTokens",
    "Committee",
    "Committees",
    "Delegation",
    "LONG_AGO",
    "Membership",
    "Names",
    "People",
    "Person",
    "Position",
    "Session",
    "Sessions",
    "Unit",
    "Units",
]
