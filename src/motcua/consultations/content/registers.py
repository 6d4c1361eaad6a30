"""Everything that was asked about one case, and where it is found."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from persistent import Persistent

from motcua.consultations.content.deeds import NobodyNeeded
from motcua.consultations.content.ledgers import Explanation, Ledger
from motcua.consultations.content.opinions import Draft, Opinion
from motcua.consultations.content.outward import Outward, Putting, Redaction
from motcua.consultations.content.requests import Consultation, Request
from motcua.consultations.content.tallies import Fact, _packed, _unpacked
from motcua.journal.content import Journal, Page
from motcua.storage.content import Binder, Shelf, Tree
from motcua.storage.shortening import Way


class CaseConsultations(Binder):
    """Everything that was asked about one case, in order.

    Invariant: nothing is ever taken out or put in between, so that a request
    is found by its place.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "consultations",
        "vouched",
        "ledger",
        "outward",
        "tallied",
        "nobody_needed",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"tallied": Way(_packed, _unpacked)}
    PARTS: ClassVar[tuple[type, ...]] = (
        Consultation,
        Request,
        Opinion,
        Draft,
        Journal,
        Page,
        Ledger,
        Explanation,
        Outward,
        Redaction,
        Putting,
    )
    consultations: tuple[Consultation, ...] = ()
    vouched: tuple[int, ...] = ()
    """How many entries of the journal of each request, in the order of the requests, the
    case's journal has told the head of."""
    ledger: Ledger | None = None
    """What became of the remarks; none until the first is answered or merged."""
    outward: Outward | None = None
    """What leaves the office; none until the first opinion is redacted."""

    tallied: tuple[Fact, ...] = ()
    """What each request, in the order of the requests, has added to the sums; the worker's."""
    nobody_needed: tuple[NobodyNeeded, ...] = ()
    """Every record that nobody needs to be asked, in order, also those taken back; the asker's."""

    def __setstate__(self, stored: Any) -> None:
        """Read what is stored, also as it was when heads stood here besides in the journal."""
        if isinstance(stored, dict) and "anchored" in stored:
            stored = dict(stored)
            stored["vouched"] = tuple(count for _id, (count, _head) in stored.pop("anchored"))
        super().__setstate__(stored)

    @property
    def requests(self) -> Iterator[Request]:
        """Every request about the case, in the order in which they were sent."""
        for each in self.consultations:
            yield from each.requests


class ConsultationRegister(Persistent):
    """All consultations.

    Invariants: ``by_case`` maps a case's key to its consultations, and
    ``requests`` the random key of a request to its place: the key of the case,
    the number of the consultation there and that of the request in it.  Both
    are written by the asker alone.  Nothing but its consultation points at a
    request, so that it can be put away; entries of before do, until it is.
    """

    PLACE = struct.Struct(">HH")
    prepared: Any = None
    """What is not sent yet, by the key of its case and its own."""
    many: Any = None
    """Questions about many cases, by their keys."""

    def __init__(self) -> None:
        self.prepared, self.many = Tree(), Tree()
        self.requests = Shelf()
        self.by_case = Shelf()

    def enter(self, case_key: bytes) -> None:
        """Let every request about a case be found by its key."""
        for number, each in enumerate(self.of_case(case_key)):
            for place, request in enumerate(each.requests):
                if not isinstance(self.requests.get(request.key), bytes):
                    self.requests[request.key] = case_key + self.PLACE.pack(number, place)

    def request(self, key: bytes) -> Request | None:
        """Return the request with this key."""
        found: bytes | Request | None = self.requests.get(key)
        if not isinstance(found, bytes):
            return found
        case_key, place = found[: -self.PLACE.size], found[-self.PLACE.size :]
        number, asked = self.PLACE.unpack(place)
        return self.of_case(case_key)[number].requests[asked]

    def of_case(self, case_key: bytes) -> tuple[Consultation, ...]:
        """Return everything that was asked about a case, also by bodies that asked further.

        For journals and places only: whatever counts or shows what the case
        asked takes :meth:`asked_by_case`.
        """
        found = self.by_case.get(case_key)
        return found.consultations if found is not None else ()

    def to_write(self, case_key: bytes) -> CaseConsultations:
        """Return everything asked about a case, to add to it; made where nothing is there yet.

        What was put away is taken up again: what is added now is new work.
        """
        found: CaseConsultations | None = self.by_case.get(case_key)
        if found is None:
            found = self.by_case[case_key] = CaseConsultations()
        found.unbind()
        return found

    def nobody_needed(self, case_key: bytes) -> tuple[NobodyNeeded, ...]:
        """Return the records that nobody needs to be asked, also those taken back."""
        found = self.by_case.get(case_key)
        return found.nobody_needed if found is not None else ()

    def asked_by_case(self, case_key: bytes) -> tuple[Consultation, ...]:
        """Return what the case itself asked: what it counts and decides upon."""
        return tuple(each for each in self.of_case(case_key) if not each.parent)

    def asked_below(self, request: Request) -> tuple[Consultation, ...]:
        """Return what the body of ``request`` asked further."""
        every = self.of_case(request.consultation.case.key)
        return tuple(each for each in every if each.parent == request.key)

    def parent_of(self, consultation: Consultation) -> Request | None:
        """Return the request whose body asked this further; ``None`` for the case's own."""
        return self.request(consultation.parent) if consultation.parent else None

    def ledger_of(self, case_key: bytes) -> Ledger:
        """Return what became of the remarks about a case; an empty one where nothing has yet."""
        found = self.by_case.get(case_key)
        return (found.ledger if found is not None else None) or Ledger()

    def outward_of(self, case_key: bytes) -> Outward:
        """Return what leaves the office of a case's opinions; empty where nothing does yet."""
        found = self.by_case.get(case_key)
        return (found.outward if found is not None else None) or Outward()
