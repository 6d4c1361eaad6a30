"""A worker killed in the middle of a batch, twice: no case twice, and none missed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from motcua import migrations
from motcua.journal import verify_all
from motcua.migrations import content
from motcua.migrations.pacing import PART
from motcua.storage import opening
from tests.make import ROOT, an_office
from tests.make_migrations import ADMINISTRATOR, PROCEDURE, a_town, person

CASES = 250
"""Three batches."""


def start(uri: str) -> subprocess.Popen[str]:
    """Start a worker in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "tests.migrations.killed", uri],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(uri: str, cases: int) -> int:
    """Kill a worker when it has changed so many cases; return how many parts it had stored."""
    worker = start(uri)
    assert worker.stdout is not None
    stored = changed = 0
    while changed < cases:
        line = worker.stdout.readline().strip()
        assert line, "the worker has ended before it was killed"
        stored += line == "stored"
        changed += line != "stored"
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert worker.returncode == -signal.SIGKILL
    return stored


def test_killed_in_the_middle_and_started_again(tmp_path: Path) -> None:
    uri = f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs"
    office, database = an_office(), opening.database({"zodbconn.uri": uri})
    a_town(office, database, CASES)

    def begin(root: Any) -> None:
        acting = person(office, root, ADMINISTRATOR)
        plan = migrations.plan(acting, PROCEDURE, 1, 2, {"processing": "examining"}, "recount")
        migrations.start(acting, plan, plan.stamp, warnings_read=True)

    opening.transact(database, begin)
    database.close()

    stored = kill_after(uri, 9 * PART + 5)
    assert stored == 9, "in the middle of the second batch, and of a part"
    assert kill_after(uri, PART - 5) == 0, "and once more, in the same one"

    def told(root: Any) -> tuple[Any, ...]:
        cases = [case for _key, case in root.cases.shelf.items()]
        over = [sum(each.deed == "version changed" for each in case.journal) for case in cases]
        run = migrations.run_of(root, 1)
        return over.count(0), over.count(1), len(over), run.moved, list(verify_all(root))

    database = opening.database({"zodbconn.uri": uri})
    done = content.BATCH + 2 * PART
    assert opening.transact(database, told) == (CASES - done, done, CASES, done, [])
    database.close()

    last = start(uri)
    last.communicate(timeout=120)
    assert last.returncode == 0
    database = opening.database({"zodbconn.uri": uri})
    assert opening.transact(database, told) == (0, CASES, CASES, CASES, [])
    assert opening.transact(database, lambda root: migrations.run_of(root, 1).finished_at)
    database.close()
