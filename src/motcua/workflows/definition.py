"""A procedure as its file tells it: who may do what at which step, and where it goes.

Everything here is frozen.  A definition is read once, shared by every case
that follows it, and never changed: a change is a new version.  The language
of the file is described in ``docs/developing/definitions.md``; the field names
here are its English keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from motcua.deadlines.terms import Term
from motcua.words import Label

UNSAID = Label("")
NOTHING: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return NOTHING


APPLICANT = "applicant"
"""Who the case is for: comes with the tracking secret, holds no position."""
ASSIGNEE = "assignee"
"""The official who holds the case at present."""
SYSTEM_ROLE = "system"
"""What a deadline or an automatic step acts as."""
BACK = "back"
"""``to: back``: to the state from which the case came here."""
SAME = "same"
"""``to: same``: the case stays where it is; something else changes."""
PARTNER = "partner"
"""Whoever was asked by a consultation."""
OPINION = "opinion"
"""A consultation that asks bodies."""
BALLOT = "ballot"
"""A consultation on which the members of a committee vote."""
PARTS = frozenset({APPLICANT, ASSIGNEE, PARTNER})
"""Parts played towards one case; they need not be declared as roles."""


@dataclass(frozen=True)
class Condition:
    """What must hold: a registered condition, or a field that has one of some values."""

    name: str = ""
    """As ``consultations closed``; empty where a field is looked at."""
    field: str = ""
    values: tuple[str, ...] = ()
    """Stored values, one of which the field must have: ``yes``, the id of a choice, a text."""
    line: int = 0


@dataclass(frozen=True)
class Role:
    """A part that somebody plays in this procedure."""

    id: str
    title: Label
    unit: str = "lead"
    """Where the role must be held: ``lead`` (the agency that handles the case),
    ``receiving`` (the one-stop unit that took it in) or the id of a unit."""
    role: str = ""
    """The role of ``config/roles.yaml`` that plays it, where its id is another: an
    officer of a second unit has a part of their own in the procedure."""
    line: int = 0

    @property
    def held(self) -> str:
        """The role that somebody must hold to play this part."""
        return self.role or self.id


@dataclass(frozen=True)
class Field:
    """One thing that a form asks."""

    id: str
    title: Label
    kind: str = "text"
    """text, long_text, number, money, date, yes_no, choice, official, unit, email, phone."""
    choices: tuple[tuple[str, Label], ...] = ()
    required: bool = True
    help: Label = UNSAID
    role: str = ""
    """For ``kind: official``: whose holders are offered."""
    line: int = 0


@dataclass(frozen=True)
class Paper:
    """A component of the dossier (thành phần hồ sơ)."""

    id: str
    title: Label
    form: str = ""
    """The number of the official form, as ``Mẫu số 01, Phụ lục II``."""
    copy_kind: str = "electronic"
    """original, copy, certified, electronic."""
    copies: int = 1
    required: bool = True
    by: str = "applicant"
    """``office``: made on the way (a site record, an appraisal report), so not
    asked of the applicant; ``needs`` may name it."""
    note: Label = UNSAID
    line: int = 0


@dataclass(frozen=True)
class LegalGround:
    """A text of law on which the procedure stands."""

    title: str
    articles: str = ""
    line: int = 0


@dataclass(frozen=True)
class Fee:
    """What it costs; ``amount`` in đồng, 0 for free of charge, ``None`` where
    the provincial council sets it and ``note`` says so."""

    title: Label
    amount: int | None = None
    note: Label = UNSAID
    line: int = 0


@dataclass(frozen=True)
class Asked:
    """A field used in a form; ``?`` after its name makes it optional."""

    field: str
    required: bool = True


@dataclass(frozen=True)
class Action:
    """Something somebody may do in a state."""

    id: str
    title: Label
    by: tuple[str, ...]
    """Role ids, or ``applicant``, ``assignee``."""
    to: str
    """A state id, :data:`BACK` or :data:`SAME`."""
    needs: tuple[str, ...] = ()
    """Papers that must be in the dossier."""
    ask: tuple[Asked, ...] = ()
    when: tuple[Condition, ...] = ()
    """All must hold; each refuses with its own sentence."""
    not_by_who_did: tuple[str, ...] = ()
    at_most: int = 0
    """How often in the life of a case; 0 means as often as wanted."""
    set: Mapping[str, str] = field(default_factory=_nothing)
    """Fields of the case that the action fills; ``today`` is the day of the act."""
    letter: str = ""
    notify: tuple[str, ...] = ()
    assign: str = ""
    """The field that names the new assignee, ``me``, or ``nobody``."""
    clock: str = ""
    """``restart``: the whole deadline begins anew after this act (NĐ 61/2018 Đ19.4).
    ``extend``: the field ``extend_by`` is added to the whole deadline (NĐ 61/2018 Đ19.9)."""
    extend_by: str = ""
    """With ``clock: extend``: the field (a number of days, or a date) that says by how much."""
    consultations: str = ""
    """What leaving does to open requests: ``withdraw``, ``keep``; empty where none can be open."""
    confirm: Label = UNSAID
    """What the person is asked to confirm, where the act cannot be taken back."""
    anywhere: bool = False
    line: int = 0


@dataclass(frozen=True)
class LateRule:
    """What happens some time before or after the limit of a state."""

    id: str
    """Stable within the definition: ``<state>.<number>``."""
    before: Term | None = None
    after: Term | None = None
    notify: tuple[str, ...] = ()
    letter: str = ""
    go: str = ""
    """The state to which the system takes the case."""
    line: int = 0


@dataclass(frozen=True)
class AutoRule:
    """A step that nobody takes: the first line whose conditions hold."""

    to: str
    when: tuple[Condition, ...] = ()
    otherwise: bool = False
    set: Mapping[str, str] = field(default_factory=_nothing)
    letter: str = ""
    notify: tuple[str, ...] = ()
    line: int = 0


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
class Body:
    """A unit that a consultation asks, or suggests asking."""

    unit: str
    """A unit id, or ``field <id>``: the unit named in that field of the case."""
    because: Label = UNSAID
    required: bool = False
    """Whether the asker must not leave it out."""
    when: tuple[Condition, ...] = ()
    """The body is suggested only where these hold."""
    valid_from: date | None = None
    """The line applies to questions sent on this day or later."""
    valid_until: date | None = None
    """The line applies to questions sent on this day or earlier."""
    step: int = 1
    """Bodies of a later step are asked when those of the step before have come back."""
    within: Term | None = None
    """This body's own limit; ``None``: the limit of the consultation."""
    optional: bool = False
    """It is asked, but nothing waits for it (``closed_when: mandatory``)."""
    effect: str = ""
    """advisory, binding; empty: as the consultation says."""
    answers: tuple[str, ...] = ()
    """What this body may answer; empty: all answers of the consultation."""
    line: int = 0


