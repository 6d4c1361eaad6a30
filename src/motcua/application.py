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

import pyramid_zodbconn
from pyramid.config import Configurator
from pyramid.router import Router
from ZODB.DB import DB

from motcua import (
    ballots,
    cases,
    consultations,
    deadlines,
    documents,
    journal,
    management,
    migrations,
    notifications,
    people,
    rehearsals,
    sample,
    storage,
    worker,
    workflows,
)
from motcua.acting import Office, furnish_all, system
from motcua.cases.recounting import notice_calendar
from motcua.consultations.catching_up import notice_changes
from motcua.pages.asking import CLOCK, OFFICE, local_time
from motcua.pages.downloads import FONTS
from motcua.pages.one_class import settle_requests
from motcua.people.loading import UNITS, load_units
from motcua.sample.cases import load_cases
from motcua.secret import secret_of
from motcua.storage import opening
from motcua.storage.retrying import execution_policy
from motcua.storage.substance import open_substance
from motcua.words import translate
from motcua.workflows.actions import load_folder
from motcua.workflows.syncing import sync

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
    ballots,
    migrations,
    rehearsals,
    notifications,
)
"""From the bottom up: each may use what those before it have founded and lent."""

FACES = (
    "motcua.pages",
    "motcua.signin",
    "motcua.portal",
    "motcua.workspace",
    "motcua.administration",
    "motcua.interop",
)

Clock = Callable[[], datetime]


def main(global_config: Mapping[str, str], clock: Clock = local_time, **given: str) -> Router:
    """Return the web application that a configuration file describes."""
    settings = {**DEFAULTS, **given, "motcua.secret_known": secret_of(given)}
    database = opening.database(settings)
    office = furnished(settings)
    try:
        prepared(office, database, clock())
    except BaseException:
        database.close()
        raise
    config = Configurator(settings=settings)
    config.registry[OFFICE] = office
    config.registry[CLOCK] = clock
    config.include("pyramid_tm")
    pyramid_zodbconn.includeme(
        config, db_from_uri=lambda uri, name, databases: databases.setdefault(name, database)
    )
    config.set_execution_policy(execution_policy())
    open_substance(config)
    for face in FACES:
        config.include(face)
    settle_requests(config)
    _beside(config, office, database, clock)
    return config.make_wsgi_app()


DEFAULTS = {
    "tm.manager_hook": "pyramid_tm.explicit_manager",
    "tm.annotate_user": "yes",
    "tm.activate_hook": "motcua.pages.assets.may_look_at_storage",
}


def furnished(settings: Mapping[str, str]) -> Office:
    """Return the office that ``settings`` describe, wired and ready to act."""
    office = Office(
        config=Path(settings["motcua.config"]),
        workflows=Path(settings["motcua.workflows"]),
        settings=settings,
    )
    return furnish_all(office, CAPABILITIES)


def prepared(office: Office, database: DB, now: datetime) -> None:
    """Bring the database up to date, found what is missing, put sound procedures into force."""
    for step in opening.evolve(database):
        log.info("Evolved: %s", step)

    def prepare(root: Any) -> None:
        acting = system(office, root, now, origin="start-up")
        opening.found_all(root, CAPABILITIES)
        load_units(acting, office.config / UNITS)
        with_sample = office.settings.get("motcua.sample") == "yes"
        if with_sample:
            sample.load(acting)
        for problem in load_folder(acting, office.workflows):
            log.warning(
                "%s:%s %s %s",
                problem.file,
                problem.line,
                problem.code,
                translate(problem.said, "en"),
            )
        for draft in sync(acting, office.workflows):
            log.info("Proposed, to be published by an administrator: %s", draft.file)
        if with_sample:
            load_cases(acting, FONTS)
        notice_calendar(acting)
        notice_changes(acting)

    opening.transact(database, prepare)


def _beside(config: Configurator, office: Office, database: DB, clock: Clock) -> None:
    """Run the worker and the management interface beside the server where the settings say so."""
    registry = config.registry
    registry["motcua.work_once"] = lambda: worker.work_once(office, database, clock())
    beside = [management.start_beside(office.settings, office, database, clock)]
    if office.settings.get("motcua.worker") == "beside":
        beside.append(worker.start_beside(office, database, clock))

    def close() -> None:
        for stop in filter(None, beside):
            stop()
        database.close()

    registry["motcua.close"] = close
