"""Whether a text ends as the tests of its procedure expect, asked before others must follow it.

Workflows cannot play a case.  Whoever can lends a judge to the office; where
nobody does, nothing is asked.  A test that fails does not forbid: the tests may
be what is wrong, or the change may be meant.  But somebody must have seen it,
whichever way the text comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from motcua.acting import Acting, Refusal
from motcua.words import Sentence, _

FAILING = "X01"
"""What stands with the warnings that somebody has read, where tests do not end as expected."""

Judge = Callable[[Acting, str, str], Sentence]
"""``judge(acting, procedure, text)``: what is to be known; empty where all is as expected."""


class TestsFail(Refusal):
    """Nobody has said that what the tests expect may be otherwise."""

    def __init__(self, failing: Sentence):
        super().__init__(
            failing,
            _("Mend the text or its tests; or say that you have seen it and that it may stay."),
        )


class Trials:
    """Who plays the tests of procedures."""

    def __init__(self) -> None:
        self._judge: Judge | None = None

    def lend(self, judge: Judge) -> None:
        """Let ``judge`` say how the tests of a procedure end under a text."""
        self._judge = judge

    def failing(self, acting: Acting, procedure: str, text: str) -> Sentence:
        """Return what must be known before the text is proposed or published."""
        return self._judge(acting, procedure, text) if self._judge else ""


def require_tested(acting: Acting, procedure: str, text: str, read: Collection[str]) -> None:
    """Refuse where tests fail and nobody has seen it; what is ``read`` need not be played."""
    if FAILING in read:
        return
    failing = acting.office.borrow(Trials).failing(acting, procedure, text)
    if failing:
        raise TestsFail(failing)
