"""What an older database goes through once."""

from __future__ import annotations

from typing import Any

from motcua.storage.substance import evolve_step


@evolve_step
def put_away_what_is_over(root: Any) -> None:
    """Have the worker look at every case, as if it had changed: what is over is put away.

    Records of before are read as they are; this makes them small, a few
    hundred in each of the worker's rounds, while everybody goes on working.
    """
    if getattr(root, "cases", None) is not None:
        for key in list(root.cases.shelf):
            root.changes.put(key)
