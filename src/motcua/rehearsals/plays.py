"""What is played: the filing of a case and a list of plain moves.

A play is data and nothing else.  It is written in a test file, kept in a
hidden field of a page, or made of a real case's journal; the same play on the
same text and the same people gives the same outcome.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from motcua.acting import Refusal
from motcua.words import _

MOST_MOVES = 200
"""Of one play: a page plays all of it at each request."""
LONGEST_VALUE = 4000
LONGEST_PLAY = 200_000
"""Letters of a play that comes from a browser."""

VIETNAMESE_MOMENT = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: +(\d{1,2}):(\d{2}))?")
START_OF_DAY = (8, 0)
"""The hour that is meant where a day alone is named."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


class NotAPlay(Refusal):
    """What was sent is no list of moves."""


@dataclass(frozen=True)
class Start:
    """How the case is filed."""

    begins: datetime | None = None
    by: str = ""
    """Who takes it in: a role, a person, ``applicant`` for online; empty for whoever may."""
    unit: str = ""
    """At whose counter; empty for the first that takes it."""
    channel: str = ""
    applicant: str = ""
    """citizen, enterprise, organisation, authority; empty for the first the procedure names."""
    form: Mapping[str, Any] = field(default_factory=_nothing)
    papers: tuple[str, ...] | None = None
    """What is handed in; ``None`` for whatever is compulsory."""
    line: int = 0


@dataclass(frozen=True)
class Move:
    """One thing that somebody does, or the date that is moved and nothing else."""

    at: datetime | None = None
    """When; ``None`` for the moment at which the play stands."""
    who: str = ""
    does: str = ""
    """The action."""
    asks: str = ""
    """The consultation that is opened."""
    answers: str = ""
    """agree, disagree and so on: the word of an asked body."""
    more_time: str = ""
    """How much more an asked body wants, as ``15 days``."""
    grants: str = ""
    """The asked body that gets what it wants."""
    withdraws: str = ""
    """The asked body whose answer is no longer needed."""
    departs: str = ""
    """The body that disagreed, against which one decides with a reason."""
    hands_to: str = ""
    """The person who gets the case."""
    units: tuple[str, ...] = ()
    """Who is asked; empty for those that the procedure suggests."""
    form: Mapping[str, Any] = field(default_factory=_nothing)
    papers: tuple[str, ...] = ()
    text: str = ""
    """The question, the answer's words, or the reason."""
    line: int = 0


@dataclass(frozen=True)
class Play:
    """A filing, and what comes after it."""

    start: Start = field(default_factory=Start)
    moves: tuple[Move, ...] = ()

    def then(self, move: Move) -> Play:
        """Return the play with one more move."""
        if len(self.moves) >= MOST_MOVES:
            raise _not_a_play()
        return replace(self, moves=(*self.moves, move))

    def back(self) -> Play:
        """Return the play without its last move."""
        return replace(self, moves=self.moves[:-1])


def moment_of(said: str) -> datetime | None:
    """Return the moment that is meant: ``23/11/2026 09:00`` or as machines write it.

    >>> moment_of("23/11/2026")
    datetime.datetime(2026, 11, 23, 8, 0)
    """
    said = said.strip()
    try:
        if found := VIETNAMESE_MOMENT.fullmatch(said):
            day, month, year = map(int, found.groups()[:3])
            hour, minute = map(int, found.groups()[3:]) if found[4] else START_OF_DAY
            read = datetime(year, month, day, hour, minute)
        else:
            read = datetime.fromisoformat(said)
            if read.tzinfo is not None:
                return None
            if len(said) == len("2026-11-23"):
                read = read.replace(hour=START_OF_DAY[0])
    except ValueError:
        return None
    return read if 2000 <= read.year <= 2099 else None


def written(play: Play) -> str:
    """Return the play as text that :func:`read` reads, for a hidden field."""
    return json.dumps(
        {"start": _plain(play.start), "moves": [_plain(each) for each in play.moves]},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _plain(part: Start | Move) -> dict[str, Any]:
    """Return what is said of a part; what is empty is left out."""
    said: dict[str, Any] = {}
    for name, value in vars(part).items():
        if name == "line" or value is None or (value in ("", (), {}) and name != "papers"):
            continue
        if isinstance(value, datetime):
            value = value.isoformat(timespec="minutes")
        said[name] = dict(value) if isinstance(value, Mapping) else value
    return {name: list(each) if isinstance(each, tuple) else each for name, each in said.items()}


def read(text: str) -> Play:
    """Return the play that a browser sent; :class:`NotAPlay` for anything else."""
    if not text.strip():
        return Play()
    if len(text) > LONGEST_PLAY:
        raise _not_a_play()
    try:
        told = json.loads(text)
        moves = told.get("moves", [])
        if not isinstance(moves, list) or len(moves) > MOST_MOVES:
            raise _not_a_play()
        start = Start(**_known(Start, told.get("start", {})))
        return Play(start, tuple(Move(**_known(Move, each)) for each in moves))
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise _not_a_play() from None


def _known(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of ``told`` as ``kind`` holds them; raise where they cannot be."""
    return {name: _value(kind, name, value) for name, value in told.items()}


def _value(kind: type, name: str, value: Any) -> Any:
    if name in ("at", "begins"):
        found = moment_of(_text(value))
        if found is None:
            raise ValueError(name)
        return found
    if name == "form":
        return MappingProxyType({_text(key): _text(each) for key, each in value.items()})
    if name in ("units", "papers"):
        return _texts(value)
    if name == "line" or name not in kind.__dataclass_fields__:  # type: ignore[attr-defined]
        raise ValueError(name)
    return _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, Iterable) or isinstance(value, str):
        raise ValueError(value)
    return tuple(map(_text, value))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_VALUE:
        raise ValueError(value)
    return value


def _not_a_play() -> NotAPlay:
    return NotAPlay(
        _("This rehearsal cannot be read, or has become too long."),
        _("Begin it anew."),
    )
