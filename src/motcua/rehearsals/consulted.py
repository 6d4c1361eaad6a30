"""What a replay says of consultations: whom the draft asks, how often, and which dates break.

A date breaks where an answer that came in time would have come too late, or
where an answer would be due after the case itself.  Counted over the cases of
which something can be said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.rehearsals.dates import Broken
from motcua.rehearsals.replay import Compared, Replay
from motcua.words import Sentence, _


@dataclass(frozen=True)
class Consulted:
    """What changes for those who are asked, over a whole period."""

    before: int
    """Requests that were sent."""
    after: int
    """Requests that the draft would have sent."""
    more: Mapping[str, int]
    """By body: in how many cases it would have been asked, and was not."""
    less: Mapping[str, int]
    broken: tuple[tuple[str, Broken], ...]
    """Each with the code of its case."""

    @property
    def is_nothing(self) -> bool:
        """Say whether nobody is asked, before or after."""
        return not (self.before or self.after)


def consulted(found: Replay) -> Consulted:
    """Return what a replay says of consultations."""
    more: Counter[str] = Counter()
    less: Counter[str] = Counter()
    for each in found.faithful:
        more.update(each.asked_more)
        less.update(each.asked_less)
    return Consulted(
        before=sum(len(each.before.standing.asked) for each in found.faithful),
        after=sum(len(each.after.standing.asked) for each in found.faithful),
        more=dict(more),
        less=dict(less),
        broken=tuple((each.code, one) for each in found.faithful for one in each.broken),
    )


def told(found: Replay) -> list[Sentence]:
    """Say it in a few sentences; nothing where nobody is asked."""
    sums = consulted(found)
    if sums.is_nothing:
        return []
    lines: list[Sentence] = [
        _(
            "Requests for opinions: ${before} as it was, ${after} under this text.",
            mapping={"before": str(sums.before), "after": str(sums.after)},
        )
    ]
    for sentence, counted in ((MORE, sums.more), (LESS, sums.less)):
        if counted:
            lines.append(
                _(
                    "${what}: ${list}.",
                    mapping={"what": sentence, "list": _counted(counted, found.names)},
                )
            )
    if sums.broken:
        codes = dict.fromkeys(code for code, _broken in sums.broken)
        facts = {"n": str(len(sums.broken)), "cases": str(len(codes))}
        lines.append(
            _("Dates of answers that would have broken: ${n}, in ${cases} cases.", mapping=facts)
        )
    return lines


MORE = _("Asked more often")
LESS = _("Asked less often")


def _counted(counted: Mapping[str, int], names: Mapping[str, Sentence]) -> list[Sentence]:
    ranked = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return [
        _("${unit} in ${n} cases", mapping={"unit": names.get(unit, unit), "n": str(number)})
        for unit, number in ranked
    ]


def differences(each: Compared, names: Mapping[str, Sentence]) -> Iterator[Sentence]:
    """Go through the dates of answers that would have broken for one case, in words."""
    for one in each.broken:
        facts = {"unit": names.get(one.unit, one.unit), "due": one.due, "before": one.before or ""}
        if one.is_beyond:
            yield _(
                "${unit} would have time until ${due}, after the case itself is due.", mapping=facts
            )
        else:
            yield _(
                "The answer of ${unit} would have been late: due ${due} instead of ${before}.",
                mapping=facts,
            )
