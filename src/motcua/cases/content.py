"""What is stored of a case.

The state stands apart from the dossier: with both in one object every step
wrote the papers again, 206 times more bytes when measured.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from motcua.deadlines.clock import Clock
from motcua.journal.content import Journal
from motcua.storage.content import Binder, Desk, Lean, Register
from motcua.storage.keys import Keyed
from motcua.storage.shortening import HEXADECIMAL, INSTANT, Way


class Applicant(NamedTuple):
    """For whom a case is (chủ hồ sơ), and how to reach them.

    Remembered inside dossiers: fields may be added at the end, with a default,
    never moved.
    """

    name: str
    kind: str = "citizen"
    """citizen, enterprise, organisation, authority."""
    number: str = ""
    """Personal identifier or tax code."""
    address: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""
    """Who files in the applicant's name, where it is somebody else."""
    language: str = "vi"
    return_way: str = "counter"
    """How the result is wanted: counter, post, online."""


class Enclosure(NamedTuple):
    """One piece of the dossier: which component it is, and which document or paper."""

    paper: str
    """Id of the component in the definition; ``letter:<id>`` for what the office wrote."""
    document: Any
    """The file; ``None`` where only paper was handed in."""
    added_at: datetime
    by: str = ""
    superseded: bool = False
    on_paper: str = ""
    """``original``, ``certified``, ``copy``: what the counter received; empty for a file alone."""
    copies: int = 0

    @property
    def mark(self) -> str:
        """What the journal remembers it by: of a file the beginning of its SHA-256."""
        return self.document.sha256[:12] if self.document else f"{self.on_paper} x{self.copies}"


class Dossier(Lean):
    """The papers of a case and what the applicant wrote in the form."""

    STORED: ClassVar[tuple[str, ...]] = ("answers", "enclosures")
    answers: Mapping[str, Any] = {}
    enclosures: tuple[Enclosure, ...] = ()

    def __init__(
        self, answers: Mapping[str, Any] | None = None, enclosures: tuple[Enclosure, ...] = ()
    ):
        self.answers = dict(answers or {})
        self.enclosures = enclosures

    def add(self, enclosures: Sequence[Enclosure]) -> None:
        """Put files in; a newer file of the same component supersedes the older one.

        Letters do not supersede each other: each was sent.
        """
        if not enclosures:
            return
        renewed = {each.paper for each in enclosures if not each.paper.startswith("letter:")}
        kept = tuple(
            each._replace(superseded=True) if each.paper in renewed else each
            for each in self.enclosures
        )
        self.enclosures = (*kept, *enclosures)

    @property
    def files(self) -> tuple[Enclosure, ...]:
        """What can be opened and sent: papers without a scan are left out."""
        return tuple(each for each in self.enclosures if each.document is not None)

    def holds(self, paper: str) -> bool:
        """Say whether a valid file or paper of that component is there."""
        return any(each.paper == paper and not each.superseded for each in self.enclosures)


class Track(Lean):
    """Where the case stands.  Written at every step, therefore small."""

    STORED: ClassVar[tuple[str, ...]] = (
        "state",
        "came_from",
        "entered",
        "revision",
        "assignee",
        "assignee_unit",
        "clock",
        "step_clock",
        "done",
        "places",
        "alarm",
        "fired",
        "held",
    )
    state: str = ""
    came_from: str = ""
    entered: datetime | None = None
    revision: int = 0
    """Grows by one at each change: a page that saw an older one is stale."""
    assignee: str = ""
    assignee_unit: str = ""
    clock: Clock | None = None
    """The whole case's; ``None`` until it has begun to run."""
    step_clock: Clock | None = None
    done: Mapping[str, tuple[str, ...]] = {}
    """Action id to the persons who took it, in order, once for each time."""
    places: tuple[tuple[str, Any], ...] = ()
    """Where the case stands in work lists, to be taken out of them exactly."""
    alarm: tuple[datetime, str] | None = None
    """What stands in the due queue for this case: when, and which late rule."""
    fired: tuple[str, ...] = ()
    """Late rules that have fired; those of a state are forgotten when it is left."""
    held: tuple[str, datetime] | None = None
    """A late rule with something in its way, and when it is tried again."""


