"""What is stored of a consultation: many small objects, so that nobody writes another's.

Fifty bodies may answer about one case in the same second.  An answer writes
the body's own request, its journal and the opinion, and nothing that belongs
to the case or to another body; that is the invariant of this whole file.

The named tuples are remembered inside requests: fields may be added at the
end, with a default, never moved.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from persistent import Persistent

from motcua.deadlines.clock import Clock
from motcua.journal.content import Journal
from motcua.storage.content import Shelf

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


class Draft(Persistent):
    """What a body is still writing; nobody outside of it ever sees it."""

    reply: Reply = Reply()
    revision: int = 0
    """Grows by one at each saving: whoever began from an older one is told."""
    saved_at: datetime | None = None
    saved_by: str = ""
    saved_by_name: str = ""


class Opinion(Persistent):
    """What a body said, once, as its official word.  Never changed."""

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

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Request(Persistent):
    """One body's part of a consultation: its own clock, its own states, its own journal."""

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
    places: tuple[tuple[str, datetime | None], ...] = ()
    """Where it stands in work lists, to be taken out of them exactly."""
    alarm: tuple[datetime, str] | None = None
    """What stands in the due queue for it."""
    fired: tuple[str, ...] = ()
    """What has happened by itself already."""
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


class Consultation(Persistent):
    """One sending: what was asked of whom, on which documents, under which rules.

    Written when it is sent and when it is found complete, never by an answer.
    """

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

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    def request_to(self, unit: str) -> Request | None:
        """Return what was asked of ``unit`` here."""
        return self.requests[self.units.index(unit)] if unit in self.units else None


class CaseConsultations(Persistent):
    """Everything that was asked about one case, in order."""

    consultations: tuple[Consultation, ...] = ()
    anchored: tuple[tuple[str, tuple[int, str]], ...] = ()
    """Request id, and how long its journal was and with what head, as the case's journal
    last told them."""


class ConsultationRegister(Persistent):
    """All consultations.

    Invariants: each request stands once in ``requests`` under its random key;
    ``by_case`` maps a case's key to its consultations and is written by the
    asker alone.
    """

    def __init__(self) -> None:
        self.requests = Shelf()
        self.by_case = Shelf()

    def of_case(self, case_key: bytes) -> tuple[Consultation, ...]:
        """Return what was asked about a case."""
        found = self.by_case.get(case_key)
        return found.consultations if found is not None else ()
