"""Numbers an administration may set: ``config/consultations.yaml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

from motcua.deadlines.terms import Term, read_term
from motcua.sheets import Sheet

ONE_DAY = read_term("1 working day")
TWO_DAYS = read_term("2 working days")
THIRTY_DAYS = read_term("30 working days")


@dataclass(frozen=True)
class ConsultationRules:
    """What holds for every consultation of this administration."""

    shortest: Term = ONE_DAY
    """Nobody is asked to answer in less, unless the procedure itself says so."""
    longest: Term = THIRTY_DAYS
    look_within: Term = TWO_DAYS
    """How long whoever asked has to look at the answers once enough are in."""
    bodies: int = 60
    """How many may be asked at once."""
    question_length: int = 10_000
    text_length: int = 20_000
    remarks: int = 100
    files: int = 20
    one_stop_head: str = "head"
    """Which role is told that an answer is overdue, in the unit that took the case in
    (NĐ 61/2018 Đ19.5)."""
    superiors: str = "none"
    """Whose people read what a unit below is asked and answers: ``none``, ``parent`` (the unit
    directly above), ``all`` (every unit above); only those who may read their own unit's cases."""


SUPERIORS = ("none", "parent", "all")
NUMBERS = ("bodies", "question_length", "text_length", "remarks", "files")


def read_rules(path: Path) -> ConsultationRules:
    """Read the settings; what is not written keeps its usual value.

    Raises ``WrongFile`` with everything wrong in it.
    """
    usual = ConsultationRules()
    if not path.exists():
        return usual
    sheet = Sheet(path)
    told = sheet.entries(sheet.said(), known=[each.name for each in fields(ConsultationRules)])
    rules = ConsultationRules(
        shortest=sheet.understood(told.get("shortest"), read_term, usual.shortest),
        longest=sheet.understood(told.get("longest"), read_term, usual.longest),
        look_within=sheet.understood(told.get("look_within"), read_term, usual.look_within),
        one_stop_head=sheet.text(told.get("one_stop_head")) or usual.one_stop_head,
        superiors=sheet.one_of(told.get("superiors"), SUPERIORS) or usual.superiors,
        **{name: sheet.number(told.get(name), getattr(usual, name)) for name in NUMBERS},
    )
    sheet.finish()
    return rules
