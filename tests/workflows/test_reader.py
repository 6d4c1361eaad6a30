"""What a file says, in either language; that nothing is re-typed and nothing is run."""

import unicodedata
from dataclasses import fields, is_dataclass, replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.words import Label, translate
from motcua.workflows import keys
from motcua.workflows.checks import checked
from motcua.workflows.definition import Action, Asked, Condition
from motcua.workflows.reader import Reading, digest, read
from tests.make_workflows import SMALL, defined, example

ENGLISH, VIETNAMESE = example("everything.en"), example("everything.vi")


def told(text, language="en"):
    return [f"{p.line} {p.code} {translate(p.said, language)}" for p in read(text).problems]


@pytest.fixture(scope="module")
def everything():
    return read(ENGLISH).definition


def test_a_file_in_vietnamese_says_the_same_as_one_in_english(everything):
    vietnamese = read(VIETNAMESE).definition
    assert (everything.language, vietnamese.language) == ("en", "vi")
    same = {"digest": "", "text": "", "language": ""}
    assert _without_lines(replace(vietnamese, **same)) == _without_lines(
        replace(everything, **same)
    )


def _without_lines(thing):
    """Return a definition as plain values, lines left out."""
    if is_dataclass(thing):
        return {
            f.name: _without_lines(getattr(thing, f.name))
            for f in fields(thing)
            if f.name not in ("line", "lines")
        }
    if hasattr(thing, "items"):
        return {key: _without_lines(value) for key, value in thing.items()}
    return [_without_lines(each) for each in thing] if isinstance(thing, tuple) else thing


def test_the_two_examples_use_every_key():
    """So that the test above speaks of all of them."""
    used = set(read(ENGLISH).definition.lines)
    last = {path.rpartition(".")[2] for path in used}
    assert {key for block in keys.BLOCKS.values() for key in block} - last <= {"vi", "en"}


def test_nothing_is_wrong_with_them():
    assert told(ENGLISH) == told(VIETNAMESE) == []


def test_values_stay_as_they_are_written(everything):
    assert everything.code == "1.10"
    assert everything.lines["states.hai.within"] == 55
    assert everything.fields["gan"].required is False


def test_what_may_be_said_in_short(everything):
    assert [ground.title for ground in everything.legal] == ["Luật Xây dựng", "Nghị định 1"]
    assert everything.papers["don"].title == Label("Đơn")
    assert [body.unit for body in everything.consultations["hoi"].bodies] == [
        "so-tu-phap",
        "so-nnmt",
        "field noi",
    ]
    assert everything.roles["head"].title == Label("Trưởng phòng", "Head")
    assert everything.states["mot"].actions[0].needs == ("don",)
    assert everything.fields["mau"].choices == (("Đỏ", Label("Đỏ")), ("Xanh", Label("Xanh")))
    assert everything.fields["mau"].kind == "choice"


def test_a_question_mark_makes_a_field_optional_and_so_does_its_description(everything):
    assert everything.form == (Asked("ten"), Asked("gan", False), Asked("ghi_chu", False))
    rules = defined(
        SMALL.replace(
            "title: Ví dụ\n", "title: Ví dụ\nfields: {a: {title: A, required: no}}\nform: a\n"
        )
    )
    assert rules.form == (Asked("a", False),)


def test_fees(everything):
    assert [fee.amount for fee in everything.fees] == [50_000, None]


def test_an_action_of_several_states_stands_in_each(everything):
    assert [everything.states[id].actions[-1].anywhere for id in ("mot", "hai")] == [True, True]
    assert everything.states["hai"].action("rut").to == "thoi"
    assert everything.states["hai"].action("di") is None


def test_conditions(everything):
    action = everything.states["mot"].action("di")
    assert [replace(each, line=0) for each in action.when] == [
        Condition("fee paid"),
        Condition(field="gan", values=("no",)),
    ]
    assert dict(action.set) == {"gan": "yes", "ngay_ky": "today"}


def test_standing_fields_and_papers_come_with_their_use(everything):
    assert everything.fields["ghi_chu"].title == Label("Ghi chú", "Note")
    assert everything.fields["ket_luan" if "ket_luan" in everything.fields else "ngay_ky"]
    assert "ly_do" not in everything.fields
    assert "don_de_nghi" not in everything.papers


