"""A procedure as its file tells it: who may do what at which step, and where it goes.

Everything here is frozen.  A definition is read once, shared by every case
that follows it, and never changed: a change is a new version.  The language
of the file is described in ``docs/developing/definitions.md``; the field names
here are its English keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from motcua.deadlines.terms import Term
from motcua.words import Label
from motcua.workflows.consulting import Body, ConsultationTemplate
from motcua.workflows.elements import (
    APPLICANT,
    ASSIGNEE,
    BACK,
    BALLOT,
    NOTHING,
    OPINION,
    PARTNER,
    PARTS,
    SAME,
    SYSTEM_ROLE,
    UNSAID,
    Action,
    Asked,
    AutoRule,
    Condition,
    Fee,
    Field,
    LateRule,
    LegalGround,
    Paper,
    Role,
    nothing,
)

__all__ = [
    "APPLICANT",
    "ASSIGNEE",
    "Action",
    "Asked",
    "AutoRule",
    "BACK",
    "BALLOT",
    "Body",
    "Condition",
    "ConsultationTemplate",
    "Definition",
    "Fee",
    "Field",
    "LateRule",
    "LegalGround",
    "Migration",
    "NOTHING",
    "OPINION",
    "PARTNER",
    "PARTS",
    "Paper",
    "Role",
    "SAME",
    "SYSTEM_ROLE",
    "State",
    "UNSAID",
]


@dataclass(frozen=True)
class State:
    """A step of the procedure, at which a case waits for somebody."""

    id: str
    title: Label
    start: bool = False
    final: str = ""
    """success, failure, cancelled; empty where the case goes on."""
    clock: str = "running"
    """running, paused (waiting is not counted), stopped (nothing is due)."""
    within: Term | None = None
    edit: tuple[str, ...] = ()
    consult: tuple[str, ...] = ()
    """Consultations that may be opened here."""
    actions: tuple[Action, ...] = ()
    """With those of ``anywhere`` that include this state, in the order of the file."""
    late: tuple[LateRule, ...] = ()
    auto: tuple[AutoRule, ...] = ()
    tells: Label = UNSAID
    """What the citizen is told in plain words while the case is here."""
    line: int = 0

    def action(self, id: str) -> Action | None:
        """Return the action of that id, if this state has it."""
        return next((each for each in self.actions if each.id == id), None)


@dataclass(frozen=True)
class Migration:
    """Where running cases of the version before go."""

    from_version: int
    states: Mapping[str, str] = field(default_factory=nothing)
    line: int = 0


@dataclass(frozen=True)
class Definition:
    """One version of one procedure."""

    id: str
    version: int
    title: Label
    digest: str = ""
    """SHA-256 of :attr:`text`, in hexadecimal."""
    text: str = field(default="", repr=False)
    code: str = ""
    """Mã thủ tục hành chính, as ``1.009645``."""
    sector: Label = UNSAID
    summary: Label = UNSAID
    note: Label = UNSAID
    calendar: str = "vn-hanh-chinh"
    deadline: Term | None = None
    """The limit of the whole case; runs in states whose clock runs."""
    late: tuple[LateRule, ...] = ()
    """What happens before and after the end of :attr:`deadline`; ids ``whole.<number>``."""
    legal_limit: Term | None = None
    """What the published procedure promises at the most."""
    lead: str = "receiving"
    """The unit that handles the case, or ``receiving``."""
    received_by: tuple[str, ...] = ()
    """Units, or kinds of unit, at whose counter it may be filed."""
    applicants: tuple[str, ...] = ("citizen",)
    """citizen, enterprise, organisation, authority."""
    channels: tuple[str, ...] = ("counter", "online")
    result: Label = UNSAID
    legal: tuple[LegalGround, ...] = ()
    fees: tuple[Fee, ...] = ()
    papers: Mapping[str, Paper] = field(default_factory=nothing)
    fields: Mapping[str, Field] = field(default_factory=nothing)
    form: tuple[Asked, ...] = ()
    """What the applicant fills in when filing."""
    roles: Mapping[str, Role] = field(default_factory=nothing)
    states: Mapping[str, State] = field(default_factory=nothing)
    consultations: Mapping[str, ConsultationTemplate] = field(default_factory=nothing)
    visible: Mapping[str, tuple[str, ...]] = field(default_factory=nothing)
    """``documents`` and ``status``: roles who may see them besides those who may act."""
    migrate: Migration | None = None
    language: str = "en"
    """In which language the keys of the file are written."""
    lines: Mapping[str, int] = field(default_factory=nothing, repr=False, compare=False)
    """Where each value stands in the file: ``states.received.within`` to its line."""

    @property
    def start(self) -> State:
        """The state in which every case of this procedure begins."""
        return next(state for state in self.states.values() if state.start)

    @cached_property
    def acting_roles(self) -> frozenset[str]:
        """Every part that may act, edit or ask opinions somewhere, relative parts included."""
        states = self.states.values()
        by = {part for state in states for action in state.actions for part in action.by}
        edit = {part for state in states for part in state.edit}
        opening = {part for each in self.consultations.values() for part in each.opened_by}
        return frozenset(by | edit | opening)

    @property
    def name(self) -> str:
        """``id/version``: how journals and pages name it."""
        return f"{self.id}/{self.version}"
