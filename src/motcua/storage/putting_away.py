"""What belongs to something that is over, put away in few bytes.

Only a capability knows when its things are over.  It lends a function that
puts them away, and takes them out again where they are taken up once more; the
worker asks them all when a subject has changed.  Whatever is put away is read
and changed as before, so nobody has to wait for the worker or to stop it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PutAway = Callable[[Any, bytes], object]


class PuttingAway:
    """Who puts things away."""

    def __init__(self) -> None:
        self._put_away: list[PutAway] = []

    def lend(self, put_away: PutAway) -> None:
        """Let ``put_away(root, subject)`` look at each subject that has changed."""
        self._put_away.append(put_away)

    def look_at(self, root: Any, subject: bytes) -> None:
        """Put away what belongs to ``subject`` and is over, and take out what is not."""
        for put_away in self._put_away:
            put_away(root, subject)
