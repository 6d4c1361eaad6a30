"""Every storage that Motcua runs on, behind one fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ZODB.DB import DB

from tests.make_storage import KINDS, Cluster, a_cluster, a_database


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL for all tests that need it."""
    with a_cluster() as running:
        yield running


@pytest.fixture
def uri(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """The address of an empty database of the wanted kind; in memory unless asked."""
    kind = getattr(request, "param", "memory")
    if kind == "postgresql":
        return request.getfixturevalue("cluster").new_uri()
    return {"memory": "memory://motcua", "file": f"file://{tmp_path}/var/data/Data.fs"}[kind]


@pytest.fixture
def database(uri: str) -> Iterator[DB]:
    """An open database with its structures founded."""
    with a_database(uri) as opened:
        yield opened


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a contract over every kind of storage."""
    if metafunc.cls is not None and getattr(metafunc.cls, "every_storage", False):
        metafunc.parametrize("uri", KINDS, indirect=True)
