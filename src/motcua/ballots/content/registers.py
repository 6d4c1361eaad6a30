"""What is stored of all ballots: of one case together, and where each is found."""

from __future__ import annotations

import struct
from typing import Any, ClassVar

from persistent import Persistent

from motcua.ballots.content.ballots import Ballot, Slip
from motcua.journal.content import Journal, Page
from motcua.storage.content import Binder, Shelf
from motcua.storage.keys import key_of


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
        key = key_of(id)
        return self.ballot(key) if shelf == "ballots" else self.slip(key)
