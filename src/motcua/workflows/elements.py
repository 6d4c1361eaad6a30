"""The smaller pieces of a procedure: parts people play, conditions, fields, papers, actions, rules.

Names are the English keys of the file.  Whoever needs them takes them from
:mod:`motcua.workflows.definition`, which has them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from motcua.deadlines.terms import Term
from motcua.words import Label

UNSAID = Label("")
NOTHING: Mapping[str, Any] = MappingProxyType({})


def nothing() -> Mapping[str, Any]:
    """Return a mapping that says nothing, as what a field has where nothing is written."""
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
    set: Mapping[str, str] = field(default_factory=nothing)
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
    set: Mapping[str, str] = field(default_factory=nothing)
    letter: str = ""
    notify: tuple[str, ...] = ()
    line: int = 0
