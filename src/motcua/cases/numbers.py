"""Numbers that are being given at this moment.

Eight clerks of one centre file at once.  Each would read the same last number
and give the next one, and all but one would have to begin again.  So each
takes, in this process, a number that nobody else here has, and hands it back
when the filing comes to nothing; the next one gets it then.  What counts is
what is stored (:class:`~motcua.cases.content.DayCounter`): after a crash, and
between two processes, numbers are still neither skipped nor given twice.
"""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from motcua.cases.content import DayCounter

MOST = 2000
"""Counters remembered at once: those of a day, even of a large province."""


class Numbers:
    """Who has which number in hand; one for each process, lent by the office."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._taken: WeakKeyDictionary[Any, dict[str, set[int]]] = WeakKeyDictionary()

    def next(self, root: Any, unit: str, day: date) -> int:
        """Give the unit's next number of the day, within this transaction."""
        counter: DayCounter = root.cases.counter(unit, day)
        with self._lock:
            taken = self._of(root, f"{unit}/{day:%Y%m%d}")
            number = counter.next(taken)
            taken.add(number)
        hand = _Hand(self._lock, taken, number)
        transaction = root._p_jar.transaction_manager.get()
        transaction.addAfterCommitHook(hand.settled)
        transaction.addAfterAbortHook(hand.settled)
        return number

    def _of(self, root: Any, name: str) -> set[int]:
        counters = self._taken.setdefault(root._p_jar.db(), {})
        if len(counters) > MOST:
            counters.clear()
        return counters.setdefault(name, set())


class _Hand:
    """A number in somebody's hand, until the transaction is over.

    What was stored stays taken: others may still look at the data as they were
    before, and would give it again.
    """

    def __init__(self, lock: Lock, taken: set[int], number: int):
        self.lock, self.taken, self.number = lock, taken, number
        self.is_over = False

    def settled(self, stored: bool = False) -> None:
        """Hand the number back, unless the case that bears it is stored."""
        with self.lock:
            if not (self.is_over or stored):
                self.taken.discard(self.number)
            self.is_over = True