def test_the_holder_is_the_one_official_that_is_asked_for():
    rules = defined(example("building-permit"))
    assert rules.states["received"].action("assign").assign == "officer"
    assert rules.states["submitted"].action("receive").assign == ""


def test_late_rules_are_known_by_where_they_stand(everything):
    assert [rule.id for rule in everything.states["hai"].late] == ["hai.1", "hai.2"]
    assert [rule.id for rule in everything.late] == ["whole.1"]
    assert [rule.id for rule in everything.consultations["hoi"].late] == ["hoi.1", "hoi.2"]


def test_answers_have_the_usual_words_unless_the_file_brings_its_own(everything):
    assert everything.consultations["hoi"].answers["agree"] == Label("Thống nhất")
    usual = {"agree", "agree_with_remarks", "disagree", "not_competent"}
    with_list = ENGLISH.replace(
        "answers: {agree: Thống nhất, agree_with_remarks: Góp ý, "
        "disagree: Không, not_competent: Ngoài, other: Khác}",
        "answers: [agree, other]",
    )
    assert set(read(with_list).definition.consultations["hoi"].answers) == {"agree", "other"}
    without = with_list.replace("    answers: [agree, other]\n", "")
    assert set(read(without).definition.consultations["hoi"].answers) == usual


def test_who_acts_in_a_procedure(everything):
    assert everything.acting_roles == {"clerk", "applicant", "assignee", "other", "head"}
    assert everything.start.id == "mot"
    assert everything.name == "moi-thu/2"
    assert everything.digest == digest(ENGLISH)


def test_one_spelling_of_marks():
    assert (
        _without_lines(read(unicodedata.normalize("NFD", VIETNAMESE)).definition)["title"]
        == (_without_lines(read(VIETNAMESE).definition)["title"])
    )


