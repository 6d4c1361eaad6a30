"""What a body says: what it is still writing, and what it has given as its word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import zip_longest
from typing import Any, ClassVar, NamedTuple

from persistent import Persistent

from motcua.storage.content import Lean
from motcua.storage.shortening import INSTANT, Way


class StandingUse(NamedTuple):
    """That a body's standing opinion answered for it; and, where it was called in, by whom."""

    key: bytes
    """The standing opinion's."""
    number: int
    """Which of the body's, as it is cited."""
    since: date
    """From when on it holds."""
    owner_name: str
    """Who decided it."""
    applied_at: datetime
    called_in_at: datetime | None = None
    called_in_by: str = ""
    called_in_by_name: str = ""
    reason: str = ""

    @property
    def applies(self) -> bool:
        """Say whether it stands for the body's answer still."""
        return self.called_in_at is None


class Reply(NamedTuple):
    """What a body says: the content of its form, of a draft and of an opinion."""

    outcome: str = ""
    """agree, agree_with_remarks, disagree, not_competent, other."""
    text: str = ""
    remarks: tuple[str, ...] = ()
    """Numbered by their place, from 1."""
    letter_number: str = ""
    letter_date: date | None = None
    files: tuple[Any, ...] = ()
    """Documents."""
    places: tuple[str, ...] = ()
    """To which article or paragraph each remark belongs; empty where none says so."""
    conditions: tuple[str, ...] = ()
    """On which the body agrees; each is answered by the asker as a remark is."""
    answers: tuple[tuple[str, Any], ...] = ()
    """To the questions of the template, by their ids, in their order."""
    competent: str = ""
    """With ``not_competent``: the unit that is, as the body says."""
    confidential: bool = False
    """Whether the body lets only those read it who decide, where it has the choice."""
    confidential_files: tuple[str, ...] = ()
    """Ids of the files that only those read who decide, whoever reads the rest."""
    edited: tuple[str, ...] = ()
    """Ids of the files that are shown documents with changes of the body's own in them."""
    parts: tuple[str, ...] = ()
    """On which documents or parts alone it speaks; empty: on all that was asked."""
    together_with: tuple[str, ...] = ()
    """Units to which it is put to sign it as their opinion as well."""

    @property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The remarks in their order, each as its place and its text."""
        return tuple(zip_longest(self.places[: len(self.remarks)], self.remarks, fillvalue=""))


class Draft(Persistent):
    """What a body is still writing; nobody outside of it ever sees it."""

    reply: Reply = Reply()
    revision: int = 0
    """Grows by one at each saving: whoever began from an older one is told."""
    saved_at: datetime | None = None
    saved_by: str = ""
    saved_by_name: str = ""


class Recorded(NamedTuple):
    """That an official of the asker's side took an opinion down that came on paper."""

    by: str
    by_name: str
    received: date
    """The day on which the letter came."""


class TakenOver(NamedTuple):
    """That the asker took over what the body had said in another case.

    Neither that case's question nor the names of its documents: they are for those who may
    read it there.
    """

    request: bytes
    """Key of the request that it answered."""
    version: int
    case: str
    """The code of that case."""
    given_at: datetime
    """When the body gave it."""
    documents: tuple[str, ...]
    """The SHA-256 of each document on which it was given."""
    by: str
    by_name: str
    reason: str


class Signed(NamedTuple):
    """Which version of which body's opinion was signed as one's own."""

    unit: str
    version: int


class Dissent(NamedTuple):
    """What a member of the body thinks otherwise than the body; given in their own name."""

    at: datetime
    by: str
    by_name: str
    position: Any
    text: str


class Contest(NamedTuple):
    """That a body does not stand by what was taken down for it."""

    at: datetime
    by: str
    by_name: str
    version: int
    text: str


class Opinion(Lean):
    """What a body said, once, as its official word.  Never changed."""

    STORED: ClassVar[tuple[str, ...]] = (
        "version",
        "reply",
        "given_at",
        "given_by",
        "given_by_name",
        "position",
        "on_behalf_of",
        "on_behalf_of_name",
        "is_late",
        "correction",
        "basis",
        "recorded",
        "signs",
        "standing",
        "through",
        "confirms",
        "taken",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"given_at": INSTANT}
    version: int = 1
    reply: Reply = Reply()
    given_at: datetime | None = None
    given_by: str = ""
    given_by_name: str = ""
    position: Any = ""
    """What the giver was called on that day: a sentence."""
    on_behalf_of: str = ""
    on_behalf_of_name: str = ""
    is_late: bool = False
    """Given after the limit: kept, shown, and it undoes no silence."""
    correction: str = ""
    """For a later version: why it was corrected."""
    standing: StandingUse | None = None
    """Nobody gave it for this case: the body's standing opinion applied."""
    through: bytes = b""
    """Key of the request of the body that was asked further and answered straight to the asker."""
    basis: bytes = b""
    """Digest of what the case said and of the documents shown when it was given."""
    recorded: Recorded | None = None
    """That the asker's side took it down from paper; ``None`` where the body gave it here."""
    confirms: bytes = b""
    """Key of the earlier request whose answer the body confirmed, knowing what changed."""
    taken: TakenOver | None = None
    """That it was given in another case; ``None`` where the body gave it for this one."""
    signs: Signed | None = None
    """Whose opinion it is in the same words, where two bodies sign one."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
