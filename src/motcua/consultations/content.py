"""What is stored of a consultation: many small objects, so that nobody writes another's.

Fifty bodies may answer about one case in the same second.  An answer writes
the body's own request, its journal and the opinion, and nothing that belongs
to the case or to another body; that is the invariant of this whole file.  When
the case is over, the worker puts all of it away into one record
(:mod:`motcua.consultations.putting_away`).

The named tuples are remembered inside requests: fields may be added at the
end, with a default, never moved.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, ClassVar, NamedTuple

from persistent import Persistent

from motcua.deadlines.clock import Clock
from motcua.journal.content import Journal, Page
from motcua.storage.content import Binder, Lean, Shelf
from motcua.storage.shortening import INSTANT, Way

SENT = "sent"
OPENED = "opened"
ANSWERED = "answered"
SILENT = "silent"
ANSWERED_AFTER_SILENCE = "answered_after_silence"
WITHDRAWN = "withdrawn"

OPEN_STATES = frozenset({SENT, OPENED})
"""In which an answer is still waited for."""


class Shown(NamedTuple):
    """A document that the asked bodies may read, in the version that was chosen."""

    paper: str
    """Which component of the dossier it was; empty for a file of the asker's own."""
    document: Any


class Silence(NamedTuple):
    """The dated record that nobody answered, and what that means under which rule."""

    limit: datetime
    """When the time was over."""
    recorded_at: datetime
    meaning: str
    """``agree`` or ``no_opinion``."""
    ground: str = ""
    """The text of law that says so, as it stood in the procedure."""
    within: str = ""
    """The limit that had been set, as a term."""


class Extension(NamedTuple):
    """That a body asked for more time, and what was answered."""

    asked_at: datetime
    asked_by: str
    asked_by_name: str
    wanted: str
    """A term."""
    reason: str
    due_before: datetime
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_by_name: str = ""
    granted: str = ""
    """A term; empty where it was refused."""
    answer: str = ""
    """Why it was refused or granted in part."""

    @property
    def is_waiting(self) -> bool:
        """Say whether the asker has yet to answer."""
        return self.answered_at is None


class Withdrawal(NamedTuple):
    """That the asker no longer wants an answer."""

    at: datetime
    by: str
    by_name: str
    reason: str


class Standstill(NamedTuple):
    """One reason for which the body's time stands still; it runs on when none is left."""

    reason: str
    """Its id, as ``case``; each reason is held once."""
    since: datetime
    by: str = ""
    by_name: str = ""


class Reply(NamedTuple):
    """What a body says: the content of its form, of a draft and of an opinion."""

    outcome: str = ""
    """agree, agree_with_remarks, disagree, not_competent, other."""
    text: str = ""
    remarks: tuple[str, ...] = ()
    """Numbered by their place, from 1."""
    letter_number: str = ""
    letter_date: date | None = None
    files: tuple[Any, ...] = ()
    """Documents."""
    places: tuple[str, ...] = ()
    """To which article or paragraph each remark belongs; empty where none says so."""
    conditions: tuple[str, ...] = ()
    """On which the body agrees; each is answered by the asker as a remark is."""
    confidential: bool = False
    """Whether the body lets only those read it who decide, where it has the choice."""
    confidential_files: tuple[str, ...] = ()
    """Ids of the files that only those read who decide, whoever reads the rest."""
    edited: tuple[str, ...] = ()
    """Ids of the files that are shown documents with changes of the body's own in them."""
    parts: tuple[str, ...] = ()
    """On which documents or parts alone it speaks; empty: on all that was asked."""
    together_with: tuple[str, ...] = ()
    """Units to which it is put to sign it as their opinion as well."""

    @property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The remarks in their order, each as its place and its text."""
        return tuple(zip_longest(self.places[: len(self.remarks)], self.remarks, fillvalue=""))


class Draft(Persistent):
    """What a body is still writing; nobody outside of it ever sees it."""

    reply: Reply = Reply()
    revision: int = 0
    """Grows by one at each saving: whoever began from an older one is told."""
    saved_at: datetime | None = None
    saved_by: str = ""
    saved_by_name: str = ""


class Recorded(NamedTuple):
    """That an official of the asker's side took an opinion down that came on paper."""

    by: str
    by_name: str
    received: date
    """The day on which the letter came."""


class Signed(NamedTuple):
    """Which version of which body's opinion was signed as one's own."""

    unit: str
    version: int


class Dissent(NamedTuple):
    """What a member of the body thinks otherwise than the body; given in their own name."""

    at: datetime
    by: str
    by_name: str
    position: Any
    text: str


class Contest(NamedTuple):
    """That a body does not stand by what was taken down for it."""

    at: datetime
    by: str
    by_name: str
    version: int
    text: str


