"""What has come back, what is missing, and whether that is enough.

A request counts as come back when the body answered, or when its silence has
a meaning and the time is over.  What was withdrawn, or cut off when the round
was closed, counts for nothing, neither asked nor answered; what is planned for
a later step is missing.  A late answer does not undo a silence.

When it is enough is written in the procedure (``closed_when``): all, any, the
mandatory ones, the majority of those asked, a number or a share of them.  A
round that its asker has closed waits for nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Consultation, Request
from motcua.consultations.templates import is_over, silence_counts, template_of

ALL, ANY, MANDATORY, MAJORITY = "all", "any", "mandatory", "majority"


@dataclass(frozen=True)
class Count:
    """How far one consultation is."""

    asked: int
    back: tuple[Request, ...]
    missing: tuple[Request, ...]
    needed: int
    """How many of those that are waited for must be back before the case goes on."""
    besides: tuple[Request, ...] = ()
    """Those missing for which nothing waits, because they are optional."""
    is_closed: bool = False
    """Whether the asker closed the round; then nothing is waited for."""
    counted: int = 0
    """How many of those that are waited for are back."""

    @property
    def is_enough(self) -> bool:
        """Say whether the case need not wait any longer."""
        return self.is_closed or self.counted >= self.needed

    @property
    def still_needed(self) -> int:
        """How many more must come back."""
        return 0 if self.is_closed else max(self.needed - self.counted, 0)

    @property
    def awaited(self) -> tuple[Request, ...]:
        """Those missing for which something waits."""
        return tuple(each for each in self.missing if each not in self.besides)


def count(acting: Acting, consultation: Consultation) -> Count:
    """Return how far the consultation is at this moment."""
    asked = counted_in(consultation)
    back = tuple(each for each in asked if is_back(acting, each))
    missing = tuple(each for each in asked if each not in back)
    rule = template_of(acting, consultation).closed_when
    weighed = _weighed(rule, asked)
    return Count(
        asked=len(asked),
        back=back,
        missing=missing,
        needed=how_many(rule, len(weighed)),
        besides=tuple(each for each in missing if each not in weighed),
        is_closed=consultation.closing is not None,
        counted=sum(each in back for each in weighed),
    )


def counted_in(consultation: Consultation) -> list[Request]:
    """Return the requests that count: neither withdrawn, nor cut off, nor told for information."""
    if consultation.unasked:
        return []
    return [each for each in consultation.requests if not (each.is_withdrawn or each.is_told)]


def _weighed(rule: str, asked: list[Request]) -> list[Request]:
    """Return those for which something waits; all, where nobody is mandatory."""
    mandatory = [each for each in asked if not each.optional]
    return mandatory if rule == MANDATORY and mandatory else asked


def how_many(rule: str, of: int) -> int:
    """Return how many of so many a rule wants: a word, a number, or a share, rounded up.

    >>> how_many("2/3", 4), how_many("majority", 4), how_many("3", 2)
    (3, 3, 2)
    """
    if rule in (ALL, MANDATORY):
        return of
    if rule == ANY:
        return min(1, of)
    if rule == MAJORITY:
        return min(of // 2 + 1, of)
    share = Fraction(rule)
    if "/" in rule:
        return min(-(-of * share.numerator // share.denominator), of)
    return min(int(share), of)


def is_back(acting: Acting, request: Request) -> bool:
    """Say whether nothing is waited for from this body any more."""
    if not request.is_open:
        return not (request.is_withdrawn or request.is_planned)
    return silence_counts(acting, request) and is_over(acting, request)


def of_case(acting: Acting, case: Case) -> tuple[Consultation, ...]:
    """Return what the case itself asked; not what an asked body asked further, nor what came
    unasked."""
    return tuple(
        each
        for each in acting.root.consultations.of_case(case.key)
        if not (each.parent or each.unasked)
    )


def disagreeing(consultation: Consultation) -> tuple[Request, ...]:
    """Return who disagrees, in time; a word after a recorded silence is read but not counted."""
    return tuple(each for each in consultation.requests if disagrees(each))


def disagrees(request: Request) -> bool:
    """Say whether the body's word is no, and counts."""
    spoken = request.silence is None or request.struck is not None
    return bool(spoken and request.opinion and request.opinion.reply.outcome == "disagree")


def named(requests: Iterable[Request]) -> tuple[str, ...]:
    """Return the bodies of some requests, each once."""
    return tuple(dict.fromkeys(each.unit for each in requests))
