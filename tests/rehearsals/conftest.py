"""The sample province as it stands before any case, and rehearsals in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua.acting import Acting, Office
from motcua.people import directory
from motcua.rehearsals.rehearsal import Rehearsal
from tests.make import ROOT
from tests.procedures.conftest import office, province
from tests.procedures.walk import moment

__all__ = ["office", "province"]

MONDAY = "23/11/2026 08:00"
EDITOR = "linh.bui"


def text_of(procedure: str) -> str:
    """Return the shipped file of a procedure."""
    return (ROOT / "workflows" / procedure / "1.yaml").read_text("utf-8")


@pytest.fixture
def database(province: DemoStorage) -> Iterator[DB]:
    storage = province.push()
    opened = DB(storage)
    yield opened
    opened.close()
    storage.close()


@pytest.fixture
def root(database: DB) -> Iterator[Any]:
    manager = TransactionManager(explicit=True)
    connection = database.open(manager)
    manager.begin()
    yield connection.root()["app_root"]
    manager.abort()
    connection.close()


@pytest.fixture
def editor(office: Office, root: Any) -> Acting:
    """Whoever may edit procedures."""
    now = moment(MONDAY)
    holdings = directory.holdings(root, office, EDITOR, now.date())
    return Acting(office, root, now, person=EDITOR, name="Linh", holdings=holdings)


@pytest.fixture
def rehearse(editor: Acting) -> Iterator[Callable[[str], Rehearsal]]:
    """Begin rehearsals that end with the test."""
    with ExitStack() as stack:
        yield lambda text: stack.enter_context(Rehearsal(editor, text))
