"""What is seen of a rehearsal: what happened, what came of it, and how the case stands.

Everything here is plain and frozen, read off before the transaction is
aborted: nothing in it reaches back into the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.words import Sentence

FILED, ACTED, ASKED, ANSWERED, HANDED, CAME_DUE, TIME = (
    "filed",
    "acted",
    "asked",
    "answered",
    "handed over",
    "came due",
    "time",
)
"""Kinds of happening."""


@dataclass(frozen=True)
class Letter:
    """A letter that was written."""

    id: str
    title: Sentence
    page: str
    """The whole letter, as the applicant would get it."""


@dataclass(frozen=True)
class Mail:
    """A mail that would have left the building."""

    recipient: str
    subject: str
    body: str


@dataclass(frozen=True)
class Notified:
    """Somebody who was to be told, with or without an address."""

    part: str
    """``applicant``, a role, ``partner`` and so on, as the procedure names it."""
    names: tuple[str, ...]
    unit: str = ""
    """The asked body, where a request is told of."""


@dataclass(frozen=True)
class Noted:
    """A line of a journal."""

    deed: str
    facts: Mapping[str, Any]
    unit: str = ""
    """The asked body in whose journal it stands; empty for the case's own."""


@dataclass(frozen=True)
class Why:
    """Why something was refused."""

    sentence: Sentence
    way_out: Sentence = ""


@dataclass(frozen=True)
class Asked:
    """One asked body, as it stands."""

    unit: str
    title: Sentence
    due: datetime | None
    state: str
    """sent, opened, answered, silent, withdrawn ..."""
    said: Sentence
    """The state in words."""
    outcome: str = ""
    meaning: str = ""
    """Of a silence: ``agree`` or ``no_opinion``."""
    ground: str = ""
    is_late: bool = False
    """It answered after its limit."""


@dataclass(frozen=True)
class Standing:
    """How the case stands at a moment."""

    state: str
    title: Sentence
    final: str
    due: datetime | None
    step_due: datetime | None
    left: Sentence
    """How much is left of the whole deadline, in words."""
    is_late: bool
    explained: tuple[Sentence, ...]
    """Why the due date is that date, line by line."""
    step_explained: tuple[Sentence, ...]
    clock: str
    """``running``, ``paused``, ``stopped``; empty before it has begun."""
    assignee: str
    lists: tuple[str, ...]
    """In which work lists it stands."""
    asked: tuple[Asked, ...]
    limit: datetime | None = None
    """The limit that applies, or applied when the clock stopped."""
    stopped: datetime | None = None
    """When the whole clock came to its end."""
    places: tuple[tuple[str, str, str], ...] = ()
    """The same lists as ``(kind, unit, role or person)``."""


@dataclass(frozen=True)
class Happening:
    """One thing that happened in a rehearsal, with all that it brought about."""

    kind: str
    at: datetime
    who: str = ""
    """The person who did it; empty for the applicant, ``system`` for a deadline."""
    name: Sentence = ""
    said: Sentence = ""
    """What was done, in words."""
    why: Why | None = None
    """Why it was refused; ``None`` where it was done."""
    standing: Standing | None = None
    """How the case stands after it; ``None`` where there is no case."""
    letters: tuple[Letter, ...] = ()
    mails: tuple[Mail, ...] = ()
    notified: tuple[Notified, ...] = ()
    noted: tuple[Noted, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Say whether it was not done."""
        return self.why is not None
