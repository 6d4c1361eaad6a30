"""What is stored of a ballot: one object for the ballot, and a slip of its own for each member.

Members vote at the same moment, each on a slip that nobody else writes.  The
ballot itself is written when it begins and when it ends, never by a vote.

The named tuples are remembered inside ballots and slips: fields may be added
at the end, with a default, never moved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from persistent import Persistent

from motcua.consultations.content import Silence as Silence  # remembered under both names
from motcua.journal.content import Journal, Page
from motcua.storage.content import Binder, Shelf
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

AGREE = "agree"
AGREE_WITH_REMARKS = "agree_with_remarks"
DISAGREE = "disagree"
ABSTAIN = "abstain"

PASSED = "passed"
NOT_PASSED = "not_passed"
NO_QUORUM = "no_quorum"
NOT_COUNTED = "not_counted"
"""The votes could not be counted, or were too few to stay secret."""

TO_SESSION = "to_session"
NEXT_ROUND = "next_round"


class Rules(NamedTuple):
    """How a ballot is counted, as it was promised to its members when it began."""

    majority: str = "members"
    quorum: str = ""
    tie: str = "chair"
    silence: str = "not_counted"
    silence_ground: str = ""
    secret: bool = False
    tally_shown: bool = False
    recused_in_base: bool = True
    """Whether a member who stays out for a conflict of interest is still one of “all members”."""
    least_secret: int = 3
    """Fewer votes than this are not counted in a secret ballot: the sum would tell them."""


class Matter(NamedTuple):
    """One thing that is voted on."""

    id: str
    title: str


class Answer(NamedTuple):
    """What a member says of one matter."""

    matter: str
    choice: str = ""
    text: str = ""
    """The reason of a no, which is compulsory; the remarks of a yes."""


class Count(NamedTuple):
    """How a matter was voted on.  What is tacit is never added to what was said."""

    matter: str
    base: int = 0
    """The members who count as all members."""
    agree: int = 0
    agree_with_remarks: int = 0
    disagree: int = 0
    abstain: int = 0
    tacit_agree: int = 0
    tacit_against: int = 0
    silent: int = 0
    """Without a vote, and not counted."""
    recused: int = 0
    outcome: str = ""
    by_chair: bool = False
    """In a tie, the side of the chair prevailed."""


class Sequel(NamedTuple):
    """What becomes of matters that did not pass."""

    what: str
    """``to_session`` or ``next_round``."""
    at: datetime
    by: str
    by_name: str
    reason: str


class Ending(NamedTuple):
    """That a ballot was closed or withdrawn."""

    at: datetime
    by: str
    by_name: str
    reason: str = ""


class MoreTime(NamedTuple):
    """That members were given more time, by whom and why."""

    at: datetime
    by: str
    by_name: str
    before: datetime
    until: datetime
    reason: str


class Announcement(NamedTuple):
    """That the result was announced to the committee, and how."""

    at: datetime
    by: str
    by_name: str
    words: str
    """At which session, in which letter."""


class Slip(Persistent):
    """One member's slip: locked once it is signed."""

    key: bytes = b""
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
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def title(self) -> Label:
        """In which capacity the member sits on the committee."""
        return Label(*self.names)

    @property
    def is_waited_for(self) -> bool:
        """Say whether the ballot still waits for this member's vote."""
        return self.votes and self.state == SENT


class Ballot(Persistent):
    """One round of asking a committee: its members as they were, matters, rules and result."""

    key: bytes = b""
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
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

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


class CaseBallots(Binder):
    """Every ballot about one case, in order; nothing is ever taken out or put in between.

    When the case is over, the worker puts all of it away into one record
    (:mod:`motcua.ballots.putting_away`).
    """

    STORED: ClassVar[tuple[str, ...]] = ("ballots",)
    PARTS: ClassVar[tuple[type, ...]] = (Ballot, Slip, Journal, Page)
    ballots: tuple[Ballot, ...] = ()


class BallotRegister(Persistent):
    """All ballots.

    Invariants: ``by_case`` maps the key of a case to its ballots, ``ballots``
    the random key of a ballot to its place there, and ``slips`` that of a slip
    to its place in its ballot; so nothing but these points at them, and they can
    be put away.  Entries of before point at the things themselves, until their
    case is put away.  All are written by whoever begins a ballot, and by nobody
    who votes.
    """

    PLACE = struct.Struct(">HH")

    def __init__(self) -> None:
        self.ballots = Shelf()
        self.slips = Shelf()
        self.by_case = Shelf()

    def enter(self, case_key: bytes, ballot: Ballot) -> None:
        """Take a new ballot in."""
        together = self.by_case.get(case_key)
        if together is None:
            together = self.by_case[case_key] = CaseBallots()
        together.unbind()  # What is voted on about a case that was taken up again is new work.
        together.ballots = (*together.ballots, ballot)
        self.place(case_key)

    def place(self, case_key: bytes) -> None:
        """Let every ballot and slip about a case be found by its key, and point at none."""
        for number, ballot in enumerate(self.of_case(case_key)):
            self._place(self.ballots, ballot.key, case_key + self.PLACE.pack(number, 0))
            for at, slip in enumerate(ballot.slips):
                self._place(self.slips, slip.key, case_key + self.PLACE.pack(number, at))

    def _place(self, shelf: Shelf, key: bytes, place: bytes) -> None:
        if not isinstance(shelf.get(key), bytes):
            shelf[key] = place

    def of_case(self, case_key: bytes) -> tuple[Ballot, ...]:
        """Return the ballots about a case, oldest first."""
        found = self.by_case.get(case_key)
        return found.ballots if found is not None else ()

    def ballot(self, key: bytes) -> Ballot | None:
        """Return the ballot with that key."""
        found: bytes | Ballot | None = self.ballots.get(key)
        return self._at(found)[0] if isinstance(found, bytes) else found

    def slip(self, key: bytes) -> Slip | None:
        """Return the slip with that key."""
        found: bytes | Slip | None = self.slips.get(key)
        if not isinstance(found, bytes):
            return found
        ballot, number = self._at(found)
        return ballot.slips[number]

    def _at(self, place: bytes) -> tuple[Ballot, int]:
        number, at = self.PLACE.unpack(place[-self.PLACE.size :])
        return self.of_case(place[: -self.PLACE.size])[number], at

    def find(self, shelf: str, id: str) -> Any:
        """Return the ballot or slip with that id; ``None`` where there is none."""
        try:
            key = bytes.fromhex(id)
        except ValueError:
            return None
        return self.ballot(key) if shelf == "ballots" else self.slip(key)
