"""``motcua serve`` and what else needs a configuration file: what is done, what is refused."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from motcua.people import directory
from motcua.people.passwords import Passwords
from motcua.serving import opened, take_over_people
from motcua.storage import opening
from tests.command.conftest import Written, written_ini
from tests.make import ROOT

Run = Callable[..., Result]
PEOPLE = """
people:
  dao.le:
    name: Lê Thị Đào
    email: dao.le@example.invalid
    account: dao.le
    positions:
      - {post: chuyen-vien, unit: so-xay-dung, since: 01/01/2026}
"""


def inside(ini: str, work: Callable[[Any, Any], Any]) -> Any:
    """Return what ``work`` finds in the database of a configuration file."""
    with opened(ini) as (office, database):
        return opening.transact(database, lambda root: work(office, root))


@pytest.fixture
def listening() -> Iterator[int]:
    """Give a port on which somebody else listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


@pytest.mark.parametrize(
    "words",
    [("serve",), ("worker", "--once"), ("verify-journal",)],
    ids=lambda words: words[0],
)
def test_a_missing_file_is_named(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = run(words[0], tmp_path / "nowhere.ini", *words[1:])
    assert ended.exit_code == 1
    assert "nowhere.ini" in ended.output
    assert "Name one" in ended.output


class TestServe:
    def test_a_port_in_use_is_told(self, run: Run, ini: Written, listening: int) -> None:
        ended = run("serve", ini(port=listening))
        assert ended.exit_code == 1
        assert "Another program already listens" in ended.output

    def test_an_address_that_is_not_this_machines_is_told(self, run: Run, ini: Written) -> None:
        path = ini()
        Path(path).write_text(Path(path).read_text("utf8").replace("127.0.0.1:0", "192.0.2.1:1"))
        ended = run("serve", path)
        assert ended.exit_code == 1
        assert ended.output.strip().splitlines()[-1].startswith("Error: ")

    def test_what_is_served_and_to_whom_is_told(
        self, run: Run, ini: Written, listening: int
    ) -> None:
        sample = {
            "motcua.sample": "yes",
            "motcua.sample_password": "mot-cua-2026",
            "motcua.workflows": str(ROOT / "workflows"),
        }
        ended = run("serve", ini(port=listening, **sample))
        assert f"http://127.0.0.1:{listening}" in ended.output
        assert "mot-cua-2026" in ended.output
        assert "ha.nguyen" in ended.output

    def test_the_database_is_left_closed(self, run: Run, ini: Written, listening: int) -> None:
        path = ini(port=listening)
        run("serve", path)
        assert run("worker", path, "--once").exit_code == 0

    def test_a_database_in_use_is_told(self, run: Run, ini: Written) -> None:
        path = ini()
        with opened(path):
            for words in (("serve", path), ("worker", path, "--once"), ("verify-journal", path)):
                ended = run(*words)
                assert ended.exit_code == 1
                assert "The database is in use" in ended.output


REFUSED = [
    pytest.param({"motcua.mode": "production"}, "which everybody knows", id="the known secret"),
    pytest.param({"motcua.mode": ""}, "which everybody knows", id="no mode is production"),
    pytest.param({"motcua.secret": "short"}, "The secret has 5 characters", id="a short one"),
    pytest.param({"motcua.secret": ""}, "The secret has 0 characters", id="none"),
    pytest.param(
        {"motcua.secret_file": "/nowhere/secret"}, "cannot be read", id="an unreadable file"
    ),
    pytest.param(
        {
            "motcua.mode": "production",
            "motcua.secret": "x" * 40,
            "motcua.sample": "yes",
            "motcua.sample_password": "mot-cua-2026",
        },
        "for development only",
        id="sample accounts in production",
    ),
    pytest.param({"zodbconn.uri": ""}, "zodbconn.uri is missing", id="no database"),
]


@pytest.mark.parametrize(("told", "why"), REFUSED)
def test_motcua_does_not_start_with_what_is_unsafe(
    run: Run, ini: Written, told: dict[str, str], why: str
) -> None:
    ended = run("serve", ini(**told))
    assert ended.exit_code == 1
    assert why in ended.output
    assert "Traceback" not in ended.output
    assert "mot-cua-2026" not in ended.output
    assert run("verify-journal", ini()).exit_code == 0, "the database was left open"


def test_a_secret_file_is_read(run: Run, ini: Written, tmp_path: Path, listening: int) -> None:
    (tmp_path / "secret").write_text("y" * 40 + "\n")
    told = {"motcua.mode": "production", "motcua.secret_file": str(tmp_path / "secret")}
    ended = run("serve", ini(port=listening, **told))
    assert "Another program already listens" in ended.output


class TestWorker:
    def test_once_does_what_there_is_and_stops(self, run: Run, ini: Written) -> None:
        ended = run("worker", ini(), "--once")
        assert (ended.exit_code, ended.output) == (0, "")

    def test_sample_accounts_are_refused_to_it_as_well(self, run: Run, ini: Written) -> None:
        ended = run(
            "worker", ini(**{"motcua.mode": "production", "motcua.sample": "yes"}), "--once"
        )
        assert ended.exit_code == 1
        assert "for development only" in ended.output


class TestLoadPeople:
    def test_a_second_time_changes_nothing(self, run: Run, ini: Written, tmp_path: Path) -> None:
        path, people = ini(), tmp_path / "people.yaml"
        people.write_text(PEOPLE, "utf8")
        for _time in range(2):
            assert run("load-people", path, people).output == "1\n"
        found = inside(path, lambda office, root: directory.person(root, "dao.le"))
        assert (found.name, len(found.positions)) == ("Lê Thị Đào", 1)

    @pytest.mark.parametrize(
        "written",
        [
            "people: {}",
            PEOPLE.replace("so-xay-dung", "no-such-unit"),
            PEOPLE.replace("chuyen-vien", "no-such-post"),
            PEOPLE.replace("01/01/2026", "some day"),
            "]",
        ],
        ids=["nobody", "unknown unit", "unknown post", "no day", "no file of ours"],
    )
    def test_what_is_wrong_with_the_file_is_told(
        self, run: Run, ini: Written, tmp_path: Path, written: str
    ) -> None:
        people = tmp_path / "people.yaml"
        people.write_text(written, "utf8")
        ended = run("load-people", ini(), people, "--lang", "en")
        assert "Traceback" not in ended.output
        assert ended.exit_code == (0 if written == "people: {}" else 2), ended.output

    def test_a_file_that_is_not_there_is_told(self, run: Run, ini: Written, tmp_path: Path) -> None:
        ended = run("load-people", ini(), tmp_path / "nobody.yaml")
        assert ended.exit_code == 2
        assert "nobody.yaml" in ended.output


class TestSetPassword:
    @pytest.fixture(scope="class")
    def path(self, tmp_path_factory: pytest.TempPathFactory) -> str:
        """A database in which there is one account, without a password."""
        folder = tmp_path_factory.mktemp("accounts")
        (folder / "people.yml").write_text(PEOPLE, "utf8")
        path = written_ini(folder)
        take_over_people(path, folder / "people.yml")
        return path

    def fits(self, path: str, password: str) -> bool:
        def work(office: Any, root: Any) -> bool:
            person = directory.person(root, "dao.le")
            return bool(office.borrow(Passwords).fits(person.password_hash, password))

        return bool(inside(path, work))

    def test_it_is_asked_for_twice_and_never_shown(self, run: Run, path: str) -> None:
        password = "bốn con mèo đen"
        ended = run("set-password", path, "dao.le", input=f"{password}\n{password}\n")
        assert ended.exit_code == 0
        assert password not in ended.output
        assert self.fits(path, password)

    @pytest.mark.parametrize(
        ("account", "password", "why"),
        [
            pytest.param("nobody", "năm con chó vàng", "no account", id="unknown account"),
            pytest.param("dao.le", "short", "12", id="weak password"),
            pytest.param("dao.le", "", "12", id="none"),
        ],
    )
    def test_what_is_refused_changes_nothing(
        self, run: Run, path: str, account: str, password: str, why: str
    ) -> None:
        ended = run("set-password", path, account, "--password", password, "--lang", "en")
        assert ended.exit_code == 2
        assert why in ended.output
        assert not self.fits(path, password)

    def test_the_refusal_is_in_the_language_one_asks_for(self, run: Run, path: str) -> None:
        ended = run("set-password", path, "nobody", "--password", "bốn con mèo đen")
        assert "Không có tài khoản" in ended.output
