"""Shares and numbers, as a procedure sets them for ballots: ``2/3``, ``60%``, ``5``.

>>> at_least("2/3").reached(10, 15), at_least("2/3").reached(9, 15)
(True, False)
>>> at_least("5").reached(5, 15)
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

WRITTEN = re.compile(
    r"(?P<of>[0-9]{1,4})\s*/\s*(?P<in>[0-9]{1,4})|(?P<cent>[0-9]{1,3})\s*%|(?P<n>[0-9]{1,4})"
)


@dataclass(frozen=True)
class AtLeast:
    """How many there must be at the least."""

    share: Fraction = Fraction(0)
    number: int = 0

    def reached(self, counted: int, base: int) -> bool:
        """Say whether ``counted`` out of ``base`` are enough, without any rounding."""
        return counted >= self.share * base and counted >= self.number


def at_least(text: str) -> AtLeast | None:
    """Return what ``text`` says; ``None`` where it says no share up to the whole, and no number."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    if found["n"]:
        return AtLeast(number=int(found["n"]))
    part, whole = (
        (int(found["cent"]), 100) if found["cent"] else (int(found["of"]), int(found["in"]))
    )
    return AtLeast(Fraction(part, whole)) if 0 < part <= whole else None
