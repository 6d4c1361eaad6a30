"""Counting a matter: who counts, whether enough took part, and what comes out.

Pure rules over what was said.  More than half means more than half: nothing
is rounded, and all members are all members, whether they answered or not
(NĐ 191/2026 Đ3.3, unless the procedure says otherwise).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.ballots.content import (
    ABSTAIN,
    AGREE,
    AGREE_WITH_REMARKS,
    DISAGREE,
    NO_QUORUM,
    NOT_PASSED,
    PASSED,
    Count,
    Rules,
)
from motcua.workflows.shares import AtLeast, at_least

CHOICES = (AGREE, AGREE_WITH_REMARKS, DISAGREE, ABSTAIN)
FOR = frozenset({AGREE, AGREE_WITH_REMARKS})
TACIT_AGREE, TACIT_AGAINST, SILENT, RECUSED = "tacit_agree", "tacit_against", "silent", "recused"
MEANING = {"agree": TACIT_AGREE, "against": TACIT_AGAINST, "not_counted": SILENT}
"""How a silence is counted, by what it means."""


@dataclass(frozen=True)
class Said:
    """What one member with a vote said of a matter, or that nothing was said."""

    what: str
    """A choice, or tacit_agree, tacit_against, silent, recused; empty while it is waited for."""
    chairs: bool = False


def counted(matter: str, said: Iterable[Said], rules: Rules) -> Count:
    """Return how a matter comes out, with every figure on which that rests."""
    every = list(said)
    figures = Counter(each.what for each in every)
    out = 0 if rules.recused_in_base else figures[RECUSED]
    count = Count(
        matter=matter,
        base=len(every) - out,
        agree=figures[AGREE],
        agree_with_remarks=figures[AGREE_WITH_REMARKS],
        disagree=figures[DISAGREE],
        abstain=figures[ABSTAIN],
        tacit_agree=figures[TACIT_AGREE],
        tacit_against=figures[TACIT_AGAINST],
        silent=figures[SILENT] + figures[""],
        recused=figures[RECUSED],
    )
    if not at_quorum(count, rules):
        return count._replace(outcome=NO_QUORUM)
    if has_majority(count, rules):
        return count._replace(outcome=PASSED)
    if is_tied(count, rules) and rules.tie == "chair" and _chair_is_for(every):
        return count._replace(outcome=PASSED, by_chair=True)
    return count._replace(outcome=NOT_PASSED)


def in_favour(count: Count) -> int:
    """Return how many are for it, tacit ones included."""
    return count.agree + count.agree_with_remarks + count.tacit_agree


def against(count: Count) -> int:
    """Return how many are against it, tacit ones included."""
    return count.disagree + count.tacit_against


def took_part(count: Count) -> int:
    """Return how many count for the quorum: who voted, and whose silence counts as a vote."""
    return in_favour(count) + against(count) + count.abstain


def at_quorum(count: Count, rules: Rules) -> bool:
    """Say whether enough members took part."""
    needed = at_least(rules.quorum) or AtLeast()
    return took_part(count) > 0 and needed.reached(took_part(count), count.base)


def has_majority(count: Count, rules: Rules) -> bool:
    """Say whether enough are for it."""
    if rules.majority == "votes":
        return in_favour(count) > against(count)
    if rules.majority == "members":
        return in_favour(count) * 2 > count.base
    needed = at_least(rules.majority) or AtLeast()
    return needed.reached(in_favour(count), count.base)


def is_tied(count: Count, rules: Rules) -> bool:
    """Say whether one more vote on either side would decide: half and half."""
    if rules.majority == "members" and in_favour(count) * 2 != count.base:
        return False
    return rules.majority in ("members", "votes") and 0 < in_favour(count) == against(count)


def _chair_is_for(every: list[Said]) -> bool:
    """The chair must have said so: a silence decides no tie."""
    return any(each.chairs and each.what in FOR for each in every)
