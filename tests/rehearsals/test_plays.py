"""A play is plain data, and what a browser sends is not trusted."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from motcua.rehearsals import plays
from motcua.rehearsals.plays import Move, NotAPlay, Play, Start, moment_of

PLAY = Play(
    Start(datetime(2026, 11, 23, 8), by="clerk", form={"so_ban": "3"}, papers=()),
    (
        Move(who="clerk", does="receive", form={"ly_do": "x"}, papers=("don",)),
        Move(at=datetime(2026, 11, 24, 8)),
        Move(who="assignee", asks="hoi", units=("so-nnmt",), text="?"),
    ),
)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        pytest.param("23/11/2026 09:05", datetime(2026, 11, 23, 9, 5), id="as people write"),
        pytest.param(" 3/1/2027 ", datetime(2027, 1, 3, 8), id="a day alone is its morning"),
        pytest.param("2026-11-23", datetime(2026, 11, 23, 8), id="also as machines write it"),
        pytest.param("2026-11-23T09:05", datetime(2026, 11, 23, 9, 5), id="with the hour"),
        pytest.param("31/02/2026", None, id="a day that there is not"),
        pytest.param("23/11/2026 25:00", None, id="an hour that there is not"),
        pytest.param("2026-11-23T09:05+07:00", None, id="a zone is not ours"),
        pytest.param("23/11/1999", None, id="too long ago"),
        pytest.param("mai", None, id="a word"),
    ],
)
def test_moments(said, meant):
    assert moment_of(said) == meant


def test_what_is_written_is_read_again():
    assert plays.read(plays.written(PLAY)) == PLAY


def test_nothing_is_a_play_of_nothing():
    assert plays.read(" ") == Play()


def test_a_play_goes_on_and_back():
    assert PLAY.then(Move(does="x")).back() == PLAY


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param("{", id="not JSON"),
        pytest.param("[]", id="a list"),
        pytest.param('{"moves": 3}', id="moves that are none"),
        pytest.param('{"moves": ["x"]}', id="a move that is none"),
        pytest.param('{"moves": [{"at": "mai"}]}', id="no moment"),
        pytest.param('{"moves": [{"at": 3}]}', id="a number for a moment"),
        pytest.param('{"moves": [{"run": "x"}]}', id="an unknown key"),
        pytest.param('{"moves": [{"line": "3"}]}', id="a line"),
        pytest.param('{"moves": [{"units": "so-nnmt"}]}', id="a text for a list"),
        pytest.param('{"moves": [{"form": ["x"]}]}', id="a list for a form"),
        pytest.param('{"start": {"form": {"x": 3}}}', id="a number in a form"),
        pytest.param(json.dumps({"start": {"by": "x" * 5000}}), id="a huge value"),
        pytest.param(json.dumps({"moves": [{}] * 201}), id="too many moves"),
        pytest.param("[" * 100_000, id="deep nesting"),
        pytest.param("x" * 300_000, id="too long"),
    ],
)
def test_what_is_no_play_is_refused(sent):
    with pytest.raises(NotAPlay):
        plays.read(sent)


def test_a_play_ends_somewhere():
    long = Play(moves=(Move(does="x"),) * plays.MOST_MOVES)
    with pytest.raises(NotAPlay):
        long.then(Move(does="x"))
