"""Put together: which capabilities there are, which faces, and one application.

Nothing is decided here but the order.  The command line, the worker, the
tests and the web all furnish their office through :func:`furnished`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.router import Router
from ZODB.DB import DB

from motcua import (
    cases,
    consultations,
    deadlines,
    documents,
    journal,
    notifications,
    people,
    storage,
    workflows,
)
from motcua.acting import Office, furnish_all, system
from motcua.secret import secret_of
from motcua.storage import opening
from motcua.workflows.actions import load_folder

log = logging.getLogger("motcua")

CAPABILITIES = (
    storage,
    journal,
    people,
    documents,
    deadlines,
    workflows,
    cases,
    consultations,
    notifications,
)
"""From the bottom up: each may use what those before it have founded and lent."""

FACES = (
    "motcua.pages",
    "motcua.signin",
    "motcua.portal",
    "motcua.workspace",
    "motcua.administration",
)

Clock = Callable[[], datetime]


def furnished(settings: Mapping[str, str]) -> Office:
    """Return the office that ``settings`` describe, wired and ready to act."""
    office = Office(
        config=Path(settings["motcua.config"]),
        workflows=Path(settings["motcua.workflows"]),
        settings=settings,
    )
    return furnish_all(office, CAPABILITIES)


def prepared(office: Office, database: DB, now: datetime) -> None:
    """Found what is missing in the database, and put sound procedure files into force."""

    def prepare(root: Any) -> None:
        opening.found_all(root, CAPABILITIES)
        acting = system(office, root, now, origin="start-up")
        for problem in load_folder(acting, office.workflows):
            log.warning("%s", problem)

    opening.transact(database, prepare)