def test_a_file_may_begin_with_a_byte_order_mark():
    assert read("\ufeff" + SMALL) == read(SMALL) == read(SMALL.encode("utf-8-sig"))


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        pytest.param(
            "    start: yes",
            "    starts: yes",
            "8 D10 I do not know “starts”. Did you mean “start”?",
            id="a key slightly wrong",
        ),
        pytest.param(
            "  done: {title: Xong,",
            "  done: {tên: Xong, tieu de: x,",
            "16 D10 I do not know “tieu de”.",
            id="a key that means nothing",
        ),
        pytest.param(
            "    start: yes",
            "    bat dau: yes",
            "8 D10 I do not know “bat dau”. Did you mean “bắt đầu”?",
            id="marks left out",
        ),
        pytest.param(
            "    start: yes",
            "    start: yes\n    bắt đầu: có",
            "9 D02 “bắt đầu” is written twice in the same place.",
            id="twice in two languages",
        ),
        pytest.param("version: 1\n", "", "1 D11 “version” is missing.", id="a key missing"),
        pytest.param(
            "version: 1",
            "version: 0",
            "2 D06 “version” must be a whole number from 1; it is “0”.",
            id="version nought",
        ),
        pytest.param(
            "version: 1",
            "version: một",
            "2 D06 “version” must be a whole number; it is “một”.",
            id="version in words",
        ),
        pytest.param(
            "version: 1",
            "version: ١",
            "2 D06 “version” must be a whole number; it is “١”.",
            id="foreign digits",
        ),
        pytest.param(
            "workflow: vi-du",
            "workflow: ../../etc/passwd",
            "1 D12 The id “../../etc/passwd”: small letters without marks, digits and - only, "
            "beginning with a letter. Did you mean “etc-passwd”?",
            id="a path for an id",
        ),
        pytest.param(
            "  done: {title: Xong",
            "  xử-lý: {title: Xong",
            "16 D12 The id “xử-lý”: small letters without marks, digits and _ only, "
            "beginning with a letter. Did you mean “xu_ly”?",
            id="marks in an id",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: {en: Example}",
            "3 D13 The procedure has no Vietnamese title.",
            id="no Vietnamese title",
        ),
        pytest.param(
            "title: Tiếp nhận",
            "title: {en: Receive}",
            "7 D13 State “received” has no Vietnamese title.",
            id="a state without",
        ),
        pytest.param(
            "    title: Tiếp nhận\n",
            "",
            "6 D13 State “received” has no Vietnamese title.",
            id="no title at all",
        ),
        pytest.param(
            "title: Tiếp nhận",
            "title: " + "a" * 61,
            "7 D13 A title should have 60 letters at most: “" + "a" * 61 + "”.",
            id="too long",
        ),
        pytest.param(
            "    start: yes",
            "    start: perhaps",
            "8 D06 “start” must be one of: yes, no; “perhaps” is none of them.",
            id="not a yes",
        ),
        pytest.param(
            "    start: yes",
            "    start: yes\n    clock: run",
            "9 T03 “clock” must be one of: running, paused, stopped; “run” is none of them. "
            "Did you mean “running”?",
            id="no clock",
        ),
        pytest.param(
            "    start: yes",
            "    start: yes\n    within: P1D",
            "9 T01 “P1D” is not a length of time. Write for example: 5 working days, "
            "0.5 working days, 8 working hours, 20 days, same day.",
            id="no term",
        ),
        pytest.param(
            "    start: yes",
            "    start: yes\n    within: 1000000000 days",
            "9 T01 “1000000000 days”: nothing takes longer than 10000 days. Write for "
            "example: 5 working days, 0.5 working days, 8 working hours, 20 days, same day.",
            id="a term of a billion days",
        ),
        pytest.param(
            "final: success",
            "final: victory",
            "16 S03 “final” must be one of: success, failure, cancelled; “victory” is none "
            "of them.",
            id="no final",
        ),
        pytest.param(
            "by: clerk, to: examined",
            "by: {a: b}, to: examined",
            "10 D05 “by” takes a single value here.",
            id="a mapping for a name",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nfees: {title: Phí, amount: nhiều}",
            "4 D06 “nhiều” is not an amount in đồng; write 50.000.",
            id="no amount",
        ),
        pytest.param(
            "    actions:\n      forward: {title: Chuyển, by: clerk, to: examined}",
            "    actions: forward",
            "9 D05 Here should stand keys, each with its value after “:”.",
            id="a name for a block",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\n? [a, b]\n: c",
            "4 D05 A key must be one name.",
            id="a list for a key",
        ),
        pytest.param(
            "to: done}",
            "to: done, when: [[a]]}",
            "14 D05 A list cannot stand inside this list.",
            id="a list in a list",
        ),
        pytest.param(
            "    start: yes",
            "    start: yes\n    late: [{notify: clerk}]",
            "9 D11 Each line of “late” has either “before” or “after”.",
            id="neither before nor after",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nanywhere: {w: {title: W, by: clerk, from: [recieved], to: done}}",
            "4 S04 There is no state “recieved”. Did you mean “received”?",
            id="from nowhere",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nanywhere: {sign: {title: W, by: clerk, from: examined, to: done}}",
            "4 D02 “sign” is written twice in the same place.",
            id="an action twice in a state",
        ),
        pytest.param(
            "roles: {",
            "roles: {clerk: A, ",
            "4 D02 “clerk” is written twice in the same place.",
            id="a role twice",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nconsultations: {a: {title: A, silence: hush}}",
            "4 C02 “silence” must be one of: agree, no_opinion, no_objection, wait, not_counted,"
            " against; “hush” is none of them.",
            id="silence",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nconsultations: {a: {title: A, closed_when: most}}",
            "4 C02 “closed_when” must be one of: all, any, mandatory, majority, a number or a share"
            " as 2/3; it is “most”.",
            id="closed when",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nconsultations: {a: {title: A, bodies: [{unit: b, valid_from: soon}]}}",
            "4 T01 “valid_from” must be a day, as 20/11/2026; it is “soon”.",
            id="no day",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nconsultations: {a: {title: A, answers: {agree: A, đồng ý: B}}}",
            "4 D02 “đồng ý” is written twice in the same place.",
            id="an answer twice",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: Ví dụ\nlate: [{before: 1 day, go: done}]",
            "4 D10 I do not know “go”.",
            id="the whole deadline goes nowhere",
        ),
    ],
)
def test_what_is_not_understood_is_told(before, after, problem):
    assert before in SMALL
    assert problem in told(SMALL.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "told_as", "title"),
    [
        pytest.param(
            "title: Ví dụ",
            "title: {vi: Xã, phường, thị trấn, en: Commune}",
            '3 D10 Inside {…} a text with a comma must stand in quotes: vi: "Xã, phường, thị trấn"',
            Label("Xã, phường, thị trấn", "Commune"),
            id="in a label",
        ),
        pytest.param(
            "title: Ví dụ",
            "title: {vi: Xã, en: Commune, ward}",
            '3 D10 Inside {…} a text with a comma must stand in quotes: en: "Commune, ward"',
            Label("Xã", "Commune, ward"),
            id="at its end",
        ),
    ],
)
def test_a_comma_without_quotes_is_told_as_what_it_is(before, after, told_as, title):
    text = SMALL.replace(before, after, 1)
    assert told(text) == [told_as]
    assert read(text).definition.title == title


