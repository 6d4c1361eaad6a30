import re
from datetime import date

import pytest

from motcua.acting import Refusal
from motcua.sheets import LONGEST_FILE, Sheet, WrongFile
from motcua.words import Label, translate


@pytest.fixture
def sheet(tmp_path):
    def written(text: str | bytes) -> Sheet:
        path = tmp_path / "sheet.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return Sheet(path)

    return written


def told(sheet: Sheet) -> list[tuple[int, str]]:
    return [(each.line, translate(each.sentence, "en")) for each in sheet.problems]


def the_one(sheet: Sheet):
    return sheet.entries(sheet.said())["it"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("it: no", "no", id="no is not false"),
        pytest.param("it: 01.10", "01.10", id="a code is not a number"),
        pytest.param("it: 2026-12-31", "2026-12-31", id="a day is not yet a day"),
        pytest.param("it: '  Hòa Bình '", "Hòa Bình", id="outer blanks are left out"),
        pytest.param("it:", "", id="nothing is an empty text"),
        pytest.param("it: ~", "", id="a tilde is nothing"),
    ],
)
def test_values_are_taken_as_written(sheet, text, value):
    read = sheet(text)
    assert read.text(the_one(read)) == value


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        pytest.param("a: 1\nb: &x 2", 2, "the signs & * ! may not begin a value", id="anchor"),
        pytest.param("a: !!python/name:os.system x", 1, "the signs & * !", id="tag"),
        pytest.param("a: 1\na: 2", 2, "“a” stands here twice", id="a key twice"),
        pytest.param("[a, b]: 1", 1, "a key is a single word", id="a list as key"),
        pytest.param("a: [1\nb: 2", 2, "this cannot be read here", id="broken"),
        pytest.param("a: 'x", 1, "this cannot be read here", id="an open quotation"),
        pytest.param(b"a: \xff", 1, "not written in UTF-8", id="not UTF-8"),
        pytest.param("a: \x07", 1, "signs that no text has", id="a control sign"),
        pytest.param(b"#" * (LONGEST_FILE + 1), 1, "too large", id="too large"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(sheet, text, line, sentence):
    with pytest.raises(WrongFile, match=re.escape(sentence)) as wrong:
        sheet(text).said()
    assert [each.line for each in wrong.value.problems] == [line]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(WrongFile, match="there is no such file"):
        Sheet(tmp_path / "nothing.yaml").said()


def test_an_empty_file_says_nothing(sheet):
    read = sheet("# only a remark\n")
    assert read.entries(read.said()) == {}
    read.finish()


def test_what_an_empty_file_needs_is_missing_from_it(sheet):
    read = sheet("")
    read.entries(read.said(), needed=("units",))
    assert told(read) == [(1, "“units” is missing")]
    assert read.entries(None, needed=("units",)) == {}


def test_all_problems_are_told_at_once_in_the_order_of_their_lines(sheet):
    read = sheet("kinnd: x\nwhen: yesterday\nsure: maybe\nlist: [a]\n")
    top = read.entries(read.said(), known=("kind", "when", "sure", "list"), needed=("name",))
    assert read.truth(top["sure"], unsaid=True) is True
    assert read.day(top["when"]) is None
    assert read.text(top["list"]) == ""
    with pytest.raises(WrongFile) as wrong:
        read.finish()
    assert str(wrong.value) == (
        "sheet.yaml cannot be read: "
        "line 1: “kinnd” is not known; did you mean “kind”?, "
        "line 1: “name” is missing, "
        "line 2: “yesterday” is not a day; write it as 31/12/2026, "
        "line 3: write yes or no here, not “maybe”, "
        "line 4: a text is expected here"
    )


def test_a_text_where_entries_belong_is_wrong(sheet):
    read = sheet("it: something")
    assert read.entries(the_one(read)) == {}
    assert told(read) == [(1, "entries of the form “key: value” are expected here")]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("it: Sở Xây dựng", Label("Sở Xây dựng"), id="one language"),
        pytest.param("it: {vi: Sở, en: Dept}", Label("Sở", "Dept"), id="both"),
    ],
)
def test_labels(sheet, text, label):
    read = sheet(text)
    assert read.label(the_one(read)) == label
    assert read.label(None) == Label("")


@pytest.mark.parametrize("text", ["31/12/2026", "2026-12-31"])
def test_days_are_read_in_both_forms(sheet, text):
    read = sheet(f"it: {text}")
    assert read.day(the_one(read)) == date(2026, 12, 31)
    assert read.day(None) is None


@pytest.mark.parametrize(
    ("text", "truth"), [("yes", True), ("no", False), ("có", True), ("không", False), ("", True)]
)
def test_truths(sheet, text, truth):
    read = sheet(f"it: {text}")
    assert read.truth(the_one(read), unsaid=True) is truth
    assert read.truth(None, unsaid=False) is False


def test_one_of_several(sheet):
    read = sheet("it: zzz")
    assert read.one_of(the_one(read), ["so", "xa"]) == ""
    assert read.one_of(None, ["so"]) == ""
    assert told(read) == [(1, "“zzz” is not known")]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param("it: [a, b]", ("a", "b"), id="a list"),
        pytest.param("it: a", ("a",), id="one alone"),
        pytest.param("it:", (), id="none"),
    ],
)
def test_lists(sheet, text, items):
    read = sheet(text)
    assert read.each(the_one(read), read.text) == items
    assert read.items(None) == []


def quarter(text: str) -> str:
    if text != "quarter":
        raise Refusal("it is no quarter")
    return text


@pytest.mark.parametrize(
    ("text", "value", "problems"),
    [
        pytest.param("it: quarter", "quarter", [], id="understood"),
        pytest.param("it:", "", [], id="nothing said"),
        pytest.param("it: half", "", [(1, "it is no quarter")], id="refused"),
    ],
)
def test_what_another_reads_is_told_with_its_line(sheet, text, value, problems):
    read = sheet(text)
    assert read.understood(the_one(read), quarter, "") == value
    assert told(read) == problems


@pytest.mark.parametrize(
    ("text", "value", "wrong"),
    [
        pytest.param("it: 12", 12, 0, id="a number"),
        pytest.param("it:", 7, 0, id="nothing said"),
        pytest.param("it: 0", 7, 1, id="too small"),
        pytest.param("it: 1.500", 7, 1, id="with a mark"),
        pytest.param("it: ٣", 7, 1, id="other figures"),
    ],
)
def test_whole_numbers(sheet, text, value, wrong):
    read = sheet(text)
    assert (read.number(the_one(read), 7), len(read.problems)) == (value, wrong)
