"""Numbers an administration may set: ``config/consultations.yaml``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from motcua.deadlines.terms import Term, read_term

ONE_DAY = read_term("1 working day")
THIRTY_DAYS = read_term("30 working days")
READ: dict[str, Callable[[str], Any]] = {
    "shortest": read_term,
    "longest": read_term,
    "one_stop_head": str,
}
"""How a setting is read that is not a number."""


@dataclass(frozen=True)
class ConsultationRules:
    """What holds for every consultation of this administration."""

    shortest: Term = ONE_DAY
    """Nobody is asked to answer in less, unless the procedure itself says so."""
    longest: Term = THIRTY_DAYS
    bodies: int = 60
    """How many may be asked at once."""
    question_length: int = 10_000
    text_length: int = 20_000
    remarks: int = 100
    files: int = 20
    one_stop_head: str = "head"
    """Which role is told that an answer is overdue, in the unit that took the case in
    (NĐ 61/2018 Đ19.5)."""


def read_rules(path: Path) -> ConsultationRules:
    """Read the settings; what is not written keeps its usual value."""
    if not path.exists():
        return ConsultationRules()
    written = yaml.safe_load(path.read_text("utf8")) or {}
    unknown = sorted(set(written) - {each.name for each in fields(ConsultationRules)})
    if unknown:
        raise ValueError(f"consultations.yaml: {', '.join(unknown)} is not a setting")
    told: dict[str, Any] = {
        name: READ.get(name, int)(str(value)) for name, value in written.items()
    }
    return ConsultationRules(**told)
