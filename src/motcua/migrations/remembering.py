"""A plan that was just worked out is not worked out again by whoever carries it out.

To go through twenty thousand cases takes seconds.  The page on which a plan is
asked for, the one that shows it, and the button that carries it out come one
after the other; as long as the plan's stamp is the same, and it is young, it
is the same plan.  What is carried out is worked out case by case anyway.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from motcua.acting import Acting
from motcua.migrations import running
from motcua.migrations.planning import Plan, plan, stamp_of, two_versions
from motcua.migrations.ways import ways
from motcua.permissions import Permission

JUST_MADE = timedelta(seconds=10)
"""As long as a page takes to lead to the next; who asks again later wants to see what is new."""
READ = timedelta(minutes=5)
"""As long as somebody takes to read a plan before having it carried out."""
MOST = 8
"""Plans that are remembered in a process."""


class Recent:
    """The plans that were made last in this process, by their stamps."""

    def __init__(self) -> None:
        self._plans: dict[str, Plan] = {}
        self._lock = Lock()

    def find(self, stamp: str, now: datetime, age: timedelta) -> Plan | None:
        """Return a plan with this stamp that is no older, if there is one."""
        with self._lock:
            found = self._plans.get(stamp)
        if found is None or not timedelta(0) <= now - found.made_at <= age:
            return None
        return found

    def remember(self, made: Plan) -> None:
        """Keep a plan, and forget the oldest of many."""
        with self._lock:
            self._plans.pop(made.stamp, None)
            self._plans[made.stamp] = made
            while len(self._plans) > MOST:
                del self._plans[next(iter(self._plans))]


def planned(acting: Acting, *asked: Any, age: timedelta = JUST_MADE) -> Plan:
    """Return the plan that :func:`~motcua.migrations.planning.plan` makes, or has just made."""
    recent = acting.office.borrow(Recent)
    found = recent.find(_stamp(acting, *asked), acting.now, age)
    if found is None:
        found = plan(acting, *asked)
        recent.remember(found)
    return found


def _stamp(
    acting: Acting,
    procedure: str,
    from_version: int,
    to_version: int,
    mapping: dict[str, str],
    rule: str,
    reason: str,
    may_close: bool,
) -> str:
    """Return the stamp that such a plan would have now, without going through the cases."""
    acting.require(Permission.CASE_MIGRATE)
    old, new = two_versions(acting, procedure, from_version, to_version)
    count = len(running.keys(acting.root, procedure, from_version))
    return stamp_of(ways(old, new, mapping, may_close), rule, reason.strip(), count)
