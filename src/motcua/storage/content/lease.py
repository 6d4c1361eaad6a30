"""Whose turn it is: of several workers one works."""

from __future__ import annotations

from datetime import datetime, timedelta

from persistent import Persistent


class Lease(Persistent):
    """Who does the worker's work at present, and until when unless it is renewed.

    Invariant: whoever writes its name here does so in a transaction; of two at
    once, one commits.
    """

    holder: str = ""
    until: datetime | None = None

    LONG = timedelta(minutes=2)
    """A lease that runs longer than this was taken before the clock was set back."""

    def take(self, name: str, now: datetime, until: datetime) -> bool:
        """Let ``name`` have it, if it is free, lapsed or its own."""
        runs = self.until is not None and now < self.until < now + self.LONG
        if runs and self.holder not in ("", name):
            return False
        self.holder, self.until = name, until
        return True

    def give_back(self, name: str) -> None:
        """Let the next one have it at once."""
        if self.holder == name:
            self.holder, self.until = "", None
