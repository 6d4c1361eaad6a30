"""The sample province in memory, with its people and its procedures in force."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua.acting import Office, system
from motcua.application import CAPABILITIES, furnished
from motcua.people.loading import load_people, load_units
from motcua.storage import opening
from motcua.workflows.actions import load_folder
from tests.make import settings
from tests.procedures.walk import Walk, moment

FOUNDED = "02/11/2026 08:00"


@pytest.fixture(scope="session")
def office() -> Office:
    return furnished(settings())


@pytest.fixture(scope="session")
def province(office: Office) -> Iterator[DemoStorage]:
    """The province as it stands before any case: made once, written over by nobody."""
    storage = DemoStorage()
    database = DB(storage)
    opening.found_root(database)

    def prepare(root: object) -> None:
        acting = system(office, root, moment(FOUNDED))
        opening.found_all(root, CAPABILITIES)
        load_units(acting, office.config / "units.yaml")
        load_people(acting, office.config / "sample" / "people.yaml")
        assert list(load_folder(acting, office.workflows)) == []

    opening.transact(database, prepare)
    yield storage
    database.close()


@pytest.fixture
def walk(office: Office, province: DemoStorage) -> Iterator[Callable[[str], Walk]]:
    """Begin a walk at a moment, in a province of one's own."""
    begun: list[Walk] = []

    def begin(now: str) -> Walk:
        begun.append(Walk(office, DB(province.push()), now))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()
        each.database.storage.close()
