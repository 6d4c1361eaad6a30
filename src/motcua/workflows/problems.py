"""What is wrong with a procedure file, told to the person who wrote it.

All problems are found at once and none is raised.  Each has a code that stays
the same for ever, a line, a sentence in the reader's language and, where a
name was almost right, the name that was probably meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.storage.folding import fold
from motcua.words import Sentence, _, translate

ERROR, WARNING = "error", "warning"

WARNINGS = frozenset(
    [
        "D13",
        "S10",
        "S13",
        "R05",
        "R06",
        "R08",
        "T04",
        "T06",
        "T08",
        "C03",
        "C04",
        "C12",
        "C22",
        "C34",
        "C42",
        "C44",
    ]
)
"""Codes that do not keep a file from being published; every other code does."""

AT_MOST = 200
"""More problems than this are not told: the first ones explain the others."""

MOST_HINTS = 100
"""How many names are told with the one that was probably meant: to look for it takes long."""


@dataclass(frozen=True)
class Problem:
    """One thing that the author of a file should change."""

    code: str
    level: str
    line: int
    """Counted from 1."""
    sentence: Sentence
    suggestion: str = ""
    """The name that was probably meant."""
    file: str = ""

    @property
    def said(self) -> Sentence:
        """The whole message: what is wrong and what may have been meant."""
        if not self.suggestion:
            return self.sentence
        return _(
            "${problem} Did you mean “${name}”?",
            mapping={"problem": self.sentence, "name": self.suggestion},
        )

    def __str__(self) -> str:
        """One line, in English: ``file:line code message``."""
        return self.told_in("en")

    def told_in(self, language: str) -> str:
        """Return the problem as one line, as the command line prints it."""
        return f"{self.file}:{self.line} {self.code} {translate(self.said, language)}"

    @property
    def is_error(self) -> bool:
        """Say whether the file must not be published with it."""
        return self.level == ERROR


def errors_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return what has to be put right."""
    return [each for each in problems if each.is_error]


def warnings_in(problems: Iterable[Problem]) -> list[Problem]:
    """Return what has to be read."""
    return [each for each in problems if not each.is_error]


class Found:
    """The problems found so far."""

    def __init__(self, file: str = ""):
        self.file = file
        self._problems: dict[tuple[str, int, str], Problem] = {}
        self._hints = 0

    def note(self, code: str, line: int, sentence: Sentence, suggestion: str = "") -> None:
        """Remember a problem, once."""
        if self.is_full:
            return
        level = WARNING if code in WARNINGS else ERROR
        problem = Problem(code, level, line, sentence, suggestion, self.file)
        self._problems.setdefault((code, line, translate(sentence, "en")), problem)

    def hint(self, said: str, known: Iterable[str]) -> str:
        """Return the name probably meant; after many slips nobody needs more hints."""
        self._hints += 1
        return "" if self._hints > MOST_HINTS else meant(said, known)

    @property
    def is_full(self) -> bool:
        """Say whether more problems would not be told: a hostile file must not keep us busy."""
        return len(self._problems) >= AT_MOST

    def in_order(self) -> list[Problem]:
        """Return the problems as somebody reads the file: by line."""
        return in_order(self._problems.values())


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems by line, the first :data:`AT_MOST` of them."""
    return sorted(problems, key=lambda each: (each.line, each.code))[:AT_MOST]


def meant(said: str, known: Iterable[str]) -> str:
    """Return which of the ``known`` names ``said`` probably stands for; empty where none.

    Marks are left aside: who writes "trang thai" means "trạng thái".
    """
    names = {fold(each): each for each in sorted(known, reverse=True)}
    close = difflib.get_close_matches(fold(said)[:80], names, n=1, cutoff=0.6)
    return names[close[0]] if close else ""
