"""A province in memory with a procedure in two versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from motcua.acting import Acting, Office
from motcua.cases.content import Case
from tests.make import a_province, put_into_force
from tests.make_migrations import ADMINISTRATOR, filed, people_enter, person, text_of, walked


@pytest.fixture
def province() -> Iterator[tuple[Office, Any]]:
    with a_province() as (office, root):
        put_into_force(root, text_of(1))
        people_enter(office, root)
        yield office, root


@pytest.fixture
def office(province: tuple[Office, Any]) -> Office:
    return province[0]


@pytest.fixture
def root(province: tuple[Office, Any]) -> Any:
    return province[1]


@pytest.fixture
def administrator(office: Office, root: Any) -> Acting:
    return person(office, root, ADMINISTRATOR)


@pytest.fixture
def a_case(office: Office, root: Any) -> Callable[..., Case]:
    """File a case and take it along."""

    def make(until: str = "assign") -> Case:
        case = filed(office, root)
        return walked(office, root, case, until) if until else case

    return make
