"""The web application, or some of its faces, over a database in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pyramid.config import Configurator
from pyramid.router import Router
from webtest import TestApp

from motcua.acting import Acting, system
from motcua.application import CAPABILITIES
from motcua.pages.asking import CLOCK, OFFICE
from motcua.pages.notices import SECRET
from motcua.people.loading import load_units
from motcua.storage import opening
from motcua.storage.substance import open_substance
from motcua.workflows.actions import load_folder
from tests.make import MONDAY, an_office, settings

Route = tuple[str, Callable[[Any], Any], str]
"""Path, view and template of a page that only a test has."""


def an_application(
    folder: Path, *faces: str, now: datetime = MONDAY, pages: Sequence[Route] = (), **more: str
) -> Router:
    """Return an application with the frame and ``faces``, over a database in ``folder``."""
    told = settings(
        **{
            "zodbconn.uri": f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs",
            "tm.manager_hook": "pyramid_tm.explicit_manager",
            SECRET: "s" * 40,
            **more,
        }
    )
    office = an_office(**more)
    config = Configurator(settings=told)
    config.registry[OFFICE] = office
    config.registry[CLOCK] = lambda: now
    for include in ("pyramid_tm", "pyramid_retry", "pyramid_zodbconn"):
        config.include(include)
    open_substance(config)
    for face in ("motcua.pages", *faces):
        config.include(face)
    for number, (path, view, template) in enumerate(pages):
        config.add_route(f"test-{number}", path)
        config.add_view(view, route_name=f"test-{number}", renderer=template or None)
    config.commit()
    database = config.registry._zodb_databases[""]
    opening.found_root(database)
    opening.transact(database, lambda root: _prepare(system(office, root, now)))
    return config.make_wsgi_app()


def _prepare(acting: Acting) -> None:
    opening.found_all(acting.root, CAPABILITIES)
    load_units(acting, acting.office.config / "units.yaml")
    load_folder(acting, acting.office.workflows)


def a_browser(app: Router) -> TestApp:
    """Return a visitor's browser."""
    return TestApp(app, extra_environ={"REMOTE_ADDR": "203.0.113.7"})


def close(app: Router) -> None:
    """Close the databases of an application."""
    for database in app.registry._zodb_databases.values():
        database.close()
