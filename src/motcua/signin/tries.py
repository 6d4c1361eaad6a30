"""How often somebody may try to sign in: a few times freely, then with pauses.

No account is ever locked: after a quarter of an hour everything is as at
first.  Counted are the tries for an account, and those from an address; the
second catches who tries one password on a thousand accounts.  The counts are
in the memory of this process: a counter in the database would let anybody
make it grow by guessing (docs/decisions/0006).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

PERIOD = timedelta(minutes=15)
MOST_KEYS = 20_000
"""Keys that are remembered; the one not seen for longest is forgotten first."""
NO_WAIT = timedelta(0)


@dataclass(frozen=True)
class Pace:
    """How the pauses grow with each try that failed."""

    free: int
    """Tries without any pause."""
    most: int
    """Tries in a quarter of an hour."""
    first: timedelta = timedelta(seconds=5)
    """The first pause; each further one is twice as long."""

    def next_at(self, failed: Sequence[datetime]) -> datetime | None:
        """Return when the next try is taken; ``None`` for at once."""
        if len(failed) >= self.most:
            return failed[-self.most] + PERIOD
        if len(failed) < self.free:
            return None
        doubled = min(len(failed) - self.free, 10)
        return failed[-1] + min(self.first * 2**doubled, PERIOD)


ACCOUNT = Pace(free=3, most=10)
ADDRESS = Pace(free=20, most=60)
"""A whole office stands behind one address in the morning."""

Key = tuple[str, Pace]


def account_key(account: str, known: str = "") -> Key:
    """Return under what the tries for an account count: a known browser's own, or everybody's."""
    return f"account {account} {known}", ACCOUNT


def address_key(address: str) -> Key:
    """Return under what the tries from an address count: of IPv6, the network."""
    network = ":".join(address.split(":")[:4]) if address.count(":") > 1 else address
    return f"address {network}", ADDRESS


class Tries:
    """The tries that failed lately."""

    def __init__(self, most_keys: int = MOST_KEYS):
        self.most_keys = most_keys
        self._failed: OrderedDict[str, list[datetime]] = OrderedDict()
        self._lock = Lock()

    def begin(self, keys: Sequence[Key], now: datetime) -> timedelta:
        """Count a try as failed until it succeeds; or say how long to wait with it.

        It is counted beforehand so that thirty tries at once are thirty.
        """
        with self._lock:
            counted = [(self._lately(key, now), pace) for key, pace in keys]
            waits = [pace.next_at(failed) for failed, pace in counted]
            wait = max(((at - now) for at in waits if at is not None), default=NO_WAIT)
            if wait > NO_WAIT:
                return wait
            for failed, _pace in counted:
                failed.append(now)
            return NO_WAIT

    def succeed(self, account: Key, others: Sequence[Key], now: datetime) -> None:
        """Forget what failed for the account, and this one try of the ``others``."""
        with self._lock:
            self._failed.pop(account[0], None)
            for key, _pace in others:
                failed = self._lately(key, now)
                if now in failed:
                    failed.remove(now)

    def _lately(self, key: str, now: datetime) -> list[datetime]:
        failed = self._failed.pop(key, [])
        failed[:] = [at for at in failed if timedelta(0) <= now - at < PERIOD]
        self._failed[key] = failed
        while len(self._failed) > self.most_keys:
            self._failed.popitem(last=False)
        return failed
