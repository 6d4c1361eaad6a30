# ruff: noqa: E501 - messages are quoted whole
"""``motcua check``: what it prints, and how it ends."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from motcua import serving
from motcua.command import motcua
from motcua.storage import opening
from motcua.workflows import versions
from tests.make import ROOT
from tests.make_workflows import SMALL, example

CONFIG = str(ROOT / "config")


@pytest.fixture
def check(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(text, *options, config=CONFIG):
        (tmp_path / "1.yaml").write_text(text, "utf8")
        return CliRunner().invoke(motcua, ["check", "1.yaml", "--config", config, *options])

    return run


def test_a_sound_file_prints_nothing(check):
    result = check(SMALL)
    assert (result.exit_code, result.output) == (0, "")


def test_the_example_of_the_language_is_clean(check):
    result = check(example("building-permit"))
    assert (result.exit_code, result.output) == (0, "")


def test_every_problem_stands_on_a_line_of_its_own(check):
    result = check(
        SMALL.replace("by: clerk", "by: clerc").replace("to: done", "to: dome"), "--lang", "en"
    )
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "1.yaml:4 R05 Role “clerk” is declared but never used.",
        "1.yaml:10 R02 Role “clerc” was not declared at the top of the file. Did you mean “clerk”?",
        "1.yaml:14 S04 Action “sign” goes to “dome”, but there is no such state. Did you mean “done”?",
    ]


def test_vietnamese_unless_something_else_is_asked_for(check):
    result = check(SMALL.replace("by: clerk", "by: clerc"))
    assert (
        "1.yaml:10 R02 Vai trò “clerc” chưa khai báo ở đầu tệp. Có phải “clerk”?" in result.output
    )


def test_warnings_alone_do_not_end_in_an_error(check):
    result = check(SMALL.replace("roles: {", "roles: {applicant: Dân, "))
    assert result.exit_code == 0
    assert " R05 " in result.output


def test_for_programs(check):
    result = check(SMALL.replace("to: done", "to: dome"), "--json", "--lang", "en")
    assert result.exit_code == 1
    assert json.loads(result.output) == [
        {
            "file": "1.yaml",
            "line": 14,
            "code": "S04",
            "level": "error",
            "message": "Action “sign” goes to “dome”, but there is no such state. Did you mean “done”?",
        }
    ]
    assert json.loads(check(SMALL, "--json").output) == []


def test_roles_units_and_letters_are_those_of_the_configuration(check):
    text = SMALL.replace("head: Trưởng phòng", "hed: Trưởng phòng").replace("by: head", "by: hed")
    assert "R01" in check(text).output
    assert check(text, config="nowhere").output == ""


def test_a_file_that_is_not_there_is_a_problem_like_any_other(check):
    result = CliRunner().invoke(
        motcua, ["check", "gone.yaml", "--config", "nowhere", "--lang", "en"]
    )
    assert result.exit_code == 1
    assert result.output == "gone.yaml:1 D01 The file cannot be read: No such file or directory.\n"


def test_a_configuration_that_cannot_be_used_is_told(check, tmp_path):
    (tmp_path / "config").mkdir()
    result = check(SMALL, config=str(tmp_path / "config"))
    assert result.exit_code == 2
    assert "roles.yaml" in result.output


@pytest.fixture
def ini(tmp_path):
    path = tmp_path / "office.ini"
    path.write_text(
        "[app:main]\nuse = egg:motcua\nmotcua.mode = production\n"
        "motcua.secret = only-for-this-test-and-for-nothing-else\n"
        f"motcua.config = {CONFIG}\nmotcua.workflows = {tmp_path / 'workflows'}\n"
        f"zodbconn.uri = file://{tmp_path}/data/Data.fs\n"
        "mail.host = localhost\nmail.port = 2525\nmail.sender = a@example.invalid\n",
        "utf8",
    )
    return str(path)


@pytest.fixture
def publish(ini, tmp_path):
    def run(text, *options):
        (tmp_path / "1.yaml").write_text(text, "utf8")
        arguments = ["publish", ini, str(tmp_path / "1.yaml"), "--reason", "QĐ 12", *options]
        return CliRunner().invoke(motcua, arguments)

    return run


class TestPublish:
    def test_a_sound_file_is_in_force_from_its_day_on(self, publish, ini):
        result = publish(SMALL, "--from", "2999-01-31")
        assert (result.exit_code, result.output) == (0, "vi-du/1 31/01/2999\n")
        with serving.opened(ini) as (_office, database):
            found = opening.transact(database, lambda root: versions.last(root, "vi-du").reason)
        assert found == "QĐ 12"

    def test_from_today_unless_a_day_is_named(self, publish):
        assert publish(SMALL).output == f"vi-du/1 {date.today():%d/%m/%Y}\n"

    def test_a_broken_file_is_told_of_and_nothing_changes(self, publish, ini):
        result = publish(SMALL.replace("to: done", "to: dome"), "--lang", "en")
        assert result.exit_code == 1
        assert "1.yaml:14 S04 Action “sign” goes to “dome”" in result.stderr
        with serving.opened(ini) as (_office, database):
            assert opening.transact(database, versions.ids) == []

    def test_nor_does_one_under_which_a_test_fails_unless_somebody_has_seen_it(
        self, publish, tmp_path
    ):
        (tmp_path / "workflows" / "vi-du").mkdir(parents=True)
        (tmp_path / "workflows" / "vi-du" / "tests.yaml").write_text("tests: 3\n", "utf8")
        result = publish(SMALL, "--lang", "en")
        assert result.exit_code == 2
        assert "The tests of this procedure cannot be played" in result.output
        result = publish(SMALL, "--tests-seen")
        assert (result.exit_code, result.output[:8]) == (0, "vi-du/1 ")


class TestDefinitions:
    """``motcua definitions sync``: what is new in the folder waits for a person."""

    def test_a_new_file_is_proposed_and_not_published(self, ini, tmp_path):
        (tmp_path / "workflows" / "vi-du").mkdir(parents=True)
        (tmp_path / "workflows" / "vi-du" / "1.yaml").write_text(SMALL, "utf8")
        for _again in range(2):
            result = CliRunner().invoke(motcua, ["definitions", "sync", ini])
            assert (result.exit_code, result.output) == (0, "proposed  vi-du/1.yaml\n")
        with serving.opened(ini) as (_office, database):
            assert opening.transact(database, versions.ids) == []

    def test_a_version_without_its_file_is_told(self, publish, ini):
        publish(SMALL)
        result = CliRunner().invoke(motcua, ["definitions", "sync", ini])
        assert result.output == "missing   vi-du/1.yaml\n"
