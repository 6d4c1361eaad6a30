"""The measuring itself works: every table is printed, with nothing lost and nothing failed.

No figure is judged here; that is what ``make bench`` is for, on a quiet machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.make import ROOT

TABLES = (
    "Writing: rates beside the raw commit rate",
    "Writing: objects and bytes of one commit",
    "Writing on RelStorage and PostgreSQL",
    "Crowd: 4 writers on different cases",
    "Crowd: 10 bodies answering one case at once",
    "Consultations: 10 bodies answering one case at once",
    "Consultations: 12 open ones of 2 bodies closing in one minute",
    "Consultations: matrix of 6 cases × 4 bodies",
    "Consultations: a body's lists with 30 requests behind",
    "Consultations: how bodies answer",
    "Kept: 3 cases closed",
    "Work lists",
    "Alarms",
    "Migration: dry run over",
    "Migration: 150 cases brought over",
    "Words of files: a PDF read apart",
    "Words of files: two texts of 4,000 signs",
    "Definitions: one file read, checked and compiled",
    "Definitions: every version of many loaded",
    "Definitions: actions available in one case",
    "Definitions: hostile files",
    "Starting with many procedures",
    "Pages",
    "Starting and memory",
    "Search",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("b")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bench", "--quick", "--folder", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert list(Path(folder).iterdir()) == [], "what was measured with is thrown away"
    return done.stdout


def rows(printed: str, title: str) -> list[list[str]]:
    """Return the rows of the table whose title begins like that, without head and rule."""
    found = next(part for part in printed.split("\n## ") if part.startswith(title))
    lines = [line for line in found.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize("title", TABLES)
def test_each_table_is_printed(printed: str, title: str) -> None:
    assert rows(printed, title) or "Not measured" in printed


def test_nothing_is_lost_and_nobody_is_refused_in_a_crowd(printed: str) -> None:
    for _threads, _rate, given, lost, failed, *_conflicts in rows(printed, "Crowd: 10 bodies"):
        assert (given, lost, failed) == ("10", "0", "0")
    for row in rows(printed, "Crowd: 4 writers"):
        assert row[-1] == "0"


def test_every_deadline_fires_once(printed: str) -> None:
    [[deadlines, _rate, _goal, once, never, twice, stuck, _mails]] = rows(printed, "Alarms")
    assert (once, never, twice, stuck) == (deadlines, "0", "0", "0")


def test_a_step_writes_few_and_small_objects(printed: str) -> None:
    """P1 to P3, as far as they do not depend on the machine."""
    written = {row[0]: row for row in rows(printed, "Writing: objects and bytes")}
    for name in ("filing", "step", "answer"):
        assert "MISSED" not in " ".join(written[name]), written[name]
