"""A run that gives way: it rests after what it has worked, and is stored in small parts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from ZODB.DB import DB

from motcua import migrations
from motcua.acting import Office
from motcua.migrations import pacing, working
from motcua.migrations.pacing import Pace, giving_way, rest_of
from motcua.storage import opening
from tests.make import MONDAY, an_office
from tests.make_migrations import ADMINISTRATOR, PROCEDURE, a_town, person


@pytest.mark.parametrize(
    ("settings", "rest"),
    [
        pytest.param({}, pacing.USUAL_REST, id="as usual"),
        pytest.param({"motcua.migration_rest": "0"}, 0.0, id="at night"),
        pytest.param({"motcua.migration_rest": "-3"}, 0.0, id="no time is given back"),
    ],
)
def test_how_long_it_rests(settings: dict[str, str], rest: float) -> None:
    assert rest_of(settings) == rest


@pytest.mark.parametrize(("rest", "slept"), [(2.0, [2.0, 2.0]), (0.0, [])])
def test_it_rests_for_what_it_has_worked(rest: float, slept: list[float]) -> None:
    pauses: list[float] = []
    clock = (0.0, 1.0, 1.0, 2.0, 2.0)
    pace = Pace(rest, pauses.append, iter(clock).__next__)
    for _case in range(2):
        pace.breathe()
    assert pauses == slept


def test_the_interpreter_changes_hands_quickly_as_long_as_one_works() -> None:
    before = sys.getswitchinterval()
    with giving_way():
        with giving_way():
            assert sys.getswitchinterval() <= pacing.TURN * 1.01
        assert sys.getswitchinterval() <= pacing.TURN * 1.01
    assert sys.getswitchinterval() == before


class TestParts:
    @pytest.fixture
    def office(self) -> Office:
        return an_office()

    @pytest.fixture
    def database(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[DB]:
        monkeypatch.setattr(working, "PART", 3)
        opened = opening.database({"zodbconn.uri": "memory://parts"})
        a_town(office, opened, 8)
        yield opened
        opened.close()

    def test_a_batch_is_stored_part_by_part_and_stays_one(
        self, office: Office, database: DB
    ) -> None:
        def begin(root: Any) -> None:
            linh = person(office, root, ADMINISTRATOR)
            plan = migrations.plan(linh, PROCEDURE, 1, 2, {"processing": "examining"}, "keep")
            migrations.start(linh, plan, plan.stamp, warnings_read=True)

        def told(root: Any) -> tuple[int, ...]:
            run = migrations.run_of(root, 1)
            return len(run.batches), run.batches[0].taken, run.next, run.moved

        opening.transact(database, begin)
        seen = []
        for _part in count():
            if not working.one_part(office, database, MONDAY, 1):
                break
            seen.append(opening.transact(database, told))
        assert seen == [(1, 3, 0, 3), (1, 6, 0, 6), (1, 8, 1, 8)]
        assert opening.transact(database, self._undone(office)) == 8

    def _undone(self, office: Office) -> Any:
        def undo(root: Any) -> int:
            linh = person(office, root, ADMINISTRATOR)
            return migrations.undo(linh, migrations.run_of(root, 1), 0, "Nhầm").brought_back

        return undo
