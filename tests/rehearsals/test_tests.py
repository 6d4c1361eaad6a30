"""Tests of procedures: reading them, playing them, and telling what was found."""

from __future__ import annotations

import json

import pytest

from motcua.rehearsals import playing, telling
from motcua.rehearsals.playing import NoTests
from motcua.rehearsals.plays import Move, Play, Start
from motcua.rehearsals.reading import TESTS, read
from motcua.rehearsals.testing import run
from motcua.rehearsals.wording import BLOCKS
from motcua.rehearsals.writing import as_test
from motcua.words import translate
from motcua.workflows.reader import read as read_procedure
from tests.make import ROOT
from tests.procedures.walk import moment
from tests.rehearsals.conftest import MONDAY, text_of

PERMIT, COPIES = "cap-giay-phep-xay-dung", "chung-thuc-ban-sao"
SHIPPED = sorted(path.parent.name for path in (ROOT / "workflows").glob("*/1.yaml"))


@pytest.mark.parametrize("procedure", SHIPPED)
def test_every_shipped_procedure_has_tests_and_they_end_as_expected(editor, procedure):
    [report] = playing.reports(editor, playing.found(ROOT / "workflows", [procedure]))
    assert report.outcomes
    assert report.passed, telling.as_lines([report], "en")


def test_every_key_is_documented_in_both_languages():
    page = (ROOT / "docs" / "developing" / "definitions.md").read_text("utf8")
    section = page[page.index("## Tests of a procedure") : page.index("## Rehearsals")]
    missing = [
        (english, vietnamese)
        for block in ("test", "step", "expect")
        for english, vietnamese in BLOCKS[block].items()
        if f"`{english}`" not in section or f"`{vietnamese}`" not in section
    ]
    assert missing == []


def a_test(steps: str = "", start: str = "") -> str:
    return f"tests:\n  one:\n    begins: 23/11/2026 08:00\n{start}    steps:\n{steps}"


def problems(text, procedure=PERMIT):
    rules = read_procedure(text_of(procedure)).definition
    found = read(text, "tests.yaml", rules).problems
    return [(each.code, each.line, each.suggestion) for each in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("x", [("D01", 1, "")], id="nothing to read"),
        pytest.param("a: 1\n", [("D10", 1, ""), ("D11", 1, "")], id="no tests"),
        pytest.param("tests: 3\n", [("D05", 1, "")], id="tests that are none"),
        pytest.param("tests:\n  a: {}\n", [("D11", 2, "")], id="no beginning"),
        pytest.param(
            "tests:\n  a: {begins: 1/1/2026}\n  a: {begins: 1/1/2026}\n",
            [("D02", 3, "")],
            id="a test twice",
        ),
        pytest.param(
            "tests:\n  a: {begins: 1/1/2026, begins: 2/1/2026}\n",
            [("D02", 2, "")],
            id="a key twice",
        ),
        pytest.param("tests:\n  a: {begins: mai}\n", [("D06", 2, "")], id="no moment"),
        pytest.param("tests:\n  a: {begins: [1/1/2026]}\n", [("D05", 2, "")], id="a list"),
        pytest.param("tests:\n  a: {begins: 1/1/2026, [x]: 1}\n", [("D05", 2, "")], id="no key"),
        pytest.param(
            "tests:\n  a: {begins: 1/1/2026, title: {vn: x, en: y}}\n",
            [("D10", 2, "")],
            id="a language that is none",
        ),
        pytest.param(
            a_test("     - {who: clerk, deos: receive}\n"), [("D10", 5, "does")], id="a slip"
        ),
        pytest.param(a_test("     - {does: recieve}\n"), [("N01", 5, "receive")], id="an action"),
        pytest.param(a_test("     - {asks: nganh}\n"), [("N01", 5, "")], id="a consultation"),
        pytest.param(
            a_test("     - {does: receive, expect: {state: recieved}}\n"),
            [("N01", 5, "received")],
            id="a state",
        ),
        pytest.param(
            a_test("     - {expect: {offers: sing, offers_not: sign}}\n"),
            [("N01", 5, "sign")],
            id="an action expected",
        ),
        pytest.param(
            a_test("     - {does: receive, form: {ly_od: x}, papers: dno}\n"),
            [("N01", 5, "ly_do"), ("N01", 5, "don")],
            id="a field and a paper",
        ),
        pytest.param(
            a_test("     - {does: receive, asks: chuyen_nganh}\n"), [("N03", 5, "")], id="two deeds"
        ),
        pytest.param(a_test("     - {more_time: soon}\n"), [("T01", 5, "")], id="no term"),
        pytest.param(a_test("     - {}\n"), [("N03", 5, "")], id="nothing at all"),
        pytest.param(a_test("     - {units: {a: b}}\n"), [("D05", 5, "")], id="a block for a list"),
        pytest.param(
            a_test("     - {does: receive}\n" * 201), [("D04", 4, "")], id="far too many steps"
        ),
        pytest.param("tests: &a {}\n", [("D03", 1, "")], id="an anchor"),
    ],
)
def test_problems_are_told_by_line_with_what_was_meant(text, told):
    assert problems(text) == told