def test_a_comma_is_told_in_a_label_written_in_short_and_in_an_action():
    text = SMALL.replace("clerk: Cán bộ một cửa", "clerk: {vi: Cán bộ, một cửa, en: Clerk}")
    assert told(text) == [
        '4 D10 Inside {…} a text with a comma must stand in quotes: vi: "Cán bộ, một cửa"'
    ]
    text = SMALL.replace("title: Trả lại, by", "title: Trả lại, sửa, by")
    assert told(text) == [
        '15 D10 Inside {…} a text with a comma must stand in quotes: title: "Trả lại, sửa"'
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "quy trình: a\nbản: 1\nvai trò: {}\ntrạng thái: {}\n",
            "1 D11 Thiếu “tên”.",
            id="missing",
        ),
        pytest.param(
            "quy trình: a\nbản: x\n", "2 D06 “bản” phải là số nguyên; hiện là “x”.", id="number"
        ),
        pytest.param(
            "quy trình: a\nbản: 1\ntên: A\ntrạng thái: {a: {tên: A, đồng hồ: chay}}\n",
            "4 T03 “đồng hồ” phải là một trong: chạy, tạm dừng, dừng; “chay” không phải. "
            "Có phải “chạy”?",
            id="word",
        ),
    ],
)
def test_a_vietnamese_file_is_told_of_its_own_keys(text, problem):
    assert problem in told(text, "vi")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        pytest.param("a: b: c", 1, "there is one “:” too many", id="two colons"),
        pytest.param("a: {b: c", 2, "is missing", id="an open bracket"),
        pytest.param("a: 'b", 1, "a quote or bracket is not closed", id="an open quote"),
        pytest.param("a: b\n\tc: d", 2, "a tab", id="a tab"),
        pytest.param("a: b\n---\nc: d", 2, "remove the line ---", id="two documents"),
        pytest.param('a: "\\x"', 1, "hexdecimal", id="what we have no words for"),
        pytest.param("- a", 1, "does not begin with a key", id="a list"),
        pytest.param("", 1, "does not begin with a key", id="nothing"),
        pytest.param("a: \u202eb", 1, "invisible character (U+202E)", id="writing turned round"),
        pytest.param("a: 1\nb: x\x07", 2, "invisible character (U+0007)", id="a bell"),
        pytest.param("a: \ud800", 1, "invisible character (U+D800)", id="half a letter"),
        pytest.param(
            'a: "\\u202e"', 1, "invisible character (U+202E)", id="smuggled in by its number"
        ),
        pytest.param(b"a: 1\nb: \xff", 2, "must be written in UTF-8", id="another encoding"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(text, line, reason):
    found = read(text).problems
    assert found[0].code == "D01"
    assert found[0].line == line
    assert reason in translate(found[0].said, "en")


BOMB = "a: &a [x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("a: [" + "x," * 120_000 + "]", "D04", id="a list of 120 thousand"),
        pytest.param("a: {" + "x," * 120_000 + "}", "D04", id="keys without values"),
        pytest.param(
            SMALL.replace(
                "states:",
                "anywhere:\n"
                + "".join(
                    f"  a{n}: {{title: x, by: clerk, to: done, from: [received, examined]}}\n"
                    for n in range(990)
                )
                + "states:",
            ),
            "D04",
            id="a thousand actions in each of the states",
        ),
        pytest.param(SMALL.replace("vi-du", "../../etc/passwd"), "D12", id="an id that is a path"),
        pytest.param(SMALL.replace("title: Ví dụ", "title: a\x85b"), "D01", id="a line end of old"),
        pytest.param(SMALL.replace("title: Ví dụ", "title: a\u202eb"), "D01", id="turned writing"),
        pytest.param(
            SMALL.replace("title: Ví dụ", 'title: "a\\u202eb"'), "D01", id="turned by its number"
        ),
        pytest.param(SMALL + "deadline: 1000000000 days\n", "T01", id="a limit of 1e9 days"),
        pytest.param(SMALL + f"deadline: {'9' * 3900} days\n", "T01", id="a limit beyond numbers"),
        pytest.param(SMALL + "deadline: 1e9 days\n", "T01", id="a limit in powers"),
        pytest.param(BOMB, "D03", id="a bomb of aliases"),
        pytest.param("a: !!python/object/apply:os.system [id]", "D03", id="an object of Python"),
        pytest.param("a: !x b", "D03", id="a tag"),
        pytest.param("a: &x b\nc: *x", "D03", id="one alias as a value"),
        pytest.param("a: b\n*x : c", "D03", id="one alias as a key"),
        pytest.param("%YAML 1.1\n---\na: b", "D03", id="a directive"),
        pytest.param("[" * 100_000, "D04", id="brackets a hundred thousand deep"),
        pytest.param("{" * 100_000, "D04", id="braces"),
        pytest.param("- " * 100_000, "D04", id="dashes"),
        pytest.param("\n".join(" " * n + "a:" for n in range(600)), "D04", id="steps"),
        pytest.param("a: " + "x" * 262_144, "D04", id="more than 256 kB"),
        pytest.param("a: " + "ế" * 100_000, "D04", id="more than 256 kB when written"),
        pytest.param("workflow: " + "x" * 200_000, "D04", id="a value of 200 kB"),
        pytest.param(
            SMALL + "".join(f"  s{n}: {{title: x}}\n" for n in range(201)), "D04", id="201 states"
        ),
        pytest.param(
            SMALL.replace(
                "      forward:",
                "".join(f"      a{n}: {{title: x, to: done}}\n" for n in range(1001))
                + "      forward:",
            ),
            "D04",
            id="1001 actions",
        ),
        pytest.param(
            "".join(f"k{n}: v\n" for n in range(14_000)), "D10", id="fourteen thousand keys"
        ),
        pytest.param(
            SMALL.replace(
                "      forward:",
                "".join(f"      a{n}: {{title: x, by: r{n}, to: nowhere{n}}}\n" for n in range(990))
                + "      forward:",
            ),
            "S04",
            id="a thousand ways to nowhere",
        ),
        pytest.param("? " * 5_000 + "x", "D04", id="keys of keys"),
    ],
)
@pytest.mark.timeout(20)
def test_hostile_files_are_refused_at_once(text, code):
    assert code in {problem.code for problem in checked(text).problems}


