from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from motcua.acting import Refusal
from motcua.command import motcua
from motcua.deadlines.telling import read_moment, tell_due
from motcua.words import translate
from tests.make_deadlines import CALENDAR, CALENDARS, ROOT, at


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param("2026-11-20 15:30", "20/11/2026 15:30", id="with an hour"),
        pytest.param("20/11/2026 15:30", "20/11/2026 15:30", id="Vietnamese, with an hour"),
        pytest.param("2026-11-20T15:30", "20/11/2026 15:30", id="as programs write"),
        pytest.param("2026-11-20", "20/11/2026 07:00", id="a day begins when the office opens"),
        pytest.param("20/11/2026", "20/11/2026 07:00", id="Vietnamese"),
        pytest.param("21/11/2026", "21/11/2026 00:00", id="a day off begins at midnight"),
        pytest.param("  2026-11-20   15:30 ", "20/11/2026 15:30", id="spaces"),
    ],
)
def test_a_moment_may_be_written_in_several_ways(text, moment):
    assert read_moment(CALENDAR, text) == at(moment)


@pytest.mark.parametrize(
    ("start", "term", "unit", "sentence"),
    [
        pytest.param(
            "2026-13-20",
            "1 day",
            "",
            "“2026-13-20” không phải là ngày; viết ví dụ 2026-11-20 15:30 hoặc 20/11/2026.",
            id="no date",
        ),
        pytest.param("2026-11-20", "P1D", "", "Không hiểu thời hạn “P1D”.", id="no term"),
        pytest.param("2026-11-20", "1 day", "so-la", "Không có đơn vị “so-la”.", id="no such unit"),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(start, term, unit, sentence):
    with pytest.raises(Refusal) as refused:
        tell_due(CALENDARS, start, term, unit, units=["so-xay-dung"])
    assert translate(refused.value.sentence, "vi") == sentence


def motcua_due(*words):
    return CliRunner().invoke(motcua, ["due", *words, "--config", str(ROOT / "config")])


def test_the_command_tells_the_date():
    told = motcua_due("2026-11-20 15:30", "3 working days")
    assert (told.exit_code, told.output) == (0, "17:00 thứ Năm, 26/11/2026\n")


def test_the_command_explains():
    told = motcua_due(
        "20/11/2026 15:30", "3 ngày làm việc", "--explain", "--lang", "en", "--unit", "so-xay-dung"
    )
    assert told.output.splitlines() == [
        "17:00, Thursday 26/11/2026",
        "  From 15:30, Friday 20/11/2026; the first day is not counted (BLDS 2015, art. 147).",
        "  Saturday 21/11/2026 to Sunday 22/11/2026 not counted: weekend.",
        "  Tuesday 24/11/2026 not counted: Vietnam Culture Day.",
        "  3 working days: due at 17:00, Thursday 26/11/2026.",
    ]


def test_the_command_answers_programs():
    told = json.loads(motcua_due("2026-11-20 15:30", "3 working days", "--json").output)
    assert told["due"] == "2026-11-26T17:00"
    assert told["term"] == "3 working days"
    assert told["calendar"] == "vn-hanh-chinh"
    assert told["provisional"] is False
    assert told["steps"][1] == {
        "kind": "skipped",
        "from": "2026-11-21",
        "to": "2026-11-22",
        "text": "Không tính thứ Bảy, 21/11/2026 đến Chủ nhật, 22/11/2026: nghỉ cuối tuần.",
    }


def test_a_program_learns_that_a_date_may_still_move():
    told = json.loads(motcua_due("2027-01-25", "10 working days", "--json").output)
    assert told["provisional"] is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(
            ["2026-11-20", "1 day", "--unit", "so-la", "--lang", "en"],
            "There is no unit “so-la”.\n",
            id="unit",
        ),
        pytest.param(
            ["hôm nay", "1 day"],
            "“hôm nay” không phải là ngày; viết ví dụ 2026-11-20 15:30 hoặc 20/11/2026.\n",
            id="date",
        ),
        pytest.param(
            ["2026-11-20", "P1D", "--lang", "en"],
            "“P1D” is not a length of time. Write for example: 5 working days, 0.5 working days,"
            " 8 working hours, 20 days, same day.\n",
            id="term",
        ),
    ],
)
def test_the_command_refuses_in_one_line_and_ends_with_2(words, said):
    told = motcua_due(*words)
    assert (told.exit_code, told.stderr, told.stdout) == (2, said, "")
