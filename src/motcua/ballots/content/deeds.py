"""What is remembered inside a ballot as one value: its rules, its matters, a count, an ending."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

AGREE = "agree"
AGREE_WITH_REMARKS = "agree_with_remarks"
DISAGREE = "disagree"
ABSTAIN = "abstain"
PASSED = "passed"
NOT_PASSED = "not_passed"
NO_QUORUM = "no_quorum"
NOT_COUNTED = "not_counted"
"""The votes could not be counted, or were too few to stay secret."""
TO_SESSION = "to_session"
NEXT_ROUND = "next_round"


class Rules(NamedTuple):
    """How a ballot is counted, as it was promised to its members when it began."""

    majority: str = "members"
    quorum: str = ""
    tie: str = "chair"
    silence: str = "not_counted"
    silence_ground: str = ""
    secret: bool = False
    tally_shown: bool = False
    recused_in_base: bool = True
    """Whether a member who stays out for a conflict of interest is still one of “all members”."""
    least_secret: int = 3
    """Fewer votes than this are not counted in a secret ballot: the sum would tell them."""


class Matter(NamedTuple):
    """One thing that is voted on."""

    id: str
    title: str


class Answer(NamedTuple):
    """What a member says of one matter."""

    matter: str
    choice: str = ""
    text: str = ""
    """The reason of a no, which is compulsory; the remarks of a yes."""


class Count(NamedTuple):
    """How a matter was voted on.  What is tacit is never added to what was said."""

    matter: str
    base: int = 0
    """The members who count as all members."""
    agree: int = 0
    agree_with_remarks: int = 0
    disagree: int = 0
    abstain: int = 0
    tacit_agree: int = 0
    tacit_against: int = 0
    silent: int = 0
    """Without a vote, and not counted."""
    recused: int = 0
    outcome: str = ""
    by_chair: bool = False
    """In a tie, the side of the chair prevailed."""


class Sequel(NamedTuple):
    """What becomes of matters that did not pass."""

    what: str
    """``to_session`` or ``next_round``."""
    at: datetime
    by: str
    by_name: str
    reason: str


class Ending(NamedTuple):
    """That a ballot was closed or withdrawn."""

    at: datetime
    by: str
    by_name: str
    reason: str = ""


class MoreTime(NamedTuple):
    """That members were given more time, by whom and why."""

    at: datetime
    by: str
    by_name: str
    before: datetime
    until: datetime
    reason: str


class Announcement(NamedTuple):
    """That the result was announced to the committee, and how."""

    at: datetime
    by: str
    by_name: str
    words: str
    """At which session, in which letter."""
