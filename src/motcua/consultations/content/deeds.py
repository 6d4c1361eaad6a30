"""What was done to a request, each remembered as one value: a silence, an extension, a closing."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple


class Shown(NamedTuple):
    """A document that the asked bodies may read, in the version that was chosen."""

    paper: str
    """Which component of the dossier it was; empty for a file of the asker's own."""
    document: Any


class Silence(NamedTuple):
    """The dated record that nobody answered, and what that means under which rule."""

    limit: datetime
    """When the time was over."""
    recorded_at: datetime
    meaning: str
    """``agree``, ``no_objection``, ``against`` or ``no_opinion``."""
    ground: str = ""
    """The text of law that says so, as it stood in the procedure."""
    within: str = ""
    """The limit that had been set, as a term."""


class Extension(NamedTuple):
    """That a body asked for more time, and what was answered."""

    asked_at: datetime
    asked_by: str
    asked_by_name: str
    wanted: str
    """A term."""
    reason: str
    due_before: datetime
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_by_name: str = ""
    granted: str = ""
    """A term; empty where it was refused."""
    answer: str = ""
    """Why it was refused or granted in part."""
    by_rule: str = ""
    """What the procedure grants by itself, a term, where the rule granted it and nobody did."""

    @property
    def is_waiting(self) -> bool:
        """Say whether the asker has yet to answer."""
        return self.answered_at is None


class Withdrawal(NamedTuple):
    """That the asker no longer wants an answer."""

    at: datetime
    by: str
    by_name: str
    reason: str


class Standstill(NamedTuple):
    """One reason for which the body's time stands still; it runs on when none is left."""

    reason: str
    """Its id, as ``case``; each reason is held once."""
    since: datetime
    by: str = ""
    by_name: str = ""


class Reversal(NamedTuple):
    """The reasoned act by which a silence no longer means what the rule made of it."""

    silence: Silence
    """The record, which stays."""
    at: datetime
    by: str
    by_name: str
    position: Any
    reason: str
    then: str
    """``answer``: the body owes its answer again; ``free``: it may answer and nothing waits for
    it; ``late``: what it said too late counts."""
    within: str = ""
    """For ``answer``: the new limit, a term."""


class Reopened(NamedTuple):
    """That an answer which had been given is wanted anew, and why."""

    at: datetime
    by: str
    by_name: str
    reason: str
    after: int
    """How many versions of the opinion there were: the next one is the new answer."""


class Closing(NamedTuple):
    """That the asker closed a round before everything was in; and that it was opened again."""

    at: datetime
    by: str
    by_name: str
    reason: str
    cut_off: tuple[str, ...] = ()
    """Units whose answer was still awaited."""
    reopened_at: datetime | None = None
    reopened_by_name: str = ""
    reopened_because: str = ""


class Check(NamedTuple):
    """That somebody is to look at the answers, because enough have come back."""

    since: datetime
    place: str = ""
    """The work list in which it stands; empty in none."""
    looked_at: datetime | None = None
    looked_by: str = ""
    looked_by_name: str = ""
    due: datetime | None = None
    """Until when; older ones have no limit."""


class Submission(NamedTuple):
    """That a draft lies with whoever checks or signs it, and is changed by nobody meanwhile."""

    step: str
    """``check`` or ``sign``."""
    at: datetime
    by: str
    by_name: str


class Hand(NamedTuple):
    """Who did what with the answer inside the body: drafted, checked, returned, signed."""

    deed: str
    at: datetime
    by: str
    by_name: str
    words: str = ""
    """For what was returned: why."""


class Piece(NamedTuple):
    """That a body asked for what is missing, and what came."""

    key: bytes
    of: str
    """``asker`` or ``applicant``."""
    words: str
    asked_at: datetime
    asked_by: str
    asked_by_name: str
    answered_at: datetime | None = None
    answered_by: str = ""
    answered_by_name: str = ""
    answer: str = ""
    files: tuple[Any, ...] = ()
    """Documents."""

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def is_answered(self) -> bool:
        """Say whether somebody answered."""
        return self.answered_at is not None


class Change(NamedTuple):
    """That the asker changed what had been sent and was not answered yet."""

    at: datetime
    by: str
    by_name: str
    reason: str
    parts: tuple[tuple[str, Any, Any], ...]
    """What it was (``question``, ``note``, ``documents``, ``limit``), before and after."""


class Outsider(NamedTuple):
    """Somebody outside of the administration who is asked by a link sent by e-mail."""

    organisation: str
    """Empty for somebody private."""
    name: str
    email: str
    number: int = 1
    """Which link is good; every earlier one stopped being so."""
    sent_at: datetime | None = None
    """When the link was sent last."""
    code: str = ""
    """The digest of the short code that was sent last, to be typed before anything is shown."""
    code_at: datetime | None = None
    tries: int = 0
    """How often a wrong code was typed for it."""

    @property
    def is_private(self) -> bool:
        """Say whether somebody is asked who speaks for no organisation."""
        return not self.organisation

    @property
    def called(self) -> str:
        """Return how the body is called where everybody may know who was asked."""
        return self.organisation or self.name


class Receipt(NamedTuple):
    """That another system confirmed that a request had come, as a message said it."""

    at: datetime
    """When it was taken down here."""
    by: str
    by_name: str
    organ: str
    staff: str = ""
    stamp: str = ""
    """When, as the message says it."""
    code: str = ""


class NobodyNeeded(NamedTuple):
    """The reasoned record that for one case nobody needs to be asked under one template."""

    template: str
    at: datetime
    by: str
    by_name: str
    position: Any
    """What they were called on that day: a sentence."""
    unit: str
    reason: str
    ended_at: datetime | None = None
    ended_by: str = ""
    ended_by_name: str = ""
    ended_because: str = ""
    """Empty where somebody was asked after all, which ends it by itself."""

    @property
    def holds(self) -> bool:
        """Say whether it has not been taken back."""
        return self.ended_at is None
