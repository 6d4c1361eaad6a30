"""A worker of its own process, to be killed: ``python -m tests.migrations.killed FILE``.

It says on its output which case it has just changed, before that is stored.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Any

from motcua.migrations import working
from motcua.storage import opening
from tests.make import MONDAY, an_office


def tell(line: str) -> None:
    """Say something to whoever is about to kill us."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(uri: str) -> None:
    """Carry out the run as far as one is let."""
    office, database = an_office(), opening.database({"zodbconn.uri": uri})
    real = working.bring_over

    def told(judge: Any, case: Any, fate: Any, number: int) -> Any:
        done = real(judge, case, fate, number)
        tell(case.code)
        return done

    working.bring_over = told
    while working.one_part(office, database, MONDAY + timedelta(hours=1), 1):
        tell("stored")
    database.close()


if __name__ == "__main__":
    main(sys.argv[1])
