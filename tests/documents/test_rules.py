"""The settings of uploads."""

from datetime import timedelta

import pytest

from motcua.documents.rules import Limits, ReadingLimits, UploadRules, read_upload_rules
from motcua.sheets import WrongFile


def written(tmp_path, text):
    path = tmp_path / "uploads.yaml"
    path.write_text(text, "utf8")
    return read_upload_rules(path)


def test_no_settings_are_the_usual_ones(tmp_path):
    assert read_upload_rules(tmp_path / "uploads.yaml") == UploadRules()
    assert written(tmp_path, "").limits == Limits()


def test_settings_are_read(tmp_path):
    rules = written(
        tmp_path,
        "rules: {result: {types: [pdf], size: 500 kB}, paper: }\n"
        "limits: {held_for: 30 minutes, pixels: 100}",
    )
    assert rules.rule("result").types == ("pdf",)
    assert rules.rule("result").size == 500_000
    assert rules.rule("paper").size == 20_000_000
    assert rules.limits.held_for == timedelta(minutes=30)
    assert rules.limits.pixels == 100


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        pytest.param("limits: {colour: 3}", 1, "“colour” is not known", id="nobody knows it"),
        pytest.param("rules:\n  a: {types: [exe]}", 2, "“exe” is not known", id="a type"),
        pytest.param("rules:\n  a: {size: big}", 2, "“big” is not a size", id="a size"),
        pytest.param("limits:\n  held_for: 2 hours", 2, "is no time", id="a time"),
        pytest.param("limits:\n  ratio: -1", 2, "not a whole number", id="a number"),
        pytest.param("reading: {memory: all}", 1, "“all” is not a size", id="memory of a reader"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path, text, line, sentence):
    with pytest.raises(WrongFile) as wrong:
        written(tmp_path, text)
    assert [each.line for each in wrong.value.problems] == [line]
    assert sentence in str(wrong.value)


def test_how_much_the_reader_of_words_may_use(tmp_path):
    reading = written(tmp_path, "reading: {pages: 3, memory: 300 MB}").reading
    assert (reading.pages, reading.memory) == (3, 300_000_000)
    assert reading.seconds == ReadingLimits().seconds


def test_everything_wrong_is_told_at_once(tmp_path):
    with pytest.raises(WrongFile) as wrong:
        written(tmp_path, "rules:\n  a: {size: x}\nlimits:\n  entries: 0\n  held_for: x\n")
    assert [each.line for each in wrong.value.problems] == [2, 4, 5]


def test_nothing_is_refused_where_the_list_is_empty(tmp_path):
    assert written(tmp_path, "limits: {pdf_refuses: []}").limits.pdf_refuses == ()
    assert "EmbeddedFile" in written(tmp_path, "limits: {ratio: 5}").limits.pdf_refuses
