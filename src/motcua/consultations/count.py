"""What has come back, what is missing, and whether that is enough.

A request counts as come back when the body answered, or when its silence has
a meaning and the time is over.  What was withdrawn counts for nothing, neither
asked nor answered.  A late answer does not undo a silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.acting import Acting
from motcua.consultations.content import Consultation, Request
from motcua.consultations.templates import is_over, silence_counts, template_of


@dataclass(frozen=True)
class Count:
    """How far one consultation is."""

    asked: int
    back: tuple[Request, ...]
    missing: tuple[Request, ...]
    needed: int
    """How many must be back before the case goes on."""

    @property
    def is_enough(self) -> bool:
        """Say whether the case need not wait any longer."""
        return len(self.back) >= self.needed

    @property
    def still_needed(self) -> int:
        """How many more must come back."""
        return max(self.needed - len(self.back), 0)


def count(acting: Acting, consultation: Consultation) -> Count:
    """Return how far the consultation is at this moment."""
    asked = [each for each in consultation.requests if not each.is_withdrawn]
    back = tuple(each for each in asked if is_back(acting, each))
    missing = tuple(each for each in asked if each not in back)
    rule = template_of(acting, consultation).closed_when
    return Count(len(asked), back, missing, _needed(rule, len(asked)))


def _needed(closed_when: str, asked: int) -> int:
    if closed_when == "all":
        return asked
    return min(1 if closed_when == "any" else int(closed_when), asked)


def is_back(acting: Acting, request: Request) -> bool:
    """Say whether nothing is waited for from this body any more."""
    if not request.is_open:
        return not request.is_withdrawn
    return silence_counts(acting, request) and is_over(acting, request)


def disagreeing(consultation: Consultation) -> tuple[Request, ...]:
    """Return who disagrees, in time; a word after a recorded silence is read but not counted."""
    return tuple(
        each
        for each in consultation.requests
        if each.silence is None and each.opinion and each.opinion.reply.outcome == "disagree"
    )
