"""Bringing running cases over to another version of their procedure.

A case keeps the version under which it was received; a decree that must reach
running cases too is carried out here, and nowhere by itself.  First a *plan*
says what would become of every running case and writes nothing; then the plan
is *run* in batches that can be stopped, go on after a crash, and leave no case
out and take none twice; and a batch can be *undone* while its cases have not
moved.  Every case gets a line in its journal.

    made = migrations.plan(acting, "cap-phep", 2, 3, {"old": "new"}, rule="keep")
    made.problems, made.rows, made.blocked
    run = migrations.start(acting, made, made.stamp)
    migrations.stop(acting, run); migrations.go_on(acting, run)
    migrations.undo(acting, run, 0, "the decree was withdrawn")

:func:`touched` says of a definition that need not be published which running
cases it would reach.  :mod:`working` is what the worker does, :mod:`running`
the index of running cases, :mod:`dates` the three rules for due dates.

What a new version says is decided in ``workflows``; what a clock or a list is,
in ``cases``.  Pages belong to the administration's face.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Office
from motcua.migrations.actions import (
    Undone,
    can_undo,
    go_on,
    run_of,
    runs_of,
    start,
    stop,
    take_down,
    undo,
    undo_all,
)
from motcua.migrations.planning import plan, touched
from motcua.migrations.remembering import JUST_MADE, READ, Recent, planned

__all__ = [
    "JUST_MADE",
    "READ",
    "Undone",
    "can_undo",
    "go_on",
    "plan",
    "planned",
    "run_of",
    "runs_of",
    "start",
    "stop",
    "take_down",
    "touched",
    "undo",
    "undo_all",
]


def found(root: Any) -> None:
    """Create the index of running cases and the shelf of runs; fill the index once."""
    from motcua.migrations.content import Migrations
    from motcua.migrations.running import fill

    if getattr(root, "migrations", None) is None:
        root.migrations = Migrations()
        fill(root)


def furnish(office: Office) -> None:
    """Have the worker show what has changed to the index of running cases."""
    from motcua.migrations.running import brought, look_at
    from motcua.storage.putting_away import PuttingAway
    from motcua.workflows.deleting import Uses

    office.lend(Recent, Recent())
    office.borrow(PuttingAway).lend(look_at)
    office.borrow(Uses).lend(brought)
