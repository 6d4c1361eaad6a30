"""``motcua migrate``: a plan, a run, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from click.testing import Result

from motcua import migrations
from motcua.acting import system
from motcua.journal import office_journal
from motcua.pages.asking import local_time
from motcua.serving import opened
from motcua.storage import opening
from tests.command.conftest import Written
from tests.make import an_office
from tests.make_migrations import PROCEDURE, a_town

Run = Callable[..., Result]
LONG_AGO = datetime(2026, 1, 5)


@pytest.fixture
def town(ini: Written) -> str:
    """Three cases that run under version 1."""
    path = ini()
    with opened(path) as (office, database):
        a_town(office, database, 3, since=LONG_AGO)
    return path


def inside(path: str, work: Callable[[Any], Any]) -> Any:
    with opened(path) as (_office, database):
        return opening.transact(database, work)


def versions(root: Any) -> set[int]:
    return {case.version for _key, case in root.cases.shelf.items()}


def deeds(root: Any) -> list[str]:
    return [each.deed for each in office_journal(root, local_time(), "definitions")]


def words(path: str, *more: str) -> list[str]:
    return ["migrate", path, PROCEDURE, "--from", "1", "--to", "2", "--rule", "keep", *more]


def test_a_dry_run_tells_and_writes_nothing(run: Run, town: str) -> None:
    told = run(*words(town, "--map", "processing=examining", "--dry-run"))
    assert told.exit_code == 0
    assert "3: Thẩm định → Thẩm tra" in told.output
    assert inside(town, versions) == {1}
    assert inside(town, deeds) == []


def test_a_run_brings_them_over(run: Run, town: str) -> None:
    told = run(*words(town, "--map", "processing=examining"))
    assert told.exit_code == 0
    assert "Đã chuyển: 3 trên 3" in told.output
    assert inside(town, versions) == {2}
    assert inside(town, deeds) == [
        "migration planned",
        "migration started",
        "migration finished",
    ]


def test_an_error_of_the_plan_ends_with_one(run: Run, town: str) -> None:
    told = run(*words(town))
    assert told.exit_code == 1
    assert "M01" in told.output
    assert inside(town, versions) == {1}


def test_a_warning_must_have_been_read(run: Run, town: str) -> None:
    wanted = words(town, "--map", "processing=assigning", "--lang", "en")
    assert run(*wanted).exit_code == 2
    assert run(*wanted, "--warnings-read").exit_code == 0


def test_what_stays_is_listed_with_its_reason(run: Run, town: str) -> None:
    def lose(root: Any) -> None:
        case = next(case for _key, case in root.cases.shelf.items())
        case.track.state, case.track.came_from = "waiting", "lost"

    inside(town, lose)
    told = run(*words(town, "--map", "processing=examining", "--lang", "en"))
    assert told.exit_code == 0
    assert "Brought over: 2 of 3; left: 1." in told.output
    assert told.output.count("which the new version does not allow") == 2


def test_json_for_a_program(run: Run, town: str) -> None:
    told = run(*words(town, "--map", "processing=examining", "--json"))
    found = json.loads(told.stdout)
    assert (found["count"], found["rows"][0]["target"]) == (3, "examining")
    assert (found["run"]["moved"], found["run"]["finished"]) == (3, True)
    planned = json.loads(run(*words(town, "--dry-run", "--json")).stdout)
    assert (planned["count"], planned["run"], planned["problems"]) == (0, None, [])


@pytest.mark.parametrize(
    ("more", "code"),
    [
        pytest.param(["--map", "processing"], 2, id="no mapping"),
        pytest.param(["--map", "x=y"], 2, id="a step there is not"),
        pytest.param(["--rule", "restart"], 2, id="a restart without a reason"),
    ],
)
def test_what_is_refused(run: Run, town: str, more: list[str], code: int) -> None:
    assert run(*words(town, *more)).exit_code == code
    assert inside(town, versions) == {1}


class TestARun:
    """What becomes of a run: status, stop, go-on, undo."""

    @pytest.fixture
    def begun(self, town: str) -> str:
        """A run that nobody has carried out yet."""

        def begin(root: Any) -> None:
            acting = system(an_office(), root, local_time())
            mapping = {"processing": "examining"}
            plan = migrations.plan(acting, PROCEDURE, 1, 2, mapping, "keep")
            migrations.start(acting, plan, plan.stamp, warnings_read=True)

        inside(town, begin)
        return town

    def test_it_is_stopped_and_goes_on(self, run: Run, begun: str) -> None:
        assert "đang chuyển" in run("migrate", "status", begun).output
        told = run("migrate", "stop", begun, "1", "--lang", "en")
        assert told.output == "1: vi-du 1 → 2: stopped. Brought over so far: 0 of 3; left: 0.\n"
        assert run("migrate", "stop", begun, "1").exit_code == 2
        assert inside(begun, versions) == {1}
        told = run("migrate", "go-on", begun, "1", "--lang", "en")
        assert told.output.endswith(
            "1: vi-du 1 → 2: done to the end. Brought over: 3 of 3; left: 0.\n"
        )
        assert inside(begun, versions) == {2}

    @pytest.mark.parametrize("which", [[], ["--batch", "1"]], ids=["all of it", "one batch"])
    def test_it_is_undone(self, run: Run, town: str, which: list[str]) -> None:
        run(*words(town, "--map", "processing=examining"))
        told = run("migrate", "undo", town, "1", "--reason", "Hoãn", *which)
        assert "Đã đưa về: 3" in told.output
        assert inside(town, versions) == {1}
        assert run("migrate", "undo", town, "1", "--reason", "Hoãn", *which).exit_code == 2

    def test_one_tells_what_stayed(self, run: Run, town: str) -> None:
        def lose(root: Any) -> None:
            case = next(case for _key, case in root.cases.shelf.items())
            case.track.state, case.track.came_from = "waiting", "lost"

        inside(town, lose)
        run("migrate", "start", *words(town, "--map", "processing=examining")[1:])
        told = run("migrate", "status", town, "1", "--lang", "en").output
        assert "which the new version does not allow" in told
        [found] = json.loads(run("migrate", "status", town, "--json").stdout)
        assert (found["state"], found["outcome"]["left"]) == ("finished", 1)

    def test_there_is_no_such_run(self, run: Run, town: str) -> None:
        assert run("migrate", "status", town, "7").exit_code == 2
        assert run("migrate", "status", town).output == ""
