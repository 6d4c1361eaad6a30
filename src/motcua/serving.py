"""Running the application from a configuration file: the server, the worker, checks.

motcua serve development.ini
motcua worker production.ini
"""

from __future__ import annotations

import errno
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import click
import plaster
from pyramid.paster import setup_logging
from zc.lockfile import LockError
from ZODB.DB import DB

from motcua import migrations, worker
from motcua.acting import Acting, NotHere, Office, Refusal, system
from motcua.application import furnished, prepared
from motcua.ballots import history as voting
from motcua.consultations import history
from motcua.journal import Broken, verify_all
from motcua.migrations.content import Run
from motcua.migrations.planning import Plan
from motcua.migrations.telling import Outcome, Told, told_of
from motcua.migrations.working import carried_out, undo_one
from motcua.pages.asking import local_time
from motcua.people import accounts, directory
from motcua.people.loading import load_people
from motcua.sample import accounts as sample_accounts
from motcua.secret import UnsafeSecret
from motcua.storage import opening
from motcua.words import _, translate
from motcua.workflows import folder, syncing
from motcua.workflows.actions import publish
from motcua.workflows.trials import FAILING


class CannotServe(click.ClickException):
    """The server does not start; the message says what to do."""


def serve(ini: str) -> None:
    """Load the application that ``ini`` describes and serve it until interrupted."""
    loader = _loader(ini)
    setup_logging(ini)
    settings = loader.get_settings("app:main")
    with _explaining():
        app = loader.get_wsgi_app()
    _announce(settings, loader.get_settings("server:main"))
    try:
        loader.get_wsgi_server()(app)
    except OSError as error:
        raise _explained(error) from error
    finally:
        app.registry["motcua.close"]()


def work(ini: str, once: bool) -> None:
    """Run a worker until interrupted, or once."""
    setup_logging(_there(ini))
    with opened(ini) as (office, database):
        if once:
            if not worker.work_once(office, database, local_time()):
                raise CannotServe("Another worker is at work.  Try again in a minute.")
            return
        stopping = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stopping.set())
        with suppress(KeyboardInterrupt):
            worker.run(office, database, local_time, stopping)


def broken_journals(ini: str) -> list[Broken]:
    """Return every place at which a journal is not as it was written.

    Nothing is founded or put into force first: who looks for changes makes none.
    """
    with opened(ini, as_it_is=True) as (office, database):
        return opening.transact(database, lambda root: list(_broken(office, root)))


def _broken(office: Office, root: Any) -> Iterator[Broken]:
    """Every journal against its seals; those of requests and slips against what the case took down.

    A database of before there were ballots has no slips.
    """
    if not hasattr(root, "journal"):
        return
    yield from verify_all(root)
    acting = system(office, root, local_time(), "command line")
    for _key, case in root.cases.shelf.items():
        yield from history.problems(acting, case)
        if hasattr(root, "ballots"):
            yield from voting.problems(acting, case)


def take_over_people(ini: str, people: Path) -> list[str]:
    """Enter people and their positions from a file; return the ids of those who are new."""
    with opened(ini) as (office, database):
        return opening.transact(
            database,
            lambda root: load_people(system(office, root, local_time(), "command line"), people),
        )


def give_password(ini: str, account: str, password: str) -> None:
    """Set the password of an account."""
    with opened(ini) as (office, database):

        def give(root: Any) -> None:
            person = directory.person_of_account(root, account)
            if person is None:
                raise NotHere(_("There is no account “${name}”.", mapping={"name": account}))
            acting = system(office, root, local_time(), "command line")
            accounts.set_password(acting, person.id, password)

        opening.transact(database, give)


def put_into_force(
    ini: str, file: Path, reason: str, since: date | None = None, tests_seen: bool = False
) -> tuple[str, date]:
    """Publish a procedure file; return its name and the day from which it counts.

    ``tests_seen``: somebody knows that a test of the procedure fails.
    """
    with opened(ini) as (office, database):

        def put(root: Any) -> tuple[str, date]:
            acting = system(office, root, local_time(), "command line")
            version = publish(
                acting,
                file.read_bytes(),
                reason,
                in_force_from=since,
                author=file.name,
                file=str(file),
                read=(FAILING,) if tests_seen else (),
            )
            return f"{version.procedure}/{version.number}", version.in_force_from

        return opening.transact(database, put)


def folder_synced(ini: str) -> list[str]:
    """Propose what is new in the folder of procedures; return what waits, and what it wants."""
    with opened(ini) as (office, database):

        def look(root: Any) -> list[str]:
            acting = system(office, root, local_time(), "command line")
            syncing.sync(acting, office.workflows)
            waits = [f"proposed  {each.file}" for each in syncing.waiting(acting)]
            wanting = folder.wanting(office, root)
            return waits + [f"missing   {each.procedure}/{each.number}.yaml" for each in wanting]

        return opening.transact(database, look)


