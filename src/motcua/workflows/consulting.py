"""How a procedure asks for opinions: whom, what, how long, and what the answers mean.

Whoever needs these takes them from :mod:`motcua.workflows.definition`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from motcua.deadlines.terms import Term
from motcua.words import Label
from motcua.workflows.elements import (
    ASSIGNEE,
    BALLOT,
    OPINION,
    PARTNER,
    UNSAID,
    Condition,
    Field,
    LateRule,
    nothing,
)


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
    answers: Mapping[str, Label] = field(default_factory=nothing)
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