def test_both_languages_mean_the_same():
    english = a_test("     - {at: 23/11/2026 09:00, who: applicant, answers: agree}\n")
    vietnamese = (
        "kiểm thử:\n  one:\n    bắt đầu: 23/11/2026 08:00\n    các bước:\n"
        "     - {lúc: 23/11/2026 09:00, ai: người nộp, trả lời: đồng ý}\n"
    )
    assert read(english).tests[0].play == read(vietnamese).tests[0].play


def test_a_title_in_one_language_or_two_or_none():
    text = "tests:\n  a_b: {begins: 1/1/2026}\n  c: {begins: 1/1/2026, title: Một}\n"
    text += "  d: {begins: 1/1/2026, title: {vi: Hai, en: Two}}\n"
    titles = [translate(each.title, "en") for each in read(text).tests]
    assert titles == ["a b", "Một", "Two"]


def said(editor, steps, start="", procedure=PERMIT, text=""):
    """Return what is not as expected, in English."""
    rules = read_procedure(text_of(procedure)).definition
    found = read(a_test(steps, start), "", rules)
    assert not found.problems
    [outcome] = run(editor, text or text_of(procedure), found.tests)
    return [translate(telling.said(each), "en") for each in outcome.differences]


GIVEN = """     - {who: clerk, does: receive}
     - {who: clerk, does: transfer}
     - {who: head, does: assign, form: {officer: ha.nguyen}}
"""


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        pytest.param(
            "     - {who: head, does: receive}\n",
            ["“Receive” (head) was refused: This is not for you to do at this step."],
            id="a refusal that nobody expected",
        ),
        pytest.param(
            "     - {who: clerk, does: receive, expect: {refused: yes}}\n",
            ["“Receive” (mai.tran) should have been refused (yes), and was done."],
            id="one that was expected and did not come",
        ),
        pytest.param(
            "     - {who: head, does: receive, expect: {refused: fee paid}}\n",
            ["Refusal: expected fee paid; found This is not for you to do at this step."],
            id="another reason",
        ),
        pytest.param(
            "     - {who: clerk, does: receive, expect: {state: refused}}\n",
            ["State: expected refused; found received"],
            id="another state",
        ),
        pytest.param(
            "     - {who: clerk, does: receive, expect: {due: 07/12/2026 17:00}}\n",
            ["Due: expected 07/12/2026 17:00; found 08/12/2026 17:00"],
            id="another date",
        ),
        pytest.param(
            "     - {expect: {due: 07/12/2026, step_due: none, clock: running}}\n",
            [
                "Due: expected 07/12/2026; found nothing",
                "Step due: expected none; found 25/11/2026 17:00",
                "Clock: expected running; found nothing",
            ],
            id="none where one is, one where none is",
        ),
        pytest.param(
            "     - {who: clerk, does: receive,"
            " expect: {letter: none, notified: head, list: head}}\n",
            [
                "Letter: expected none; found giay_tiep_nhan",
                "Told: expected head; found applicant",
                "List: expected head; found unit:ttpvhcc-tinh:clerk",
            ],
            id="another letter, another person, another list",
        ),
        pytest.param(
            "     - {expect: {offers: [receive, transfer], offers_not: [receive, transfer]}}\n",
            [
                "May be done: expected receive, transfer; found receive",
                "May not be done: expected receive, transfer; found transfer",
            ],
            id="what may be done",
        ),
        pytest.param(
            GIVEN + "     - {who: assignee, asks: chuyen_nganh, units: so-nnmt,"
            " expect: {asked: so-khcn, silence: so-nnmt}}\n",
            [
                "Asked: expected so-khcn; found so-nnmt",
                "Silence: expected so-nnmt; found nothing",
            ],
            id="somebody else was asked",
        ),
    ],
)
def test_what_is_not_as_expected_is_told(editor, steps, told):
    assert said(editor, steps) == told


def test_lists_by_person_by_part_and_while_others_are_waited_for(editor):
    steps = GIVEN + (
        "     - {expect: {list: ha.nguyen}}\n"
        "     - {expect: {list: assignee}}\n"
        "     - {who: assignee, does: supplement, expect: {list: waiting}}\n"
    )
    assert said(editor, steps) == []
    late = GIVEN + "     - {who: assignee, does: supplement, expect: {list: ha.nguyen}}\n"
    assert said(editor, late) == ["List: expected ha.nguyen; found waiting:person:ha.nguyen"]
    other = GIVEN + "     - {expect: {list: applicant}}\n"
    assert said(editor, other) == ["List: expected applicant; found person:ha.nguyen"]


