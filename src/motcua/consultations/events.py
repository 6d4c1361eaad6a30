"""What consultations announce: things that have happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.consultations.content import Consultation, Opinion, Request


@dataclass(frozen=True)
class OpinionsAsked:
    """Some bodies were asked about a case, all at once."""

    consultation: Consultation


@dataclass(frozen=True)
class RequestArrived:
    """A body has a request before it: sent at once, or when its turn came."""

    request: Request


@dataclass(frozen=True)
class RequestOpened:
    """Somebody of the asked body has taken note of the request for the first time."""

    request: Request


@dataclass(frozen=True)
class RequestAssigned:
    """Somebody inside the asked body is to prepare the answer; nobody, where it was given back."""

    request: Request
    before: str
    after: str


@dataclass(frozen=True)
class OpinionGiven:
    """A body has said its official word, or a new version of it."""

    request: Request
    opinion: Opinion


@dataclass(frozen=True)
class SilenceRecorded:
    """The time was over and nobody had answered: a record says so, and what it means."""

    request: Request


@dataclass(frozen=True)
class AnswerOverdue:
    """The time was over, and no rule gives silence a meaning: the answer stays owed.

    The asker and the head of the one-stop unit are to be told (NĐ 61/2018 Đ19.5).
    """

    request: Request


@dataclass(frozen=True)
class ExtensionAsked:
    """A body asked for more time."""

    request: Request


@dataclass(frozen=True)
class ExtensionAnswered:
    """The asker granted more time, all or in part, or refused it."""

    request: Request


@dataclass(frozen=True)
class RequestWithdrawn:
    """An answer is no longer wanted."""

    request: Request


@dataclass(frozen=True)
class ConsultationComplete:
    """Enough has come back: the case can go on."""

    consultation: Consultation


@dataclass(frozen=True)
class RequestNotice:
    """Somebody is to be told about one request; who listens writes and sends it.

    ``recipients`` are ``partner`` (the asked body and whoever prepares its
    answer), ``asker``, ``one_stop_head``, or parts of the procedure
    (``assignee``, role ids).  :func:`motcua.consultations.recipients.of` says
    who that is today.
    """

    request: Request
    recipients: tuple[str, ...]
    about: str
    """asked, reminder, late, overdue, silence, answered, extension_asked,
    extension_answered, withdrawn, complete."""
    facts: dict[str, Any]
