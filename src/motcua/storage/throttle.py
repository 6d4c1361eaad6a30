"""How often something may be tried, as the secret of a case: so many times, and no more.

Officials who mistype a password wait longer with every try instead; that is
``signin.tries``.

Counted in this process and in memory only.  A counter in the database would
let anybody make it grow by asking; several processes count apart, which lets
an attacker try a few times more and costs nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

MOST_KEYS = 10_000
"""Keys that are remembered; the one not seen for longest is forgotten first."""


@dataclass(frozen=True)
class Limit:
    """So many times in so long, and no more."""

    times: int
    period: timedelta

    @property
    def refill(self) -> timedelta:
        """After how long one more is allowed."""
        return self.period / self.times


@dataclass
class _Bucket:
    left: float
    seen: datetime


class Throttle:
    """Buckets of tries, one for each key, filled again as time passes."""

    def __init__(self, limit: Limit, keys: int = MOST_KEYS):
        self.limit = limit
        self.keys = keys
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._buckets)

    def allow(self, key: str, now: datetime) -> bool:
        """Count one try for ``key``; say whether it is allowed."""
        with self._lock:
            bucket = self._filled(key, now)
            if bucket.left < 1:
                return False
            bucket.left -= 1
            return True

    def wait(self, key: str, now: datetime) -> timedelta:
        """Return after how long the next try is allowed; nothing where it is allowed now."""
        with self._lock:
            missing = 1 - self._filled(key, now).left
        return max(missing, 0) * self.limit.refill

    def forget(self, key: str) -> None:
        """Let ``key`` begin anew, as after the right password."""
        with self._lock:
            self._buckets.pop(key, None)

    def _filled(self, key: str, now: datetime) -> _Bucket:
        bucket = self._buckets.pop(key, None) or _Bucket(self.limit.times, now)
        passed = max(now - bucket.seen, timedelta())
        bucket.left = min(bucket.left + passed / self.limit.refill, self.limit.times)
        bucket.seen = max(now, bucket.seen)
        self._buckets[key] = bucket
        while len(self._buckets) > self.keys:
            self._buckets.popitem(last=False)
        return bucket
