"""One running application for the pages of officials; every test brings cases of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.make import MONDAY
from tests.make_workspace import Workplace, a_workplace


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with a_workplace(tmp_path_factory.mktemp("workplace")) as running:
        yield running


@pytest.fixture
def workplace(running: Workplace) -> Workplace:
    """It is Monday morning again for each test."""
    running.now = MONDAY
    return running


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """Give a workplace without any case, for tests of whole lists."""
    with a_workplace(tmp_path_factory.mktemp("fresh")) as running:
        yield running
