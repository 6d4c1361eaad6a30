"""How long something may take, as laws and procedures write it.

A term is one length or a sum of lengths: ``5 working days``, ``20 days``,
``8 working hours``, ``0.5 working days``, ``same day``, or, where a law gives
each stage its own, ``3 working days + 20 days + 5 working days``.  The same
may be written in Vietnamese: ``3 ngày làm việc``, ``20 ngày``, ``8 giờ làm
việc``, ``0,5 ngày làm việc``, ``trong ngày``.

A term knows no calendar: when it ends is the matter of ``due.py``.  There is
no ``P1D`` on purpose: it does not say whether it means a day of the calendar,
a working day or twenty-four hours, and each has been taken for the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, reduce

from motcua.acting import Refusal
from motcua.words import Label, Sentence, _, several

LONGEST_IN_DAYS = 10_000
"""No law gives longer: what is longer is a slip of the pen."""

QUARTERS = 4
"""Internal processes plan in quarters of a day; nothing smaller is a term."""

HOURS_A_DAY = 8
"""Only to estimate: the calendar of the unit says how long its day really is."""

WORKING_DAYS_A_WEEK, DAYS_A_WEEK = 5, 7


class Unit(StrEnum):
    """What a length is counted in."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WORKING_HOURS = "working hours"
    SAME_DAY = "same day"


class NotATerm(Refusal):
    """Somebody wrote a length of time that we do not understand."""

    def __init__(self, sentence: Sentence):
        super().__init__(
            sentence,
            _(
                "Write for example: 5 working days, 0.5 working days, 8 working hours, 20 days,"
                " same day."
            ),
        )


@dataclass(frozen=True)
class Part:
    """One length of a term."""

    unit: Unit
    quarters: int = 0
    """Four times the amount, so that quarter days are whole numbers."""

    @property
    def amount(self) -> float:
        """How many days or hours; nothing for ``same day``."""
        return self.quarters / QUARTERS

    @property
    def text(self) -> str:
        """How it is written in a file: ``1 working day``."""
        if self.unit is Unit.SAME_DAY:
            return str(self.unit)
        unit = self.unit.removesuffix("s") if self.quarters == QUARTERS else self.unit
        return f"{self.amount:g} {unit}"

    @property
    def said(self) -> Sentence:
        """How it is said to a reader."""
        if self.unit is Unit.SAME_DAY:
            return _("same day")
        one, many = SAID[self.unit]
        shown = f"{self.amount:g}"
        return several(one, many, self.amount, n=Label(shown.replace(".", ","), shown))

    @property
    def working_days_estimate(self) -> float:
        """About how many working days it takes, with no calendar at hand."""
        if self.unit is Unit.SAME_DAY:
            return 1.0
        if self.unit is Unit.WORKING_HOURS:
            return self.amount / HOURS_A_DAY
        if self.unit is Unit.DAYS:
            return self.amount * WORKING_DAYS_A_WEEK / DAYS_A_WEEK
        return self.amount


SAID = {
    Unit.WORKING_DAYS: (_("${n} working day"), _("${n} working days")),
    Unit.DAYS: (_("${n} day"), _("${n} days")),
    Unit.WORKING_HOURS: (_("${n} working hour"), _("${n} working hours")),
}


@dataclass(frozen=True)
class Term:
    """A length of time; two terms are equal when they are worded alike.

    ``5 working days`` and ``2 working days + 3 working days`` are two terms:
    a law that gives two stages their own limit says something else than one
    that gives both together.
    """

    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The term as files keep it, in English; :func:`read_term` reads it back."""
        return " + ".join(part.text for part in self.parts)

    @property
    def said(self) -> Sentence:
        """The term as a reader is told it, in the reader's language."""
        return reduce(_and, (part.said for part in self.parts))

    @property
    def working_days_estimate(self) -> float:
        """About how many working days it takes, to compare terms before any date is known.

        Five working days to seven days of the calendar, eight hours to a day,
        and one day for ``same day``.  Never use it for a due date.
        """
        return sum(part.working_days_estimate for part in self.parts)

    @property
    def is_nothing(self) -> bool:
        """Say whether it gives no time at all, as ``0 working days`` does."""
        return not any(part.quarters or part.unit is Unit.SAME_DAY for part in self.parts)

    def __str__(self) -> str:
        return self.text


def _and(first: Sentence, rest: Sentence) -> Sentence:
    return _("${first} + ${rest}", mapping={"first": first, "rest": rest})


@lru_cache(maxsize=1024)
def read_term(text: str) -> Term:
    """Return the term that ``text`` tells, in English or in Vietnamese.

    >>> read_term("3 ngày làm việc + 20 ngày").text
    '3 working days + 20 days'
    """
    pieces = _plain(text).split("+")
    term = Term(tuple(_part(text, piece.strip()) for piece in pieces))
    if any(part.unit is Unit.SAME_DAY for part in term.parts[1:]):
        raise NotATerm(_("“${term}”: “same day” can only stand first.", mapping={"term": text}))
    return term


WRITTEN = {
    "working day": Unit.WORKING_DAYS,
    "working days": Unit.WORKING_DAYS,
    "ngày làm việc": Unit.WORKING_DAYS,
    "day": Unit.DAYS,
    "days": Unit.DAYS,
    "ngày": Unit.DAYS,
    "working hour": Unit.WORKING_HOURS,
    "working hours": Unit.WORKING_HOURS,
    "giờ làm việc": Unit.WORKING_HOURS,
}

LENGTH = re.compile(r"(?P<amount>-?[0-9]+(?:[.,][0-9]+)?) ?(?P<unit>[^0-9]+)")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _part(text: str, piece: str) -> Part:
    if piece in ("same day", "trong ngày"):
        return Part(Unit.SAME_DAY)
    found = LENGTH.fullmatch(piece)
    unit = WRITTEN.get(found["unit"]) if found else None
    if found is None or unit is None:
        raise NotATerm(_("“${term}” is not a length of time.", mapping={"term": text}))
    quarters = float(found["amount"].replace(",", ".")) * QUARTERS
    for problem in _problems(unit, quarters):
        raise NotATerm(_("“${term}”: ${problem}", mapping={"term": text, "problem": problem}))
    return Part(unit, int(quarters))


def _problems(unit: Unit, quarters: float) -> Iterator[Sentence]:
    longest = LONGEST_IN_DAYS * (HOURS_A_DAY if unit is Unit.WORKING_HOURS else 1)
    if quarters < 0:
        yield _("a length of time is not negative.")
    elif quarters > longest * QUARTERS:
        yield _("nothing takes longer than ${n} days.", mapping={"n": LONGEST_IN_DAYS})
    elif quarters != int(quarters):
        yield _("the smallest share is a quarter.")
    elif unit is Unit.DAYS and quarters % QUARTERS:
        yield _("only working days and working hours have quarters.")
