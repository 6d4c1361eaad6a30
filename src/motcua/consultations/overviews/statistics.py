"""How bodies answer: how long they take, how often they are silent or late, and whom that held up.

Read from sums that the worker keeps for each procedure, month and body
(:mod:`tallying`): a page reads as many of them as there are bodies and months,
however many requests there were.  A request counts in the month in which it
was answered or its time was over, whichever came first.  The sums name no
case and no person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from motcua.acting import Acting
from motcua.consultations.content import Tally
from motcua.consultations.overviews.tallying import EVERY, QUARTERS, month_of
from motcua.people import directory
from motcua.people.content import Unit

YEAR = 12
"""Months that an expectation is drawn from."""
FEWEST = 3
"""Answers from which on a median says something."""
LONGEST = 60
"""Months that one table may go over."""


@dataclass(frozen=True)
class AnswerTime:
    """How long a body usually takes for a procedure."""

    median_days: float
    """Working days with the clock running."""
    answers: int
    """From how many answers that is known."""
    ninety_days: float = 0.0
    """Within how many days nine of ten answers came."""


@dataclass(frozen=True)
class Figures:
    """How one body answered in a period."""

    unit: Unit | None
    """``None``: all bodies together."""
    tally: Tally

    @property
    def median(self) -> float | None:
        """The time within which half of the answers came, in working days."""
        return quantile(self.tally, 0.5)

    @property
    def ninety(self) -> float | None:
        """The time within which nine of ten answers came."""
        return quantile(self.tally, 0.9)

    @property
    def in_time(self) -> int:
        """Answers that came by the limit."""
        return self.tally.answered - self.tally.late

    def share(self, number: int) -> float:
        """Return ``number`` as a share of all that were answered or whose time is over."""
        return number / self.tally.requests if self.tally.requests else 0.0


@dataclass(frozen=True)
class Statistics:
    """How every body answered in a period."""

    bodies: tuple[Figures, ...]
    whole: Figures
    since: date
    until: date
    """The first days of the first and of the last month."""


def answer_time(acting: Acting, unit: str, procedure: str) -> AnswerTime | None:
    """Return how long ``unit`` took in the last twelve months; ``None`` where too few answers tell.

    Of this procedure, or of all together where the body has rarely been asked in it.
    """
    for of in (procedure, EVERY):
        tally = _summed(_of_unit(acting, of, unit))
        median, ninety = quantile(tally, 0.5), quantile(tally, 0.9)
        if median is not None and ninety is not None and tally.answered >= FEWEST:
            return AnswerTime(median, tally.answered, ninety)
    return None


def _of_unit(acting: Acting, procedure: str, unit: str) -> Iterator[Tally]:
    this = month_of(acting.now)
    for month in range(this - YEAR, this + 1):
        stored = acting.root.consultation_sums.get((procedure, month, unit))
        if stored is not None:
            yield Tally(*stored)


def statistics(
    acting: Acting, since: date, until: date, procedure: str = EVERY, only: str = ""
) -> Statistics:
    """Return how bodies answered from the month of ``since`` to that of ``until``.

    Of one procedure, or of all; the body with the greatest share of silences and late
    answers stands first.
    """
    last = month_of(_at(until))
    first = max(month_of(_at(since)), last - LONGEST + 1)
    tallies: dict[str, list[Tally]] = {}
    for month in range(first, last + 1):
        for (_of, _month, unit), stored in acting.root.consultation_sums.items(
            (procedure, month, ""), (procedure, month + 1, ""), excludemax=True
        ):
            if stored[0] and (not only or unit == only):
                tallies.setdefault(unit, []).append(Tally(*stored))
    summed = {unit: _summed(each) for unit, each in tallies.items()}
    bodies = [
        Figures(directory.unit(acting.root, id), tally)
        for id, tally in summed.items()
        if directory.has_unit(acting.root, id)
    ]
    bodies.sort(key=lambda each: (-each.share(_missed(each.tally)), _protocol(each)))
    whole = Figures(None, _summed(each.tally for each in bodies))
    return Statistics(tuple(bodies), whole, _first_day(first), _first_day(last))


def _missed(tally: Tally) -> int:
    return tally.silent + tally.owed + tally.late


def _protocol(figures: Figures) -> tuple[int, str]:
    unit = figures.unit
    return (unit.rank, unit.id) if unit else (0, "")


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, 1)


def _first_day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _summed(tallies: Iterable[Tally]) -> Tally:
    """Return the sums of several months or bodies together."""
    times: Counter[int] = Counter()
    whole = Tally()
    for each in tallies:
        times.update(dict(each.times))
        numbers = zip(whole[:-1], each[:-1], strict=True)
        whole = Tally._make([*(mine + more for mine, more in numbers), ()])
    return whole._replace(times=tuple(sorted(times.items())))


def quantile(tally: Tally, share: float) -> float | None:
    """Return within how many working days that share of the answers came."""
    counted = sum(number for _time, number in tally.times)
    reached = 0
    for time, number in tally.times:
        reached += number
        if reached >= share * counted:
            return time / QUARTERS
    return None
