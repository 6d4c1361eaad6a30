"""Opening a database, founding what belongs in it, and working in it.

Where the data are is one setting, ``zodbconn.uri``, see :mod:`.addresses`: a
file (what ``make run`` uses), a ZEO server, or PostgreSQL through RelStorage.
The same code runs on each.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from transaction import TransactionManager
from ZODB.DB import DB

from motcua.storage import substance
from motcua.storage.addresses import resolved
from motcua.storage.retrying import ATTEMPTS, back_off, is_lost_connection, is_passing

T = TypeVar("T")

URI = "zodbconn.uri"


class NoDatabase(Exception):
    """The settings do not say where the data are."""


class PerhapsStored(Exception):
    """Nobody knows whether the work was stored; doing it again might do it twice."""


def database(settings: Mapping[str, str]) -> DB:
    """Open the database that ``settings`` name, and its root within it."""
    uri = settings.get(URI, "").strip()
    if not uri:
        raise NoDatabase(f"The setting {URI} is missing: it says where the data are.")
    open_storage, options = resolved(uri)
    opened = DB(open_storage(), **options)
    found_root(opened)
    return opened


def found_root(opened: DB) -> None:
    """Let Substance D create the root of a database that has none."""
    manager = TransactionManager()
    connection = opened.open(manager)
    try:
        _tried_again(lambda: substance.create_root(connection, manager), manager.abort)
    finally:
        manager.abort()
        connection.close()


def found_all(root: Any, capabilities: Iterable[Any]) -> None:
    """Let each capability create what it stores, in a new root or an older one."""
    for capability in capabilities:
        if hasattr(capability, "found"):
            capability.found(root)


def evolve(opened: DB) -> Sequence[str]:
    """Bring the stored things to the shape this version expects; return the steps run."""
    manager = TransactionManager()
    connection = opened.open(manager)
    try:
        return substance.evolve(_root(connection), substance.registry(), manager)
    finally:
        manager.abort()
        connection.close()


def transact(
    opened: DB,
    work: Callable[[Any], T],
    attempts: int = ATTEMPTS,
    note: str = "",
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Do ``work(root)`` in one transaction, and again if somebody else was faster.

    Returns what ``work`` returns; what it raises undoes everything it did.
    Raises :class:`PerhapsStored` when the connection broke in the last moment:
    whoever asked must look before asking again, as the worker does.
    """
    manager = TransactionManager(explicit=True)
    connection = opened.open(manager)

    def once() -> T:
        manager.begin().note(note)
        with substance.standing_in(substance.registry()):
            done = work(_root(connection))
        _commit(manager)
        return done

    try:
        return _tried_again(once, manager.abort, attempts, sleep)
    finally:
        connection.close()


def _commit(manager: Any) -> None:
    try:
        manager.commit()
    except Exception as error:
        if is_lost_connection(error):
            raise PerhapsStored("The connection broke while this was being stored.") from error
        raise


def _root(connection: Any) -> Any:
    return connection.root()["app_root"]


def _tried_again(
    once: Callable[[], T],
    undo: Callable[[], None],
    attempts: int = ATTEMPTS,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """Call ``once``, and again with growing pauses while what fails may pass."""
    for attempt in range(attempts):
        try:
            return once()
        except BaseException as error:
            undo()
            if attempt + 1 == attempts or not _may_be_done_again(error):
                raise
        sleep(back_off(attempt))
    raise AssertionError("The last attempt returns or raises.")  # pragma: no cover


def _may_be_done_again(error: BaseException) -> bool:
    return is_passing(error) and not isinstance(error, PerhapsStored)