def test_a_case_that_is_not_taken_in_stands_nowhere(editor):
    start = (
        "    papers: []\n"
        "    expect: {refused: fee paid, state: received, due: 1/12/2026, clock: running,"
        " list: head, asked: so-nnmt, silence: so-nnmt, offers: receive}\n"
    )
    found = said(editor, "     - {who: clerk, does: receive, expect: {refused: yes}}\n", start)
    assert found[1:-1] == [
        "State: expected received; found nothing",
        "Due: expected 1/12/2026; found nothing",
        "Clock: expected running; found nothing",
        "List: expected head; found nothing",
        "Asked: expected so-nnmt; found nothing",
        "Silence: expected so-nnmt; found nothing",
    ]


class TestReports:
    def test_nothing_is_played_against_a_text_with_errors(self, editor):
        text = text_of(PERMIT).replace("to: received", "to: nowhere")
        report = playing.report(editor, text, a_test())
        assert not report.passed
        assert not report.outcomes

    def test_nor_are_tests_with_errors(self, editor):
        report = playing.report(editor, text_of(PERMIT), "tests:\n  a: {}\n", "t.yaml")
        assert [each.code for each in report.problems] == ["D11"]
        assert "t.yaml:2 D11" in telling.as_lines([report], "vi")

    def test_for_people_and_for_programs(self, editor):
        text = text_of(PERMIT).replace("deadline: 10", "deadline: 9")
        path = ROOT / "workflows" / PERMIT / TESTS
        report = playing.report(editor, text, path.read_bytes(), "tests.yaml")
        lines = telling.as_lines([report], "en")
        assert "✗ dung_han" in lines
        assert "4 of 5 tests end as expected." in lines
        assert "tests.yaml:12 Due: expected 08/12/2026 17:00; found 07/12/2026 17:00" in lines
        [told] = json.loads(telling.as_json([report], "en"))
        assert (told["passed"], len(told["tests"])) == (False, 5)
        assert told["tests"][0]["differences"][0]["line"] == 12

    def test_problems_for_programs(self, editor):
        report = playing.report(editor, text_of(PERMIT), "tests:\n  a: {}\n", "t.yaml")
        [told] = json.loads(telling.as_json([report], "en"))
        assert told["problems"][0]["code"] == "D11"


class TestFindingTests:
    def test_by_id_by_file_and_all(self, tmp_path):
        folder = tmp_path / "workflows"
        for name, files in {"a": ("1", "2", "10"), "b": ("1",)}.items():
            (folder / name).mkdir(parents=True)
            for each in files:
                (folder / name / f"{each}.yaml").touch()
        tests = folder / "a" / TESTS
        tests.touch()
        (folder / "a" / "0x.yaml").touch()
        newest = [(folder / "a" / "10.yaml", tests)]
        for wanted in ([], ["a"], [str(tests)]):
            found = playing.found(folder, wanted)
            assert [(each.procedure, each.tests) for each in found] == newest
        [named] = playing.found(folder, [str(folder / "a" / "2.yaml")])
        assert named.procedure.name == "2.yaml"

    @pytest.mark.parametrize("wanted", ["b", "no-such-procedure"])
    def test_what_has_none(self, tmp_path, wanted):
        (tmp_path / "b").mkdir()
        (tmp_path / "b" / "1.yaml").touch()
        with pytest.raises(NoTests):
            playing.found(tmp_path, [wanted])

    def test_a_file_without_tests_beside_it(self, editor, tmp_path):
        (tmp_path / "1.yaml").write_text(text_of(PERMIT))
        with pytest.raises(NoTests):
            playing.reports(editor, playing.found(tmp_path, [str(tmp_path / "1.yaml")]))


class TestWriting:
    @pytest.mark.parametrize("procedure", [PERMIT, COPIES])
    def test_what_was_tried_out_is_a_test_that_ends_as_expected(self, rehearse, editor, procedure):
        play = Play(
            Start(moment(MONDAY), by="clerk", applicant="citizen", form={"so_ban": "3: ba"}),
            (
                Move(who="head", does="receive"),
                Move(who="clerk", does="receive", at=moment("23/11/2026 09:00")),
                Move(at=moment("25/11/2026 08:00")),
            ),
        )
        if procedure == COPIES:
            play = Play(Start(moment(MONDAY), unit="ttpvhcc-xa-hoa-binh"), play.moves)
        rehearsal = rehearse(text_of(procedure))
        rehearsal.play(play)
        written = as_test("thu", "Thử: một", rehearsal.rules, play, rehearsal.rounds)
        assert ("bị từ chối" in written) == (procedure == COPIES)
        rules = read_procedure(text_of(procedure)).definition
        tests = read(written.replace('form: {so_ban: "3: ba"}', "form: {}"), "", rules)
        assert not tests.problems, written
        [outcome] = run(editor, text_of(procedure), tests.tests)
        assert outcome.passed, outcome.differences
        assert outcome.compared > 6

    def test_what_was_not_taken_in_expects_nothing(self, rehearse):
        play = Play(Start(moment(MONDAY), papers=()))
        rehearsal = rehearse(text_of(PERMIT))
        rehearsal.play(play)
        written = as_test("thu", "Thử", rehearsal.rules, play, rehearsal.rounds)
        assert "expect" not in written
