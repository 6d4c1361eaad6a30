"""From when until when: the days on which an appointment or a delegation counts.

Both ends belong to it, as in a decision that says "from 01/07/2026 to
31/12/2026".  Nothing here knows what the days are about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.words import Sentence, _

FOR_EVER = date.max


@dataclass(frozen=True)
class Period:
    """Days from ``since`` to ``until``, both counted; without ``until``, for good."""

    since: date
    until: date | None = None

    @property
    def is_backwards(self) -> bool:
        """Say whether it would end before it begins, and so never count."""
        return self.last < self.since

    @property
    def last(self) -> date:
        """The last day; the end of all days where none is set."""
        return self.until or FOR_EVER

    def counts_on(self, day: date) -> bool:
        """Say whether ``day`` is one of the days."""
        return self.since <= day <= self.last

    def overlaps(self, other: Period) -> bool:
        """Say whether some day belongs to both."""
        return self.since <= other.last and other.since <= self.last

    @property
    def said(self) -> Sentence:
        """The days in words."""
        if self.until is None:
            return _("from ${since}", mapping={"since": self.since})
        return _("from ${since} to ${until}", mapping={"since": self.since, "until": self.until})


class Dated:
    """What holds over some days, both counted; without a last day, for good."""

    since: date = date.min
    until: date | None = None

    @property
    def period(self) -> Period:
        """The days on which it holds."""
        return Period(self.since, self.until)
