"""``motcua rehearse``: the tests of procedures, and last period's cases, from the command line.

Without a configuration file the office stands in memory: the units of the
settings and the people of its sample, so that a procedure is tested wherever
its files are, also while a server holds the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import click
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua.acting import Acting, Office, Refusal, system
from motcua.application import CAPABILITIES, furnished
from motcua.pages.asking import local_time
from motcua.people.loading import UNITS, load_people, load_units
from motcua.rehearsals import playing, retelling, telling
from motcua.rehearsals import replay as replaying
from motcua.serving import opened
from motcua.storage import opening
from motcua.words import _

PEOPLE = Path("sample") / "people.yaml"
ORIGIN = "command line"
EVERY = 25
"""Cases after which a replay says how far it is."""


class NoReplay(Refusal):
    """There is nothing to replay, or nothing to replay it on."""


def play(
    ini: str, config: Path, names: Iterable[str], language: str, as_json: bool
) -> tuple[str, bool]:
    """Play tests; return what is to be printed, and whether all ended as expected."""
    with _acting(ini, config) as acting:
        found = playing.found(acting.office.workflows, names)
        reports = playing.reports(acting, found)
    tell = telling.as_json if as_json else telling.as_lines
    return tell(reports, language), all(each.passed for each in reports)


def replay(
    ini: str,
    names: Iterable[str],
    since: datetime | None,
    until: datetime | None,
    most: int,
    language: str,
    as_json: bool,
) -> str:
    """Play real cases on each file; return what is to be printed."""
    files = [Path(each) for each in names]
    missing = [str(each) for each in files if not each.is_file()]
    if not ini or not files or missing:
        raise NoReplay(
            _("A replay needs an INI file with the cases, and the file of a procedure."),
            _("As: motcua rehearse production.ini --replay workflows/<id>/2.yaml"),
        )
    with _acting(ini, Path()) as acting:
        period = replaying.period(acting.now, since, until)
        found = [
            replaying.replay(acting, each.read_text("utf-8-sig"), period, most, _progress())
            for each in files
        ]
    tell = retelling.as_json if as_json else retelling.as_lines
    return tell(found, language)


def _progress() -> Callable[[], bool]:
    """Return what tells how far a replay is, on the other channel; it is never enough."""
    played = count()

    def tell() -> bool:
        number = next(played)
        if number and not number % EVERY:
            click.echo(f"… {number}", err=True)
        return False

    return tell


@contextmanager
def _acting(ini: str, config: Path) -> Iterator[Acting]:
    """Give the system, acting on a database or in an office in memory."""
    with _data(ini, config) as (office, database):
        manager = TransactionManager(explicit=True)
        connection = database.open(manager)
        manager.begin()
        try:
            yield system(office, connection.root()["app_root"], local_time(), ORIGIN)
        finally:
            manager.abort()
            connection.close()


@contextmanager
def _data(ini: str, config: Path) -> Iterator[tuple[Office, DB]]:
    if ini:
        with opened(ini, as_it_is=True) as found:
            yield found
        return
    office = furnished(
        {"motcua.config": str(config), "motcua.workflows": str(config.parent / "workflows")}
    )
    database = DB(DemoStorage())
    try:
        opening.found_root(database)
        opening.transact(database, lambda root: _prepare(office, root))
        yield office, database
    finally:
        database.close()


def _prepare(office: Office, root: Any) -> None:
    acting = system(office, root, local_time(), ORIGIN)
    opening.found_all(root, CAPABILITIES)
    load_units(acting, office.config / UNITS)
    if (office.config / PEOPLE).is_file():
        load_people(acting, office.config / PEOPLE)
