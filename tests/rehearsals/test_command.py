"""``motcua rehearse``: in memory, over a database, and on the cases of a period."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from motcua import rehearsing, serving
from motcua.storage import opening
from tests.command.conftest import ini, run
from tests.make import ROOT

__all__ = ["ini", "run"]

COPIES = "chung-thuc-ban-sao"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The settings, and one procedure beside them."""
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "workflows" / COPIES, tmp_path / "workflows" / COPIES)
    return tmp_path / "config"


def test_all_tests_of_a_folder_are_played_in_memory(run, config):
    result = run("rehearse", "--config", config, "--lang", "en")
    assert result.exit_code == 0, result.output
    assert "4 of 4 tests end as expected." in result.output


def test_every_shipped_procedure_behaves_as_its_own_tests_say(run):
    result = run("rehearse", "--config", ROOT / "config")
    assert result.exit_code == 0, result.output
    assert {each.parent.name for each in (ROOT / "workflows").glob("*/tests.yaml")} == {
        each.parent.name for each in (ROOT / "workflows").glob("*/1.yaml")
    }


def test_it_ends_with_1_where_something_is_not_as_expected(run, config):
    path = config.parent / "workflows" / COPIES / "tests.yaml"
    path.write_text(path.read_text("utf8").replace("hạn: 25/11/2026 17:00", "hạn: 24/11/2026"))
    result = run("rehearse", COPIES, "--config", config, "--json", "--lang", "en")
    assert result.exit_code == 1
    [told] = json.loads(result.output)
    assert [each["passed"] for each in told["tests"]] == [True, False, True, True]


def test_a_folder_without_sample_people_has_nobody_who_takes_it_in(run, config):
    (config / "sample" / "people.yaml").unlink()
    result = run("rehearse", COPIES, "--config", config)
    assert result.exit_code == 1
    assert "không có ai tiếp nhận" in result.output


def test_what_has_no_tests_is_told_in_a_sentence(run, config):
    result = run("rehearse", "no-such-procedure", "--config", config)
    assert result.exit_code == 2
    assert "Chưa có kiểm thử nào" in result.output


def test_the_people_of_a_database(run, ini, tmp_path):
    shutil.copytree(ROOT / "workflows", tmp_path, dirs_exist_ok=True)
    path = ini(**{"motcua.sample": "yes", "motcua.sample_password": "mot-cua-2026"})
    with serving.opened(path):
        pass
    result = run("rehearse", path, COPIES)
    assert result.exit_code == 0, result.output


class TestReplay:
    @pytest.fixture
    def filled(self, ini, tmp_path):
        """A database with the cases of the sample."""
        shutil.copytree(ROOT / "workflows", tmp_path, dirs_exist_ok=True)
        path = ini(**{"motcua.sample": "yes", "motcua.sample_password": "mot-cua-2026"})
        with serving.opened(path) as (_office, database):
            count = opening.transact(database, lambda root: len(root.cases.shelf))
        assert count
        return path

    def test_it_says_what_would_have_been_different(self, run, filled, tmp_path, monkeypatch):
        monkeypatch.setattr(rehearsing, "EVERY", 2)
        draft = tmp_path / "draft.yaml"
        text = (tmp_path / "cap-giay-phep-xay-dung" / "1.yaml").read_text("utf8")
        draft.write_text(text.replace("deadline: 10 working", "deadline: 6 working"), "utf8")
        result = run("rehearse", filled, "--replay", draft, "--lang", "en")
        assert result.exit_code == 0, result.output
        assert " instead of " in result.output
        assert "… 2" in result.stderr
        told = run("rehearse", filled, "--replay", draft, "--json", "--from", "2020-01-01")
        assert json.loads(told.stdout)[0]["different"]

    @pytest.mark.parametrize("words", [(), ("no-such-file.yaml",)], ids=["none", "missing"])
    def test_it_needs_cases_and_a_file(self, run, words):
        result = run("rehearse", "--replay", *words)
        assert result.exit_code == 2
        assert "motcua rehearse production.ini --replay" in result.output


class TestCheck:
    def test_tests_are_checked_against_the_procedure_beside_them(self, run, config):
        path = config.parent / "workflows" / COPIES / "tests.yaml"
        assert run("check", path, "--config", config).exit_code == 0
        path.write_text(path.read_text("utf8").replace("làm: propose", "làm: propsoe"))
        result = run("check", path, "--config", config)
        assert result.exit_code == 1
        assert "Có phải “propose”?" in result.output

    def test_tests_without_a_procedure(self, run, tmp_path):
        path = tmp_path / "x" / "tests.yaml"
        path.parent.mkdir()
        path.touch()
        assert run("check", path).exit_code == 2
