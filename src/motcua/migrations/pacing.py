"""Giving way: a run takes its time, so that nobody who acts meanwhile has to wait for it.

Worker and server may be one process, which has one interpreter for both, and
always have one storage, which takes one commit at a time.  So a batch is
stored in small parts, after each case the run rests for as long as the case
took, and while it works the interpreter changes hands quickly.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock

USUAL_REST = 1.25
"""Seconds of rest for each second of work; 0 for a night without people."""
PART = 15
"""Cases that are stored in one commit: another commit waits for no more than these."""
TURN = 0.0005
"""Seconds after which the interpreter changes hands, instead of five thousandths."""

_lock = Lock()
_working = 0
_turn_before = 0.0


def rest_of(settings: Mapping[str, str]) -> float:
    """Return how long a run rests for each second of work."""
    return max(0.0, float(settings.get("motcua.migration_rest", USUAL_REST)))


class Pace:
    """Rests after each case in proportion to the work that it was."""

    def __init__(
        self,
        rest: float,
        sleep: Callable[[float], None] = time.sleep,
        worked: Callable[[], float] = time.thread_time,
    ):
        self.rest, self._sleep, self._worked = rest, sleep, worked
        self._since = worked()

    def breathe(self) -> None:
        """Rest for what has been worked since the last time."""
        if self.rest:
            self._sleep((self._worked() - self._since) * self.rest)
            self._since = self._worked()


@contextmanager
def giving_way() -> Iterator[None]:
    """Let the interpreter change hands quickly as long as this lasts."""
    _begin()
    try:
        yield
    finally:
        _end()


def _begin() -> None:
    global _working, _turn_before
    with _lock:
        if not _working:
            _turn_before = sys.getswitchinterval()
            sys.setswitchinterval(min(TURN, _turn_before))
        _working += 1


def _end() -> None:
    global _working
    with _lock:
        _working -= 1
        if not _working:
            sys.setswitchinterval(_turn_before)
