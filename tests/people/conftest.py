"""The units of the sample province, nobody in them yet, and the system that sets up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.acting import Acting
from tests.make_people import an_administration


@pytest.fixture
def founding() -> Iterator[Acting]:
    with an_administration() as acting:
        yield acting


@pytest.fixture
def root(founding: Acting) -> Any:
    return founding.root
