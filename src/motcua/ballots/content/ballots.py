"""What is stored of one ballot, and of each slip in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from persistent import Persistent

from motcua.ballots.content.deeds import (
    PASSED,
    Announcement,
    Answer,
    Count,
    Ending,
    Matter,
    MoreTime,
    Rules,
    Sequel,
)
from motcua.consultations.content import Silence
from motcua.journal.content import Journal
from motcua.storage.keys import Keyed
from motcua.words import Label

LONG_AGO = datetime(1, 1, 1)
OPEN = "open"
CLOSED = "closed"
WITHDRAWN = "withdrawn"
SENT = "sent"
SIGNED = "signed"
RECUSED = "recused"
SILENT = "silent"
COMMENTED = "commented"


class Slip(Keyed, Persistent):
    """One member's slip: locked once it is signed."""

    ballot: Ballot
    person: str = ""
    name: str = ""
    """As on the day on which the ballot began, with :attr:`names`."""
    names: tuple[str, str] = ("", "")
    """In which capacity: “Giám đốc Sở Tài chính”."""
    votes: bool = True
    """A substitute may comment and has no vote (NĐ 191/2026 Đ21)."""
    chairs: bool = False
    assistants: tuple[str, ...] = ()
    state: str = ""
    came_from: str = ""
    revision: int = 0
    """Grows with each change: whoever began from an older one is told."""
    answers: tuple[Answer, ...] = ()
    """A draft until the slip is signed; always empty in a secret ballot."""
    comment: str = ""
    """Of a substitute, or beside the answers."""
    saved_at: datetime | None = None
    signed_at: datetime | None = None
    """Empty in a secret ballot: the journal says on which day."""
    reason: str = ""
    """Of a recusal."""
    silence: Silence | None = None
    sealed: bytes = b""
    """The vote of a secret ballot, which nobody can read without the key outside of the
    database; taken away at the count."""
    reminded_at: datetime | None = None
    prepared_by_name: str = ""
    """The assistant who filled it in last for the member to sign; empty where the member did."""
    places: tuple[tuple[str, datetime | None], ...] = ()
    journal: Journal

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
        self.journal = Journal()

    @property
    def title(self) -> Label:
        """In which capacity the member sits on the committee."""
        return Label(*self.names)

    @property
    def is_waited_for(self) -> bool:
        """Say whether the ballot still waits for this member's vote."""
        return self.votes and self.state == SENT


class Ballot(Keyed, Persistent):
    """One round of asking a committee: its members as they were, matters, rules and result."""

    case: Any = None
    procedure: str = ""
    version: int = 0
    template: str = ""
    round: int = 1
    committee: str = ""
    unit: str = ""
    """Whose committee it is: its calendar counts."""
    names: tuple[str, str] = ("", "")
    """The committee's name on that day."""
    title: tuple[str, str] = ("", "")
    matters: tuple[Matter, ...] = ()
    explanation: str = ""
    documents: tuple[Any, ...] = ()
    rules: Rules = Rules()
    began_at: datetime = LONG_AGO
    began_by: str = ""
    began_by_name: str = ""
    asking_unit: str = ""
    within: str = ""
    limit: datetime = LONG_AGO
    """The last instant at which a vote is in time."""
    urgent: str = ""
    """Why the time is shorter than usual."""
    state: str = ""
    came_from: str = ""
    slips: tuple[Slip, ...] = ()
    """The electorate, in the order of protocol, the chair first."""
    counts: tuple[Count, ...] = ()
    outcome: str = ""
    ending: Ending | None = None
    sequel: Sequel | None = None
    half: bytes = b""
    """One half of the key of a secret ballot; the other is outside of the database."""
    alarm: tuple[datetime, str] | None = None
    fired: tuple[str, ...] = ()
    extensions: tuple[MoreTime, ...] = ()
    announced: Announcement | None = None
    places: tuple[tuple[str, datetime | None], ...] = ()
    """Where it stands in the lists of those who hold sessions."""
    vouched: tuple[int, ...] = ()
    """How many entries of each slip's journal the case's journal has told the head of."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def is_open(self) -> bool:
        """Say whether votes are still taken."""
        return self.state == OPEN

    @property
    def is_closed(self) -> bool:
        """Say whether the votes have been counted."""
        return self.state == CLOSED

    @property
    def is_to_be_announced(self) -> bool:
        """Say whether a result waits for being announced to the committee."""
        return self.is_closed and self.outcome == PASSED and self.announced is None

    @property
    def is_unsettled(self) -> bool:
        """Say whether it did not pass and nobody has said what becomes of it."""
        return self.is_closed and self.outcome != PASSED and self.sequel is None

    @property
    def voters(self) -> Iterator[Slip]:
        """The slips of those who have a vote."""
        return (each for each in self.slips if each.votes)

    def count_of(self, matter: str) -> Count | None:
        """Return how a matter was voted on, once it was counted."""
        return next((each for each in self.counts if each.matter == matter), None)
