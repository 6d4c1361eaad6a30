"""What a search costs: the words of a question, brought together with those of all cases (P11)."""

from __future__ import annotations

import time
from typing import NamedTuple

from bench.province import Province
from bench.tables import middle

QUESTIONS = (
    ("du an", "two words of three cases in ten", True),
    ("ban sao", "two words of seven cases in ten", True),
    ("nguyen van an", "a name", False),
    ("goi thau 777", "three words", False),
    ("261123", "a part of a code", False),
    ("khongcogiaca", "a word that stands nowhere", False),
)
TIMES = 40


class Search(NamedTuple):
    """One question."""

    question: str
    says: str
    is_common: bool
    ms: float
    """Of the query, warm, p50."""


def measured(province: Province) -> list[Search]:
    """Ask each question, warm."""
    writer = province.writer()
    index = writer.root.search
    found = []
    for question, says, is_common in QUESTIONS:
        times = []
        for _each in range(TIMES):
            begun = time.perf_counter()
            index.search(f"{question} ", 20)
            times.append(1000 * (time.perf_counter() - begun))
        found.append(Search(question, says, is_common, middle(times)))
    writer.close()
    return found
