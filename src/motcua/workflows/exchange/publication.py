"""What is known of a version besides its text: who published it, when, and what came before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from motcua.words import Sentence


@dataclass(frozen=True)
class Edition:
    """A line of the table of changes."""

    number: int
    since: date
    what: Sentence


@dataclass(frozen=True)
class Publication:
    """What is known of a version besides its text; all of it blank for a file not yet published."""

    author: str = ""
    approver: Sentence = ""
    published_on: date | None = None
    in_force_from: date | None = None
    editions: tuple[Edition, ...] = ()
    """This version and those before, the newest first."""
    units: Mapping[str, Sentence] = field(default_factory=dict)
    """Names of units by their ids."""
    letters: Mapping[str, Sentence] = field(default_factory=dict)
    """Names of letters by their ids."""