class Findings(Lean):
    """What officials filled in on the way: the newest value of each field."""

    STORED: ClassVar[tuple[str, ...]] = ("values",)
    values: Mapping[str, Any] = {}

    def __init__(self, values: Mapping[str, Any] | None = None):
        self.values = dict(values or {})

    def record(self, values: Mapping[str, Any]) -> None:
        """Take over newly filled in values."""
        if values:
            self.values = {**self.values, **values}


class Case(Keyed, Binder):
    """One matter.  Holds what never changes, and the pieces that do.

    The journal has a record of its own also when the case is over: it is found
    without the case.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "key",
        "code",
        "procedure",
        "version",
        "digest",
        "channel",
        "filed_at",
        "filed_by",
        "receiving_unit",
        "lead_unit",
        "applicant",
        "subject",
        "secret_hash",
        "dossier",
        "track",
        "findings",
        "journal",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"digest": HEXADECIMAL, "filed_at": INSTANT}
    PARTS: ClassVar[tuple[type, ...]] = (Dossier, Track, Findings)
    code: str = ""
    procedure: str = ""
    version: int = 0
    digest: str = ""
    channel: str = "counter"
    filed_at: datetime | None = None
    filed_by: str = ""
    receiving_unit: str = ""
    lead_unit: str = ""
    applicant: Applicant = Applicant("")
    subject: str = ""
    """What it is about, in the applicant's words."""
    secret_hash: bytes = b""
    dossier: Dossier
    track: Track
    findings: Findings
    journal: Journal

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
        self.track = Track()
        self.findings = Findings()
        self.journal = Journal(self.key)

    def value(self, field: str) -> Any:
        """Return what was filled in, by an official or else by the applicant."""
        found = self.findings.values.get(field)
        return self.dossier.answers.get(field, "") if found is None else found


class DayCounter(Persistent):
    """Which numbers a unit has given on one day.

    Invariant: every number up to ``last`` is given, and those in ``beyond``.  A
    number is given in the transaction that stores the case, so an abort skips
    none.  Two filings at once give different numbers
    (:class:`~motcua.cases.numbers.Numbers`) and are brought together; where
    they gave the same one, in two processes, one of them is tried again.
    """

    last: int = 0
    beyond: frozenset[int] = frozenset()
    """Given above ``last``: that filing was stored before an earlier one."""

    def next(self, taken: Collection[int] = ()) -> int:
        """Give the smallest number, beginning at 1, that nobody else has ``taken``."""
        number = self.last + 1
        while number in self.beyond or number in taken:
            number += 1
        self.last, self.beyond = _given(self.last, self.beyond | {number})
        return number

    def _p_resolveConflict(
        self, before: dict[str, Any], theirs: dict[str, Any], ours: dict[str, Any]
    ) -> dict[str, Any]:
        known, mine, others = (_numbers(each, before) for each in (before, ours, theirs))
        if (mine - known) & (others - known):
            raise ConflictError
        last, beyond = _given(before.get("last", 0), mine | others)
        return {"last": last, "beyond": beyond}


def _given(last: int, beyond: Set[int]) -> tuple[int, frozenset[int]]:
    """Return up to which number all are given, and which ones beyond it."""
    while last + 1 in beyond:
        last += 1
    return last, frozenset(number for number in beyond if number > last)


def _numbers(state: dict[str, Any], before: dict[str, Any]) -> frozenset[int]:
    """Return the numbers given in ``state``, as far as they are not below those of ``before``."""
    run = range(before.get("last", 0) + 1, state.get("last", 0) + 1)
    return frozenset(run) | state.get("beyond", frozenset())


class CaseRegister(Persistent):
    """Every case, by key and by code, and the counters behind the codes.

    Invariants: each case stands once in ``shelf`` under its random key and
    once in ``codes`` under its code; ``filings`` maps the hash of a form's
    nonce to the case it made, so that a second click makes no second case.
    """

    calendar: str = ""
    """Digest of the calendar file under which open cases were counted last."""

    def __init__(self, desk: Desk) -> None:
        self.shelf = Register(desk, "cases")
        self.codes = Register(desk, "codes")
        self.filings = Register(desk, "filings")
        self.counters: OOBTree = OOBTree()

    def counter(self, unit: str, day: date) -> DayCounter:
        """Return the unit's counter of that day."""
        name = f"{unit}/{day:%Y%m%d}"
        found = self.counters.get(name)
        if found is None:
            found = self.counters[name] = DayCounter()
        return found
