"""One sending, and the part of each asked body in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from motcua.consultations.content.deeds import (
    Change,
    Check,
    Closing,
    Extension,
    Hand,
    Outsider,
    Piece,
    Receipt,
    Reopened,
    Reversal,
    Shown,
    Silence,
    Standstill,
    Submission,
    Withdrawal,
)
from motcua.consultations.content.opinions import Contest, Dissent, Draft, Opinion, StandingUse
from motcua.deadlines.clock import Clock
from motcua.journal.content import Journal
from motcua.storage.content import Lean
from motcua.storage.keys import Keyed
from motcua.storage.shortening import INSTANT, Way

SENT = "sent"
OPENED = "opened"
ANSWERED = "answered"
SILENT = "silent"
ANSWERED_AFTER_SILENCE = "answered_after_silence"
WITHDRAWN = "withdrawn"
CUT_OFF = "cut_off"
PLANNED = "planned"
"""Asked when those of the step before have come back; nobody in the body knows of it yet."""
INFORMED = "informed"
"""Told for information: no answer is waited for."""
OPEN_STATES = frozenset({SENT, OPENED})
"""In which an answer is still waited for."""


class Request(Keyed, Lean):
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
        "submission",
        "hands",
        "pieces",
        "earlier_extensions",
        "standing",
        "step",
        "people",
        "question",
        "shown",
        "changes",
        "outsider",
        "last_day",
        "reversals",
        "reopened",
        "earlier",
        "receipts",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"opened_at": INSTANT}
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
    submission: Submission | None = None
    """With whom the draft lies; none while it is being written."""
    hands: tuple[Hand, ...] = ()
    """Who had a hand in the answer, for the body alone."""
    pieces: tuple[Piece, ...] = ()
    """What the body asked for because it was missing."""
    earlier_extensions: tuple[Extension, ...] = ()
    """Those before :attr:`extension`."""
    standing: StandingUse | None = None
    """The standing opinion that answered, also after the body called the case in."""
    confidential: bool = False
    """Whether whatever is answered is read by those alone who decide; never taken back."""
    access_kept: bool = False
    """Whether the body goes on reading the documents, though the procedure ends that."""
    dissents: tuple[Dissent, ...] = ()
    contests: tuple[Contest, ...] = ()
    step: int = 1
    """Bodies of a later step are asked when those of the step before have come back."""
    people: tuple[str, ...] = ()
    """Who in the body is told besides, by name."""
    question: str = ""
    """What is asked of this body since the question was changed; empty: as of all."""
    shown: tuple[Shown, ...] | None = None
    """What this body may read since that was changed; ``None``: what all may."""
    changes: tuple[Change, ...] = ()
    """What the asker changed after sending; an answer says how many of them it knew."""
    outsider: Outsider | None = None
    last_day: date | None = None
    """The day that was set instead of a term, where one was."""
    reversals: tuple[Reversal, ...] = ()
    """Silences that no longer count, with the acts that said so."""
    reopened: Reopened | None = None
    """The last time that a given answer was asked for anew."""
    earlier: bytes = b""
    """Key of the request of an earlier round to which this one asks again."""
    receipts: tuple[Receipt, ...] = ()
    """What other systems confirmed of its having come."""
    journal: Journal

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
        self.journal = Journal()

    @property
    def is_open(self) -> bool:
        """Say whether an answer is still waited for."""
        return self.state in OPEN_STATES

    @property
    def is_withdrawn(self) -> bool:
        """Say whether the asker no longer wants an answer: taken back, or the round closed."""
        return self.state in (WITHDRAWN, CUT_OFF)

    @property
    def is_cut_off(self) -> bool:
        """Say whether the round was closed before the body had answered."""
        return self.state == CUT_OFF

    @property
    def struck(self) -> Reversal | None:
        """The act by which its recorded silence means nothing any more, where there is one."""
        last = self.reversals[-1] if self.reversals else None
        counts = last is not None and self.silence is not None and last.silence == self.silence
        return last if counts else None

    @property
    def is_planned(self) -> bool:
        """Say whether it is yet to be sent, when the step before has come back."""
        return self.state == PLANNED

    @property
    def is_known(self) -> bool:
        """Say whether the body may know of it: what was planned and taken back, it never did."""
        return not self.is_planned and not (self.is_withdrawn and self.came_from == PLANNED)

    @property
    def is_told(self) -> bool:
        """Say whether the body was told only, and no answer is waited for."""
        return self.state == INFORMED

    @property
    def asked(self) -> str:
        """What is asked of this body, as it stands now."""
        return self.question or self.consultation.question

    @property
    def documents(self) -> tuple[Shown, ...]:
        """What this body may read, as it stands now."""
        return self.consultation.documents if self.shown is None else self.shown

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """Every time more time was asked for, in order."""
        return (*self.earlier_extensions, *([self.extension] if self.extension else []))

    @property
    def open_piece(self) -> Piece | None:
        """What the body still waits for, as long as it has to answer itself."""
        if not self.is_open:
            return None
        return next((each for each in self.pieces if not each.is_answered), None)

    @property
    def opinion(self) -> Opinion | None:
        """The newest version of what the body said."""
        return self.opinions[-1] if self.opinions else None

    @property
    def first_own(self) -> Opinion | None:
        """The first answer to this very request: what was taken over from another case is none."""
        return next((each for each in self.opinions if each.taken is None), None)


class Consultation(Keyed, Lean):
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
        "parent",
        "direct",
        "beyond",
        "closings",
        "check",
        "case_text",
        "again",
        "undone",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"asked_at": INSTANT, "completed_at": INSTANT}
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
    beyond: str = ""
    """Why a limit lies after that of the case itself; empty where none does."""
    parent: bytes = b""
    """Key of the request whose body asks further here; empty for what the case itself asks."""
    direct: bool = False
    """Of what is asked further: the answer goes straight to the asker of the case."""

    closings: tuple[Closing, ...] = ()
    """Every time the round was closed, in order."""
    check: Check | None = None
    """The looking at the answers, once enough are in."""
    case_text: tuple[tuple[str, str], ...] = ()
    """What the fields of the case said when it was sent, shortened, by their ids."""
    again: bytes = b""
    """Key of the consultation whose bodies are asked again here."""
    undone: Withdrawal | None = None
    """That asking again was taken back before anybody had answered."""
    confidential: bool = False
    """Whether the asker wanted the opinions confidential; never taken back."""
    unasked: bool = False
    """Whether nobody asked: a unit gave its opinion of its own accord.  It counts for nothing
    where answers are counted."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def closing(self) -> Closing | None:
        """The closing that holds; none while the round is open."""
        last = self.closings[-1] if self.closings else None
        return last if last is not None and last.reopened_at is None else None

    def request_to(self, unit: str) -> Request | None:
        """Return what was asked of ``unit`` here."""
        return self.requests[self.units.index(unit)] if unit in self.units else None