class Opinion(Lean):
    """What a body said, once, as its official word.  Never changed."""

    STORED: ClassVar[tuple[str, ...]] = (
        "version",
        "reply",
        "given_at",
        "given_by",
        "given_by_name",
        "position",
        "on_behalf_of",
        "on_behalf_of_name",
        "is_late",
        "correction",
        "basis",
        "recorded",
        "signs",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"given_at": INSTANT}
    version: int = 1
    reply: Reply = Reply()
    given_at: datetime | None = None
    given_by: str = ""
    given_by_name: str = ""
    position: Any = ""
    """What the giver was called on that day: a sentence."""
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""
    is_late: bool = False
    """Given after the limit: kept, shown, and it undoes no silence."""
    correction: str = ""
    """For a later version: why it was corrected."""
    basis: bytes = b""
    """Digest of what the case said and of the documents shown when it was given."""
    recorded: Recorded | None = None
    """That the asker's side took it down from paper; ``None`` where the body gave it here."""
    signs: Signed | None = None
    """Whose opinion it is in the same words, where two bodies sign one."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Request(Lean):
    """One body's part of a consultation: its own clock, its own states, its own journal."""

    STORED: ClassVar[tuple[str, ...]] = (
        "key",
        "unit",
        "consultation",
        "state",
        "came_from",
        "note",
        "within",
        "clock",
        "journal",
        "opened_at",
        "opened_by_name",
        "assignee",
        "opinions",
        "places",
        "alarm",
        "draft",
        "fired",
        "silence",
        "extension",
        "withdrawal",
        "internal_note",
        "optional",
        "standstills",
        "confidential",
        "access_kept",
        "dissents",
        "contests",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"opened_at": INSTANT}
    key: bytes = b""
    unit: str = ""
    consultation: Consultation
    state: str = ""
    """Moved by the request's small workflow and by nothing else."""
    came_from: str = ""
    note: str = ""
    """What the asker adds for this body alone."""
    within: str = ""
    """The limit as it was set, a term."""
    clock: Clock = Clock("", ())
    """Runs from the sending on, under the body's own calendar."""
    opened_at: datetime | None = None
    opened_by_name: str = ""
    assignee: str = ""
    draft: Draft | None = None
    opinions: tuple[Opinion, ...] = ()
    silence: Silence | None = None
    extension: Extension | None = None
    withdrawal: Withdrawal | None = None
    internal_note: str = ""
    """What the body writes for itself beside its answer; it stands apart from the answer, so
    that nothing which gives the answer out could give it out too."""
    places: tuple[tuple[str, datetime | None], ...] = ()
    """Where it stands in work lists, to be taken out of them exactly."""
    alarm: tuple[datetime, str] | None = None
    """What stands in the due queue for it."""
    fired: tuple[str, ...] = ()
    """What has happened by itself already."""
    optional: bool = False
    """Nothing waits for its answer where the mandatory ones close the consultation."""
    standstills: tuple[Standstill, ...] = ()
    """Why the clock is paused; :mod:`motcua.consultations.pausing` alone writes it."""
    confidential: bool = False
    """Whether whatever is answered is read by those alone who decide; never taken back."""
    access_kept: bool = False
    """Whether the body goes on reading the documents, though the procedure ends that."""
    dissents: tuple[Dissent, ...] = ()
    contests: tuple[Contest, ...] = ()
    journal: Journal

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
        self.journal = Journal()

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still waited for."""
        return self.state in OPEN_STATES

    @property
    def is_withdrawn(self) -> bool:
        """Say whether the asker no longer wants an answer."""
        return self.state == WITHDRAWN

    @property
    def opinion(self) -> Opinion | None:
        """The newest version of what the body said."""
        return self.opinions[-1] if self.opinions else None


class Consultation(Lean):
    """One sending: what was asked of whom, on which documents, under which rules.

    Written when it is sent and when it is found complete, never by an answer.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "key",
        "case",
        "procedure",
        "version",
        "template",
        "round",
        "question",
        "documents",
        "asked_at",
        "asked_by",
        "asked_by_name",
        "on_behalf_of",
        "asking_unit",
        "units",
        "requests",
        "completed_at",
        "confidential",
        "unasked",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"asked_at": INSTANT, "completed_at": INSTANT}
    key: bytes = b""
    case: Any = None
    procedure: str = ""
    version: int = 0
    """With :attr:`procedure`: the definition whose template holds, whatever comes after."""
    template: str = ""
    round: int = 1
    """How often this template has been used on the case."""
    question: str = ""
    documents: tuple[Shown, ...] = ()
    asked_at: datetime = datetime(1, 1, 1)
    asked_by: str = ""
    asked_by_name: str = ""
    on_behalf_of: str = ""
    asking_unit: str = ""
    units: tuple[str, ...] = ()
    """Whom, in the order of :attr:`requests`, so that nothing is loaded to know."""
    requests: tuple[Request, ...] = ()
    completed_at: datetime | None = None
    """When it was found that enough had answered, and the asker was told."""

    confidential: bool = False
    """Whether the asker wanted the opinions confidential; never taken back."""
    unasked: bool = False
    """Whether nobody asked: a unit gave its opinion of its own accord.  It counts for nothing
    where answers are counted."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    def request_to(self, unit: str) -> Request | None:
        """Return what was asked of ``unit`` here."""
        return self.requests[self.units.index(unit)] if unit in self.units else None


class Explanation(Lean):
    """What the asker makes of one remark, and why (tiếp thu, giải trình)."""

    STORED: ClassVar[tuple[str, ...]] = (
        "kind",
        "words",
        "at",
        "by",
        "by_name",
        "position",
        "on_behalf_of",
        "revision",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT}
    kind: str = ""
    """accepted, partly, kept, condition."""
    words: str = ""
    """How it is taken up, or why not."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    position: Any = ""
    on_behalf_of: str = ""
    revision: int = 0
    """Grows by one at each change: whoever began from an older one is told."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Departure(NamedTuple):
    """Why the case is decided against a body that disagreed."""

    at: datetime
    by: str
    by_name: str
    reason: str
    revision: int = 1


class Ledger(Lean):
    """What became of the remarks about one case; written by the asking side alone.

    Invariants: a remark is known by its request and by what it says, so that an
    explanation never passes to other words than those it was written for; no
    remark stands in two merges.
    """

    STORED: ClassVar[tuple[str, ...]] = ("explanations", "merges", "departures")
    explanations: tuple[tuple[bytes, Explanation], ...] = ()
    """By the keys of remarks."""
    merges: tuple[tuple[bytes, ...], ...] = ()
    """Keys of remarks that say the same, as an official has decided."""
    departures: tuple[tuple[bytes, Departure], ...] = ()
    """By the keys of requests."""


class Span(NamedTuple):
    """A piece of an opinion that does not leave the office."""

    part: str
    """``text``, or ``remark:2``, ``place:2``, ``condition:1``."""
    start: int
    end: int
    reason: str
    """personal_data, third_party, security, other."""


class RedactedFile(NamedTuple):
    """What leaves in the place of a file of an opinion."""

    of: str
    """The id of the file as it was given."""
    copy: Any
    """The document that leaves; ``None`` where nothing does."""


class Redaction(Lean):
    """What of one version of an opinion may leave: marked by one, confirmed by another.

    Invariant: it holds for exactly the version and the words whose digest it has.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "request",
        "version",
        "digest",
        "spans",
        "files",
        "note",
        "at",
        "by",
        "by_name",
        "revision",
        "confirmed_at",
        "confirmed_by",
        "confirmed_by_name",
        "sent_back",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT, "confirmed_at": INSTANT}
    request: bytes = b""
    version: int = 0
    digest: bytes = b""
    spans: tuple[Span, ...] = ()
    files: tuple[RedactedFile, ...] = ()
    note: str = ""
    """To whoever looks over it."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    revision: int = 0
    """Grows by one at each change: whoever confirms, confirms what they have seen."""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    confirmed_by_name: str = ""
    sent_back: str = ""
    """Why the second official did not confirm it."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def is_confirmed(self) -> bool:
        """Say whether two people have looked."""
        return self.confirmed_at is not None


