"""What a body says to every case of a kind, until it says otherwise."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.OOBTree import OOBTree
from persistent import Persistent

from motcua.consultations.content.opinions import Reply
from motcua.storage.content import Shelf
from motcua.storage.keys import Keyed


class StandingOpinion(Keyed, Persistent):
    """What a body always answers where certain conditions hold: its own rule, owned and dated."""

    number: int = 0
    unit: str = ""
    procedure: str = ""
    template: str = ""
    conditions: tuple[tuple[str, str, Any], ...] = ()
    """Each as the field, the comparison and the value; all have to hold."""
    reply: Reply = Reply()
    further: bool = False
    """It also answers where another body asks further, in its own words."""
    reason: str = ""
    since: date = date.min
    until: date | None = None
    """The last day on which it holds."""
    made_at: datetime | None = None
    made_by: str = ""
    made_by_name: str = ""
    ended_at: datetime | None = None
    ended_by_name: str = ""
    ended_because: str = ""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    def holds_on(self, day: date) -> bool:
        """Say whether it answers for the body on ``day``."""
        within = self.since <= day and (self.until is None or day <= self.until)
        return within and self.ended_at is None


class StandingOpinions(Persistent):
    """The standing opinions of all bodies.

    Invariant: ``by_unit`` maps a unit to its standing opinions in the order of
    their numbers; none is ever taken out.  ``uses`` maps the key of one to the
    requests it answered, which the sending writes, never the body.
    """

    def __init__(self) -> None:
        self.by_unit = OOBTree()
        self.uses = Shelf()
