"""What is stored of a ballot: one object for the ballot, and a slip of its own for each member.

Members vote at the same moment, each on a slip that nobody else writes.  The
ballot itself is written when it begins and when it ends, never by a vote.

The named tuples are remembered inside ballots and slips: fields may be added
at the end, with a default, never moved.

It is a folder, because these are several subjects; whoever uses one imports it
from here, under which name records of before know it too.
"""

from __future__ import annotations

from motcua.ballots.content.ballots import (
    CLOSED,
    COMMENTED,
    LONG_AGO,
    OPEN,
    RECUSED,
    SENT,
    SIGNED,
    SILENT,
    WITHDRAWN,
    Ballot,
    Slip,
)
from motcua.ballots.content.deeds import (
    ABSTAIN,
    AGREE,
    AGREE_WITH_REMARKS,
    DISAGREE,
    NEXT_ROUND,
    NO_QUORUM,
    NOT_COUNTED,
    NOT_PASSED,
    PASSED,
    TO_SESSION,
    Announcement,
    Answer,
    Count,
    Ending,
    Matter,
    MoreTime,
    Rules,
    Sequel,
)
from motcua.ballots.content.registers import BallotRegister, CaseBallots
from motcua.consultations.content import Silence

__all__ = [
    "ABSTAIN",
    "AGREE",
    "AGREE_WITH_REMARKS",
    "Announcement",
    "Answer",
    "Ballot",
    "BallotRegister",
    "CLOSED",
    "COMMENTED",
    "CaseBallots",
    "Count",
    "DISAGREE",
    "Ending",
    "LONG_AGO",
    "Matter",
    "MoreTime",
    "NEXT_ROUND",
    "NOT_COUNTED",
    "NOT_PASSED",
    "NO_QUORUM",
    "OPEN",
    "PASSED",
    "RECUSED",
    "Rules",
    "SENT",
    "SIGNED",
    "SILENT",
    "Sequel",
    "Silence",
    "Slip",
    "TO_SESSION",
    "WITHDRAWN",
]