@dataclass(frozen=True)
class ConsultationTemplate:
    """How opinions are asked in this procedure."""

    id: str
    title: Label
    of: str = PARTNER
    """How the asked body is called in ``notify``; always :data:`PARTNER` unless a role is named."""
    opened_by: tuple[str, ...] = (ASSIGNEE,)
    bodies: tuple[Body, ...] = ()
    choose_from: tuple[str, ...] = ()
    """Units, or kinds of unit (``department``, ``commune``), that may be added;
    with neither bodies nor this, any unit may be asked."""
    question: Label = UNSAID
    within: Term | None = None
    several: bool = True
    answers: Mapping[str, Label] = field(default_factory=_nothing)
    """agree, agree_with_remarks, disagree, not_competent, other, with the words shown."""
    silence: str = "wait"
    """What no answer at the limit means: agree (deemed favourable), no_objection, against
    (deemed unfavourable), no_opinion (one goes on without), wait; of a ballot: agree,
    not_counted, against."""
    silence_ground: str = ""
    """The rule that says so, as ``NĐ 217/2026 Đ54.2c``."""
    closed_when: str = "all"
    """all, any, mandatory, majority (of those asked), a number of answers, or a share (``2/3``)."""
    extend_at_most: Term | None = None
    """How much the asked body's limit may be extended, once; ``None`` forbids it."""
    extend_itself: Term | None = None
    """Up to this much more time is granted by the rule itself, without anybody deciding."""
    late: tuple[LateRule, ...] = ()
    unopened_after: Term | None = None
    """After this time in which nobody of the body opened the request, its head is told."""
    purpose: str = "opinion"
    """opinion, approval, correction, information (for which no answer is waited)."""
    questions: tuple[Field, ...] = ()
    """What is asked besides, each with its kind of answer."""
    effect: str = "advisory"
    """advisory; binding: the case cannot be decided against it."""
    favourable_when: str = ""
    """When the condition ``opinions favourable`` holds: all, mandatory, majority_of_asked,
    majority_of_given, a number or a share; empty: nobody disagrees."""
    veto: tuple[str, ...] = ()
    """Units or kinds of unit of which one that disagrees makes the whole unfavourable."""
    pauses_with_case: bool = False
    """Whether the bodies' time stands still while the clock of the case does."""
    missing_pieces: str = "no"
    """Whether a body may ask the asker or the applicant for what is missing: no; runs: its time
    runs on meanwhile; pauses: it stands still."""
    further: bool = False
    """Whether an asked body may ask others in its turn."""
    outside: bool = False
    """Whether somebody outside of the administration may be asked, by a link sent by e-mail."""
    unasked: bool = False
    """Whether a unit that was not asked may give its opinion."""
    standing: bool = False
    """Whether a body's standing opinion answers for it."""
    confidential: str = "no"
    """Whether opinions are confidential: no; may: as the asker or the body chooses; yes."""
    sealed: bool = False
    """Whether opinions stay closed to everybody else, the asker included, until all are in."""
    bodies_see: str = "own"
    """Which opinions a body reads: own, after_answering (those of others then), all."""
    keeps_access: bool = True
    """Whether an asked body reads the documents it was shown after it has answered."""
    reply_within: Term | None = None
    """How long the applicant has to reply to opinions that are put to them; ``None``: no right."""
    public: bool = False
    """Whether the redacted opinions are shown to the public."""
    kind: str = OPINION
    """:data:`OPINION` of bodies, or :data:`BALLOT` of the members of :attr:`committee`.
    What follows is said of ballots only; empty: as ``config/ballots.yaml`` says."""
    committee: str = ""
    matters: tuple[tuple[str, Label], ...] = ()
    """What is voted on, one answer for each; the asker may word it otherwise."""
    quorum: str = ""
    """How many must take part: a share of the members (``2/3``) or a number."""
    majority: str = ""
    """``members``: more than half of all members; ``votes``: of those for or against;
    or a share of all members, as ``2/3``."""
    tie: str = ""
    """``chair``: the side of the chair prevails; ``not_passed``."""
    secret: bool = False
    tally: str = ""
    """``shown``: members see the count while the ballot is open; ``hidden``."""
    line: int = 0

    @property
    def is_ballot(self) -> bool:
        """Say whether the members of a committee vote on it."""
        return self.kind == BALLOT


@dataclass(frozen=True)
class Migration:
    """Where running cases of the version before go."""

    from_version: int
    states: Mapping[str, str] = field(default_factory=_nothing)
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
    papers: Mapping[str, Paper] = field(default_factory=_nothing)
    fields: Mapping[str, Field] = field(default_factory=_nothing)
    form: tuple[Asked, ...] = ()
    """What the applicant fills in when filing."""
    roles: Mapping[str, Role] = field(default_factory=_nothing)
    states: Mapping[str, State] = field(default_factory=_nothing)
    consultations: Mapping[str, ConsultationTemplate] = field(default_factory=_nothing)
    visible: Mapping[str, tuple[str, ...]] = field(default_factory=_nothing)
    """``documents`` and ``status``: roles who may see them besides those who may act."""
    migrate: Migration | None = None
    language: str = "en"
    """In which language the keys of the file are written."""
    lines: Mapping[str, int] = field(default_factory=_nothing, repr=False, compare=False)
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
