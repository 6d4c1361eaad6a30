"""What cases announce: things that have happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.cases.content import Case
from motcua.words import Label


@dataclass(frozen=True)
class CaseFiled:
    """A case has its code, and waits in the first state of its procedure."""

    case: Case


@dataclass(frozen=True)
class CaseMoved:
    """A case took a step: by a person, by itself, or because it was late."""

    case: Case
    action: str
    label: Label
    from_state: str
    to_state: str
    consultations: str = ""
    """What the action says of open requests: ``withdraw``, ``keep`` or nothing."""


@dataclass(frozen=True)
class CaseHandedOver:
    """Somebody else holds the case now."""

    case: Case
    before: str
    after: str


@dataclass(frozen=True)
class CaseRecounted:
    """The working calendar has changed, and the dates of this case with it."""

    case: Case


@dataclass(frozen=True)
class CaseClosed:
    """The case reached a final state."""

    case: Case
    outcome: str
    """success, failure, cancelled."""


@dataclass(frozen=True)
class NoticeDue:
    """The procedure wants somebody told; who listens writes and sends it."""

    case: Case
    recipients: tuple[str, ...]
    """``applicant``, ``assignee`` or role ids of the definition."""
    about: str
    """Id of the mail: ``step``, ``reminder``, ``late``, ``held``."""
    facts: dict[str, Any]
