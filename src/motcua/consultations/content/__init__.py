"""What is stored of a consultation: many small objects, so that nobody writes another's.

Fifty bodies may answer about one case in the same second.  An answer writes
the body's own request, its journal and the opinion, and nothing that belongs
to the case or to another body; that is the invariant of this whole file.  When
the case is over, the worker puts all of it away into one record
(:mod:`motcua.consultations.putting_away`).

The named tuples are remembered inside requests: fields may be added at the
end, with a default, never moved.

It is a folder, because these are several subjects; whoever uses one imports it
from here, under which name records of before know it too.
"""

from __future__ import annotations

from motcua.consultations.content.deeds import (
    Change,
    Check,
    Closing,
    Extension,
    Hand,
    NobodyNeeded,
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
from motcua.consultations.content.ledgers import Departure, Explanation, Ledger
from motcua.consultations.content.opinions import (
    Contest,
    Dissent,
    Draft,
    Opinion,
    Recorded,
    Reply,
    Signed,
    StandingUse,
    TakenOver,
)
from motcua.consultations.content.outward import Outward, Putting, RedactedFile, Redaction, Span
from motcua.consultations.content.preparing import Many, Outcome, Prepared, Wanted
from motcua.consultations.content.registers import CaseConsultations, ConsultationRegister
from motcua.consultations.content.requests import (
    ANSWERED,
    ANSWERED_AFTER_SILENCE,
    CUT_OFF,
    INFORMED,
    OPEN_STATES,
    OPENED,
    PLANNED,
    SENT,
    SILENT,
    WITHDRAWN,
    Consultation,
    Request,
)
from motcua.consultations.content.standing import StandingOpinion, StandingOpinions
from motcua.consultations.content.tallies import FACT, NO_FACT, Fact, Tally

__all__ = [
    "ANSWERED",
    "ANSWERED_AFTER_SILENCE",
    "CUT_OFF",
    "CaseConsultations",
    "Change",
    "Check",
    "Closing",
    "Consultation",
    "ConsultationRegister",
    "Contest",
    "Departure",
    "Dissent",
    "Draft",
    "Explanation",
    "Extension",
    "FACT",
    "Fact",
    "Hand",
    "INFORMED",
    "Ledger",
    "Many",
    "NO_FACT",
    "NobodyNeeded",
    "OPENED",
    "OPEN_STATES",
    "Opinion",
    "Outcome",
    "Outsider",
    "Outward",
    "PLANNED",
    "Piece",
    "Prepared",
    "Putting",
    "Receipt",
    "Recorded",
    "RedactedFile",
    "Redaction",
    "Reopened",
    "Reply",
    "Request",
    "Reversal",
    "SENT",
    "SILENT",
    "Shown",
    "Signed",
    "Silence",
    "Span",
    "StandingOpinion",
    "StandingOpinions",
    "StandingUse",
    "Standstill",
    "Submission",
    "TakenOver",
    "Tally",
    "WITHDRAWN",
    "Wanted",
    "Withdrawal",
]
