"""What of opinions leaves the office, once two people have looked at it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from motcua.deadlines.clock import Clock
from motcua.storage.content import Lean
from motcua.storage.shortening import INSTANT, Way


class Span(NamedTuple):
    """A piece of an opinion that does not leave the office."""

    part: str
    """``text``, or ``remark:2``, ``place:2``, ``condition:1``."""
    start: int
    end: int
    reason: str
    """personal_data, third_party, security, other."""


class RedactedFile(NamedTuple):
    """What leaves in the place of a file of an opinion."""

    of: str
    """The id of the file as it was given."""
    copy: Any
    """The document that leaves; ``None`` where nothing does."""


class Redaction(Lean):
    """What of one version of an opinion may leave: marked by one, confirmed by another.

    Invariant: it holds for exactly the version and the words whose digest it has.
    """

    STORED: ClassVar[tuple[str, ...]] = (
        "request",
        "version",
        "digest",
        "spans",
        "files",
        "note",
        "at",
        "by",
        "by_name",
        "revision",
        "confirmed_at",
        "confirmed_by",
        "confirmed_by_name",
        "sent_back",
        "name_leaves",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT, "confirmed_at": INSTANT}
    request: bytes = b""
    version: int = 0
    digest: bytes = b""
    spans: tuple[Span, ...] = ()
    files: tuple[RedactedFile, ...] = ()
    note: str = ""
    """To whoever looks over it."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    revision: int = 0
    """Grows by one at each change: whoever confirms, confirms what they have seen."""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    confirmed_by_name: str = ""
    sent_back: str = ""
    """Why the second official did not confirm it."""
    name_leaves: bool = False
    """Whether somebody private who was asked outside is named; an organisation always is."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def is_confirmed(self) -> bool:
        """Say whether two people have looked."""
        return self.confirmed_at is not None


class Putting(Lean):
    """That opinions were put to the applicant, and what they replied."""

    STORED: ClassVar[tuple[str, ...]] = (
        "requests",
        "at",
        "by",
        "by_name",
        "clock",
        "replied_at",
        "text",
        "nothing_to_add",
    )
    SHORTENED: ClassVar[Mapping[str, Way]] = {"at": INSTANT, "replied_at": INSTANT}
    requests: tuple[tuple[bytes, int], ...] = ()
    """Keys of requests, each with the version of the opinion that was put."""
    at: datetime | None = None
    by: str = ""
    by_name: str = ""
    clock: Clock = Clock("", ())
    replied_at: datetime | None = None
    text: str = ""
    nothing_to_add: bool = False

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


class Outward(Lean):
    """What leaves the office of the opinions about one case, and what the applicant says to it.

    Written by the asker's side and by the applicant; never by an answer.
    """

    STORED: ClassVar[tuple[str, ...]] = ("redactions", "puttings")
    redactions: tuple[Redaction, ...] = ()
    """At most one of each request: of an earlier version, until it is marked anew."""
    puttings: tuple[Putting, ...] = ()
