"""Codes of cases: TT 01/2018 Đ19 and what is in use in 2026."""

from datetime import date
from pathlib import Path

import pytest

from motcua.cases.numbering import (
    NoMoreCodes,
    NotACode,
    Numbering,
    Pattern,
    Use,
    WrongNumbering,
    read,
)
from motcua.sheets import WrongFile
from motcua.words import translate

SHIPPED = Path(__file__).parents[2] / "config" / "numbering.yaml"
OF_2018 = Pattern("2018", "{unit}-{YYMMDD}-{0000}")
OF_2026 = Pattern("2026", "{unit}-{YYYYMMDD}-{0000000}")
UNITS = ["000.00.01.H99", "H99.20"]


@pytest.fixture
def numbering():
    return read(SHIPPED)


class TestWriting:
    def test_the_pattern_of_2018(self, numbering):
        written = numbering.code("ttpvhcc-tinh", "000.00.01.H99", date(2024, 11, 21), 1)
        assert written == "000.00.01.H99-241121-0001"

    def test_the_pattern_of_2026(self, numbering):
        written = numbering.code("ttpvhcc-tinh", "H99.20", date(2026, 6, 9), 92637)
        assert written == "H99.20-20260609-0092637"

    def test_a_unit_may_differ_from_the_province(self):
        numbering = Numbering(
            {"2018": OF_2018, "2026": OF_2026},
            (Use(date(2026, 1, 1), "2026"),),
            {"xa": (Use(date(2026, 7, 1), "2018"),)},
        )
        assert numbering.code("xa", "H1", date(2026, 6, 30), 1) == "H1-20260630-0000001"
        assert numbering.code("xa", "H1", date(2026, 7, 1), 1) == "H1-260701-0001"

    def test_before_the_first_day_nothing_is_in_use(self, numbering):
        with pytest.raises(WrongNumbering, match="No pattern"):
            numbering.code("ttpvhcc-tinh", "H99", date(2018, 6, 20), 1)

    @pytest.mark.parametrize(
        "number",
        [pytest.param(0, id="before the first"), pytest.param(10_000, id="more than four digits")],
    )
    def test_a_number_without_room_in_the_pattern_is_refused(self, number):
        with pytest.raises(NoMoreCodes, match="no code for case number"):
            OF_2018.written("H99", date(2024, 11, 21), number)

    def test_every_pattern_shipped_names_its_source(self, numbering):
        assert all(pattern.source for pattern in numbering.patterns.values())


class TestReading:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            pytest.param("H99.20-20261123-0000012", "H99.20-20261123-0000012", id="as written"),
            pytest.param("  h99.20 20261123 0000012 ", "H99.20-20261123-0000012", id="spaces"),
            pytest.param("h99.20202611230000012", "H99.20-20261123-0000012", id="no dashes"),
            pytest.param("H99.20–20261123—0000012", "H99.20-20261123-0000012", id="long dashes"),
            pytest.param("000.00.01.h99-241121-0001", "000.00.01.H99-241121-0001", id="of 2018"),
            pytest.param("000.00.01.H992411210001", "000.00.01.H99-241121-0001", id="2018 joined"),
            pytest.param("“H99.20-20261123-0000012”", "H99.20-20261123-0000012", id="quoted"),
        ],
    )
    def test_what_was_meant(self, numbering, typed, meant):
        assert numbering.read_typed(typed, UNITS) == meant
        assert numbering.read_typed(typed) == meant

    @pytest.mark.parametrize(
        ("typed", "units", "meant"),
        [
            pytest.param("A202601110012345", ["A"], "A-20260111-0012345", id="unit A exists"),
            pytest.param("A202601110012345", ["A20260"], "A20260-111001-2345", id="A20260 exists"),
            pytest.param(
                "A202601110012345", [], "A-20260111-0012345", id="the newest pattern first"
            ),
            pytest.param("A20260-111001-2345", [], "A20260-111001-2345", id="dashes decide"),
            pytest.param("A20260 111001 2345", ["A"], "A20260-111001-2345", id="so do spaces"),
        ],
    )
    def test_digits_that_fit_two_patterns(self, numbering, typed, units, meant):
        assert numbering.read_typed(typed, units) == meant

    @pytest.mark.parametrize(
        "typed",
        [
            pytest.param("", id="nothing"),
            pytest.param("giấy phép xây dựng", id="words"),
            pytest.param("H99.20-20261323-0000012", id="no such month"),
            pytest.param("H99.20-20261123-0000000", id="numbers begin at one"),
            pytest.param("H99.20-20261123-12", id="too few digits"),
        ],
    )
    def test_what_is_no_code_is_refused_with_an_example(self, numbering, typed):
        with pytest.raises(NotACode) as refused:
            numbering.read_typed(typed)
        assert "H99.20-20261123-0000001" in translate(refused.value.way_out, "en")

    def test_what_is_written_is_read_again(self, numbering):
        for pattern in numbering.patterns.values():
            written = pattern.written("H99.20", date(2026, 2, 28), 7)
            assert numbering.read_typed(written.lower().replace("-", "")) == written


class TestTheFile:
    def written(self, tmp_path, text):
        path = tmp_path / "numbering.yaml"
        path.write_text(text, "utf-8")
        return path

    PATTERNS = 'patterns: {"2018": {form: "{unit}-{YYMMDD}-{0000}", title: Mẫu 2018}}\n'

    def test_a_small_file_is_enough(self, tmp_path):
        text = self.PATTERNS + 'in_use: [{from: 2018-06-21, pattern: "2018"}]\n'
        numbering = read(self.written(tmp_path, text))
        assert numbering.code("u", "H99", date(2020, 1, 2), 3) == "H99-200102-0003"
        assert numbering.patterns["2018"].title.vi == "Mẫu 2018"

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param("a: [", "cannot be read", id="no YAML"),
            pytest.param("nothing", "key: value", id="a bare word"),
            pytest.param("in_use: []", "“patterns” is missing", id="no patterns"),
            pytest.param("patterns: 5", "line 1: entries of the form", id="not a table"),
            pytest.param(
                'patterns: {a: {form: "{unit}-{0000}"}}', "{unit}, one date", id="no date"
            ),
            pytest.param("patterns: {a: {title: A}}", "“form” is missing", id="no form"),
            pytest.param(
                'patterns: {a: {form: "{unit}/{YYMMDD}-{0000}"}}',
                "nothing but dashes",
                id="a slash",
            ),
            pytest.param(PATTERNS, "“in_use” is missing", id="nothing in use"),
            pytest.param(
                PATTERNS + "in_use: []", "line 2: “in_use” names no pattern", id="an empty list"
            ),
            pytest.param(
                PATTERNS + 'in_use: [{pattern: "2018"}]', "line 2: “from” is missing", id="no day"
            ),
            pytest.param(
                PATTERNS + 'in_use: [{from: soon, pattern: "2018"}]', "is not a day", id="no date"
            ),
            pytest.param(
                PATTERNS + "in_use: [{from: 2018-06-21, pattern: x}]",
                "line 2: “x” is not known",
                id="unknown pattern",
            ),
        ],
    )
    def test_what_is_wrong_is_said(self, tmp_path, text, said):
        with pytest.raises(WrongFile) as refused:
            read(self.written(tmp_path, text))
        assert said in translate(refused.value.sentence, "en")

    def test_a_missing_file_is_said(self, tmp_path):
        with pytest.raises(WrongFile):
            read(tmp_path / "numbering.yaml")
