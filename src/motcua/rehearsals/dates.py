"""Which dates of answers a draft breaks: one case as it was, beside the same under the draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.rehearsals.happenings import Asked, Standing

MISSED = frozenset({"silent", "answered_after_silence"})
"""States in which a body did not answer in time."""


@dataclass(frozen=True)
class Broken:
    """A date that the draft would have broken."""

    unit: str
    due: datetime
    before: datetime | None
    """When it was due really; ``None`` where the body was not asked."""
    is_beyond: bool = False
    """The answer would be due after the case itself."""


def broken(before: Standing, after: Standing) -> Iterator[Broken]:
    """Go through the dates that hold in ``before`` and do not in ``after``."""
    known = {asked.unit: asked for asked in before.asked}
    for asked in after.asked:
        if asked.due is None:
            continue
        was = known.get(asked.unit)
        due = was.due if was else None
        if was is not None and _is_missed(asked) and not _is_missed(was):
            yield Broken(asked.unit, asked.due, due)
        elif _is_beyond(after, asked) and not (was and _is_beyond(before, was)):
            yield Broken(asked.unit, asked.due, due, is_beyond=True)


def _is_missed(asked: Asked) -> bool:
    return asked.is_late or asked.state in MISSED


def _is_beyond(standing: Standing, asked: Asked) -> bool:
    limit = standing.limit
    return limit is not None and asked.due is not None and asked.due > limit