def test_a_block_that_is_left_empty_is_as_if_it_were_not_there():
    text = SMALL.replace("title: Ví dụ\n", "title: Ví dụ\nfields:\npapers:\nform:\nwhen_not: \n")
    assert told(text) == ["7 D10 I do not know “when_not”."]
    assert defined(text.replace("when_not: \n", "")).form == ()


def test_what_a_definition_leaves_out_is_nothing():
    action = Action("a", Label("A"), by=("clerk",), to="b")
    assert (dict(action.set), action.ask, action.clock) == ({}, (), "")
    with pytest.raises(TypeError):
        action.set["x"] = "y"


@settings(max_examples=150, deadline=None)
@given(st.text())
def test_any_text_gives_problems_and_never_breaks(text):
    assert isinstance(checked(text), Reading)


PIECES = st.sampled_from(
    [
        "workflow",
        "states",
        "title",
        "actions",
        "by",
        "to",
        "when",
        "late",
        "auto",
        "x",
        "yes",
        "",
        "ly_do",
        "consultations",
        "bodies",
        "answers",
        "fields",
        "choices",
        "migrate",
        "visible",
        "roles",
        "back",
    ]
)
TREES = st.recursive(
    PIECES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PIECES, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(PIECES | st.sampled_from(sorted(keys.PROCEDURE)), TREES, max_size=8))
def test_any_shape_gives_problems_and_never_breaks(tree):
    assert isinstance(checked(yaml.safe_dump(tree, allow_unicode=True)), Reading)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_damage_to_a_real_file_gives_problems_and_never_breaks(data):
    lines = ENGLISH.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = data.draw(st.text(max_size=30)) + lines[at][data.draw(st.integers(0, 20)) :]
    assert isinstance(checked("".join(lines)), Reading)
