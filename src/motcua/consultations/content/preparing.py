"""What is prepared and not sent yet, and one question that goes to many cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from persistent import Persistent

from motcua.storage.keys import Keyed


class Wanted(NamedTuple):
    """What somebody has typed and not sent yet, right or wrong, as it stands in the form."""

    units: tuple[str, ...] = ()
    question: str = ""
    documents: tuple[str, ...] = ()
    limit: str = ""
    """For all, as it was typed."""
    limits: tuple[tuple[str, str], ...] = ()
    """By unit, as they were typed; so are notes and steps."""
    notes: tuple[tuple[str, str], ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    """Ids of people of the bodies, to be told by name."""
    outside: tuple[tuple[str, str, str], ...] = ()
    """Organisation, name and e-mail address of each who is asked by a link."""
    beyond: str = ""
    """Why a limit may lie after that of the case."""
    confidential: bool = False
    """Whether the answers are to be for those alone who decide."""


class Prepared(Keyed, Persistent):
    """A sending that is not sent yet; nobody but the asking side ever sees it."""

    case: bytes = b""
    template: str = ""
    unit: str = ""
    """The unit that asks."""
    wanted: Wanted = Wanted()
    revision: int = 0
    """Grows by one at each saving: whoever began from an older one is told."""
    saved_at: datetime | None = None
    saved_by: str = ""
    saved_by_name: str = ""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Outcome(NamedTuple):
    """What became of one case in a question about many."""

    case: bytes
    sent: bytes = b""
    """The key of a request; empty where nothing was sent."""
    number: int = 0
    """How many bodies were asked."""
    refused: Any = ""
    """The sentence that says why not."""
    way_out: Any = ""


class Many(Keyed, Persistent):
    """One question about many cases: what is asked, which cases are still to come."""

    by: str = ""
    by_name: str = ""
    unit: str = ""
    template: str = ""
    procedure: str = ""
    wanted: Wanted = Wanted()
    begun_at: datetime | None = None
    waiting: tuple[bytes, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
