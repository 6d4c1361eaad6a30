"""The procedure files that are shipped, read by the same checks as anybody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.workflows.checks import checked
from motcua.workflows.definition import Definition
from motcua.workflows.reader import read
from motcua.workflows.surroundings import of_acting
from tests.make import ROOT

FILES = sorted((ROOT / "workflows").glob("*/[0-9]*.yaml"))


def named(path: Path) -> str:
    return path.parent.name


@pytest.fixture(params=FILES, ids=named)
def path(request) -> Path:
    return request.param


@pytest.fixture
def definition(path) -> Definition:
    return read(path.read_text("utf-8"), str(path)).definition


def test_there_are_seven():
    assert len({path.parent for path in FILES}) == 7


def test_nothing_is_wrong_with_it_in_the_sample_province(path, walk):
    """No error and no warning, with the units, people, letters and calendar there are."""
    around = of_acting(walk("02/11/2026 09:00").person("linh.bui"))
    assert checked(path.read_text("utf-8"), around).problems == ()


def test_it_says_everything_in_both_languages(definition):
    labels = [
        definition.title,
        definition.sector,
        definition.summary,
        definition.result,
        *(each.title for each in definition.papers.values()),
        *(each.title for each in definition.fields.values()),
        *(each.title for each in definition.roles.values()),
        *(each.title for each in definition.states.values()),
        *(action.title for state in definition.states.values() for action in state.actions),
        *(each.title for each in definition.consultations.values()),
        *(each.question for each in definition.consultations.values()),
    ]
    assert [each for each in labels if not each.vi or not each.en] == []


def test_a_citizen_is_told_something_wherever_the_case_may_wait(definition):
    silent = [
        state.id for state in definition.states.values() if not (state.tells.vi and state.tells.en)
    ]
    assert silent == []


def test_a_citizen_finds_what_must_be_known_before_filing(definition):
    assert definition.papers
    assert definition.form
    assert definition.fees
    assert definition.legal
    assert definition.deadline
    assert definition.legal_limit


def test_silence_counts_only_where_an_article_says_so(definition):
    for each in definition.consultations.values():
        assert bool(each.silence_ground) == (each.silence != "wait")


def test_every_number_has_its_source(path):
    """The head of each file cites the text behind its limits."""
    head = path.read_text("utf-8").split("\n\n")[0]
    assert "Thời hạn:" in path.read_text("utf-8")
    assert "NĐ " in head or "QĐ " in head or "quy trình nội bộ" in path.read_text("utf-8")


def test_one_of_them_is_written_entirely_in_vietnamese(definition):
    assert (definition.language == "vi") == (definition.id == "chung-thuc-ban-sao")
