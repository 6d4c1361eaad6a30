"""The small workflow of one request: sent, opened, answered, silent, withdrawn.

The same kernel that moves cases moves requests, so that there is one place
where a state changes.  After a silence an answer is still taken down, but the
request stays one that was silent: the two never become the same.
"""

from __future__ import annotations

from motcua.consultations.content import (
    ANSWERED,
    ANSWERED_AFTER_SILENCE,
    CUT_OFF,
    INFORMED,
    OPENED,
    PLANNED,
    SENT,
    SILENT,
    WITHDRAWN,
)
from motcua.words import Sentence, _
from motcua.workflows.machine import Small, small

OPEN = "open"
ANSWER = "answer"
FALL_SILENT = "fall silent"
WITHDRAW = "withdraw"
CALL_IN = "call in"
PLAN = "plan"
SEND = "send"
TELL = "tell"
CUT = "cut off"
REVIVE = "revive"
REVIVE_UNOPENED = "revive unopened"
OWE = "owe again"
OWE_UNOPENED = "owe again unopened"

STATES: dict[str, Sentence] = {
    SENT: _("Sent, not opened yet"),
    OPENED: _("Opened, being prepared"),
    ANSWERED: _("Answered"),
    SILENT: _("No answer in time"),
    ANSWERED_AFTER_SILENCE: _("No answer in time; answered later"),
    WITHDRAWN: _("Withdrawn"),
    CUT_OFF: _("Cut off when the round was closed"),
    PLANNED: _("Planned, not sent yet"),
    INFORMED: _("Told for information"),
}
"""The states of a request, in the words of lists and tables."""

FLOW: Small = small(
    "request for an opinion",
    SENT,
    (
        (OPEN, SENT, OPENED),
        (ANSWER, SENT, ANSWERED),
        (ANSWER, OPENED, ANSWERED),
        (ANSWER, SILENT, ANSWERED_AFTER_SILENCE),
        (FALL_SILENT, SENT, SILENT),
        (FALL_SILENT, OPENED, SILENT),
        (CALL_IN, ANSWERED, OPENED),
        (WITHDRAW, SENT, WITHDRAWN),
        (WITHDRAW, OPENED, WITHDRAWN),
        (PLAN, SENT, PLANNED),
        (SEND, PLANNED, SENT),
        (WITHDRAW, PLANNED, WITHDRAWN),
        (TELL, SENT, INFORMED),
        (CUT, SENT, CUT_OFF),
        (CUT, OPENED, CUT_OFF),
        (REVIVE, CUT_OFF, OPENED),
        (REVIVE_UNOPENED, CUT_OFF, SENT),
        (OWE, ANSWERED, OPENED),
        (OWE, SILENT, OPENED),
        (OWE, ANSWERED_AFTER_SILENCE, OPENED),
        (OWE_UNOPENED, ANSWERED, SENT),
        (OWE_UNOPENED, SILENT, SENT),
        (OWE_UNOPENED, ANSWERED_AFTER_SILENCE, SENT),
    ),
)
"""Each move, the state before and the state after it."""