class Putting(Lean):
    """That opinions were put to the applicant, and what they replied."""

    STORED: ClassVar[tuple[str, ...]] = (
        "requests",
        "at",
        "by",
        "by_name",
        "clock",
        "replied_at",
        "text",
        "nothing_to_add",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT, "replied_at": INSTANT}
    requests: tuple[tuple[bytes, int], ...] = ()
    """Keys of requests, each with the version of the opinion that was put."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    clock: Clock = Clock("", ())
    replied_at: datetime | None = None
    text: str = ""
    nothing_to_add: bool = False

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Outward(Lean):
    """What leaves the office of the opinions about one case, and what the applicant says to it.

    Written by the asker's side and by the applicant; never by an answer.
    """

    STORED: ClassVar[tuple[str, ...]] = ("redactions", "puttings")
    redactions: tuple[Redaction, ...] = ()
    """At most one of each request: of an earlier version, until it is marked anew."""
    puttings: tuple[Putting, ...] = ()


class CaseConsultations(Binder):
    """Everything that was asked about one case, in order.

    Invariant: nothing is ever taken out or put in between, so that a request
    is found by its place.
    """

    STORED: ClassVar[tuple[str, ...]] = ("consultations", "vouched", "ledger", "outward")
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

    def __init__(self) -> None:
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
        """Return what was asked about a case."""
        found = self.by_case.get(case_key)
        return found.consultations if found is not None else ()

    def ledger_of(self, case_key: bytes) -> Ledger:
        """Return what became of the remarks about a case; an empty one where nothing has yet."""
        found = self.by_case.get(case_key)
        return (found.ledger if found is not None else None) or Ledger()

    def outward_of(self, case_key: bytes) -> Outward:
        """Return what leaves the office of a case's opinions; empty where nothing does yet."""
        found = self.by_case.get(case_key)
        return (found.outward if found is not None else None) or Outward()
