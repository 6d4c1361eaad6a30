"""What ``docs/developing/deadlines.md`` promises is so."""

from __future__ import annotations

import re

import pytest

from motcua.deadlines.clock import Clock
from motcua.deadlines.due import due_at
from motcua.deadlines.terms import read_term
from tests.make_deadlines import CALENDAR, ROOT, at

TEXT = (ROOT / "docs" / "developing" / "deadlines.md").read_text("utf8")
INSTANT = r"\d\d/\d\d/\d{4} \d\d:\d\d"
VECTORS = re.findall(rf"^\| ({INSTANT}) \| ([^|]+) \| ({INSTANT}) \|", TEXT, re.M)
MOMENT = r"\d\d/\d\d \d\d:\d\d"
PAUSES = re.findall(rf"^\| ({MOMENT}) – ({MOMENT})[^|]* \| ({INSTANT}) \|", TEXT, re.M)


@pytest.mark.parametrize(("start", "term", "limit"), VECTORS)
def test_the_vectors_are_right(start, term, limit):
    assert due_at(CALENDAR, at(start), read_term(term)).instant == at(limit)


@pytest.mark.parametrize(("paused", "resumed", "limit"), PAUSES)
def test_the_pauses_are_right(paused, resumed, limit):
    clock = Clock.started(at("23/11/2026 09:00"), read_term("10 working days"))
    clock = clock.paused(_in_2026(paused)).resumed(_in_2026(resumed))
    assert clock.limit(CALENDAR) == at(limit)


def test_no_table_was_overlooked():
    assert (len(VECTORS), len(PAUSES)) == (18, 5)


def _in_2026(moment):
    day, hour = moment.split()
    return at(f"{day}/2026 {hour}")