def bring_over(
    ini: str,
    procedure: str,
    versions: tuple[int, int],
    chosen: dict[str, Any],
    *,
    planned: Callable[[Plan], None],
    progress: Callable[[Outcome], None],
    dry_run: bool,
    warnings_read: bool,
) -> tuple[Plan, Outcome | None]:
    """Plan what becomes of running cases of another version, and unless told not to, do it."""
    with opened(ini) as (office, database):

        def acting(root: Any) -> Acting:
            return system(office, root, local_time(), "command line")

        plan = opening.transact(
            database, lambda root: migrations.plan(acting(root), procedure, *versions, **chosen)
        )
        planned(plan)
        if dry_run or plan.errors:
            return plan, None

        def start(root: Any) -> int:
            migrations.take_down(acting(root), plan)
            return migrations.start(acting(root), plan, plan.stamp, warnings_read).number

        number = opening.transact(database, start)
        return plan, carried_out(office, database, local_time, number, progress)


def runs(ini: str, number: int | None = None) -> list[Told]:
    """Tell how every run stands, or one of them."""

    def told(root: Any) -> list[Told]:
        if number is not None:
            return [told_of(migrations.run_of(root, number))]
        return [told_of(each) for each in root.migrations.runs.values()]

    with opened(ini) as (_office, database):
        return opening.transact(database, told)


def stop_run(ini: str, number: int) -> Told:
    """Stop a run where it is."""
    with opened(ini) as (office, database):
        return _with_run(office, database, number, migrations.stop)


def carry_on(ini: str, number: int, progress: Callable[[Outcome], None]) -> Told:
    """Let a stopped run go on, and carry it out to its end."""
    with opened(ini) as (office, database):
        _with_run(office, database, number, migrations.go_on)
        carried_out(office, database, local_time, number, progress)
        return _with_run(office, database, number, lambda _acting, _run: None)


def undo_run(ini: str, number: int, batch: int | None, reason: str) -> Told:
    """Bring the cases of a run, or of one of its batches, back without waiting for the worker."""

    def undo(acting: Acting, run: Run) -> None:
        if batch is None:
            migrations.undo_all(acting, run, reason)
        else:
            migrations.undo(acting, run, batch - 1, reason)

    with opened(ini) as (office, database):
        _with_run(office, database, number, undo)
        while undo_one(office, database, local_time(), number):
            pass
        return _with_run(office, database, number, lambda _acting, _run: None)


def _with_run(
    office: Office, database: DB, number: int, deed: Callable[[Acting, Run], object]
) -> Told:
    def work(root: Any) -> Told:
        run = migrations.run_of(root, number)
        deed(system(office, root, local_time(), "command line"), run)
        return told_of(run)

    return opening.transact(database, work)


@contextmanager
def opened(ini: str, as_it_is: bool = False) -> Iterator[tuple[Office, DB]]:
    """Open what a configuration file describes: the office and its database."""
    settings = _loader(ini).get_settings("app:main")
    office = furnished(settings)
    with _explaining():
        database = opening.database(settings)
    try:
        if not as_it_is:
            with _explaining():
                prepared(office, database, local_time())
        yield office, database
    finally:
        database.close()


@contextmanager
def _explaining() -> Iterator[None]:
    """Say in one sentence why the application or its database cannot be opened."""
    try:
        yield
    except LockError as error:
        raise CannotServe(
            "The database is in use: a file serves one process.  Stop the server first, or "
            "use a storage for several processes, as production.ini does."
        ) from error
    except (UnsafeSecret, opening.NoDatabase) as error:
        raise CannotServe(str(error)) from error
    except Refusal as refusal:
        told = (translate(each, "en") for each in (refusal.sentence, refusal.way_out) if each)
        raise CannotServe(" ".join(told)) from refusal


def _loader(ini: str) -> Any:
    return plaster.get_loader(_there(ini), protocols=["wsgi"])


def _there(ini: str) -> str:
    if not Path(ini).is_file():
        raise CannotServe(f"There is no file {ini}.  Name one, as: motcua serve development.ini")
    return ini


def _announce(settings: dict[str, Any], server: dict[str, Any]) -> None:
    click.echo(f"\nMotcua: http://{server.get('listen', 'localhost:6543').split()[0]}")
    if settings.get("motcua.sample") == "yes":
        click.echo(f"Demo accounts, all with the password {settings['motcua.sample_password']}:")
        for account in sample_accounts():
            click.echo(f"  {account.name:<14} {translate(account.who, 'vi')}")
        click.echo("The data stays in var/.")
    click.echo("Stop with Ctrl+C.\n")


def _explained(error: OSError) -> CannotServe:
    if error.errno == errno.EADDRINUSE:
        return CannotServe(
            "Another program already listens on this address.  Stop it, or change "
            "“listen” in the configuration file."
        )
    return CannotServe(str(error))
