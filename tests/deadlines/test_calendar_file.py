from __future__ import annotations

import pytest

from motcua.acting import Office
from motcua.deadlines import furnish
from motcua.deadlines.calendar import Calendars
from motcua.deadlines.calendar_file import FILE, read_calendars
from motcua.deadlines.due import due_at
from motcua.deadlines.terms import read_term
from motcua.sheets import WrongFile
from motcua.words import translate
from tests.make_deadlines import ROOT, at, day

GOOD = """
law:
  - {from: 2026-08-05, cut_off: 15:30, apology_days: 2, soon_days: 3}
  - {from: 2018-06-21}
years:
  2026: 12729/VPCP
  2027: ""
calendars:
  vn-hanh-chinh:
    title: {vi: Lịch hành chính, en: Office calendar}
    office_hours:
      - {from: 2026-10-01, monday-thursday: "07:30-12:00, 13:00-16:30", friday: 07:30-12:00}
      - {monday-friday: 07:00-11:30 13:30-17:00}
  bien-gioi:
    country: ""
    office_hours: {tuesday-saturday: 08:00-12:00}
days:
  - {off: 2026-01-02, worked: 2026-01-10, decision: 12729/VPCP}
  - {off: 2027-02-03, until: 04/02/2027, name: Nghỉ Tết, kind: in lieu, provisional: có}
  - {worked: 2026-11-21, hours: 08:00-10:00, name: {vi: Làm bù, en: Make-up day}}
  - {worked: 2026-11-22}
units:
  xa-hoa-binh:
    days: {off: 2026-11-25, until: 2026-11-26, name: Bão số 13, decision: 215/TB-UBND}
  xa-long-phuoc:
    calendar: bien-gioi
    office_hours: [{monday-sunday: 08:00-12:00}]
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / FILE
        path.write_text(text, "utf8")
        return path

    return write


@pytest.fixture
def calendars(written):
    return read_calendars(written(GOOD))


def test_the_shipped_file_is_read(tmp_path):
    office = Office(ROOT / "config", tmp_path)
    furnish(office)
    calendar = office.borrow(Calendars).of_unit("so-xay-dung")
    assert calendar.name == "vn-hanh-chinh"
    assert translate(calendar.title, "vi") == "Lịch hành chính"


def test_without_a_file_the_ordinary_calendar_applies(tmp_path):
    office = Office(tmp_path, tmp_path)
    furnish(office)
    assert office.borrow(Calendars).names() == ("vn-hanh-chinh",)


def test_another_file_has_another_digest(written):
    first = read_calendars(written(GOOD)).digest
    assert read_calendars(written(GOOD + "# storm\n")).digest != first
    assert read_calendars(written(GOOD)).digest == first


def test_calendars_and_units_are_told(calendars):
    assert calendars.names() == ("vn-hanh-chinh", "bien-gioi")
    assert calendars.units() == ("xa-hoa-binh", "xa-long-phuoc")
    assert calendars.of_unit("xa-long-phuoc").is_working_day(day("22/11/2026"))
    assert calendars.of_name("bien-gioi").is_working_day(day("24/11/2026"))
    assert translate(calendars.of_name("bien-gioi").title, "en") == "bien-gioi"


def test_office_hours_change_from_a_day_on(calendars):
    calendar = calendars.default
    assert calendar.closing(day("25/09/2026")) == at("25/09/2026 17:00")
    assert calendar.closing(day("02/10/2026")) == at("02/10/2026 12:00")


def test_numbers_of_the_law_change_from_a_day_on(calendars):
    calendar = calendars.default
    assert calendar.cut_off(day("04/08/2026")) == at("04/08/2026 15:00")
    assert calendar.cut_off(day("05/08/2026")) == at("05/08/2026 15:30")
    assert calendar.law(day("05/08/2026")).apology_days == 2
    assert calendar.law(day("05/08/2026")).soon_days == 3


@pytest.mark.parametrize(
    ("shown", "kind", "said"),
    [
        pytest.param(
            "02/01/2026", "swapped", "day off, worked on 10/01/2026 instead (12729/VPCP)", id="off"
        ),
        pytest.param(
            "10/01/2026", "worked", "worked in place of 02/01/2026 (12729/VPCP)", id="worked"
        ),
        pytest.param("04/02/2027", "in lieu", "Nghỉ Tết, not decided yet", id="provisional"),
        pytest.param("21/11/2026", "worked", "Make-up day", id="with hours of its own"),
        pytest.param("22/11/2026", "worked", "worked by decision", id="without a name"),
    ],
)
def test_single_days_are_told(calendars, shown, kind, said):
    view = calendars.default.view(day(shown))
    assert (view.kind, translate(view.reason.said, "en")) == (kind, said)


def test_a_storm_moves_the_limit_of_one_unit_and_says_so(calendars):
    start, term = at("23/11/2026 09:00"), read_term("2 working days")
    assert due_at(calendars.of_unit("ubnd-tinh"), start, term).instant == at("26/11/2026 16:30")
    due = due_at(calendars.of_unit("xa-hoa-binh"), start, term)
    assert due.instant == at("30/11/2026 16:30")
    assert "Không tính thứ Tư, 25/11/2026 đến thứ Năm, 26/11/2026: Bão số 13 (215/TB-UBND)." in [
        translate(line.said, "vi") for line in due.lines
    ]


SMALL = "calendars: {vn: {office_hours: {monday: 07:00-11:00}}}\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("", "line 1: “calendars” is missing", id="empty"),
        pytest.param(
            "a: [",
            "line 1: this cannot be read here"
            " (expected the node content, but found '<stream end>')",
            id="no YAML",
        ),
        pytest.param("a: \x01", "line 1: the file holds signs that no text has", id="no text"),
        pytest.param(
            "- a",
            "line 1: entries of the form “key: value” are expected here,"
            " line 1: “calendars” is missing",
            id="a list",
        ),
        pytest.param(
            SMALL + "dyas: []", "line 2: “dyas” is not known; did you mean “days”?", id="misspelt"
        ),
        pytest.param(SMALL + "xyz: []", "line 2: “xyz” is not known", id="unknown"),
        pytest.param(SMALL + "days: []\ndays: []", "line 3: “days” stands here twice", id="twice"),
        pytest.param(SMALL + "years: {26: x}", "line 2: “26” is not a year", id="year"),
        pytest.param(
            SMALL + "years: {2026: [x]}", "line 2: a text is expected here", id="not a text"
        ),
        pytest.param(
            SMALL + "law: {cut_off: 25:00}", "line 2: “25:00” is not an hour, as 15:00", id="hour"
        ),
        pytest.param(
            SMALL + "law: {soon_days: few}", "line 2: “few” is not a number of days", id="number"
        ),
        pytest.param(
            SMALL + "law: {from: tomorrow}",
            "line 2: “tomorrow” is not a day; write it as 31/12/2026",
            id="day",
        ),
        pytest.param(
            "calendars: {vn: {title: x}}", "line 1: “office_hours” is missing", id="no hours"
        ),
        pytest.param(
            "calendars: {vn: {office_hours: {monday: ''}}}",
            "line 1: no day of the week has office hours",
            id="never open",
        ),
        pytest.param(
            "calendars: {vn: {office_hours: {mon: 07:00-11:00, friday: 7:00-9:00}}}",
            "line 1: “mon” is not a day of the week, as monday or monday-friday",
            id="weekday",
        ),
        pytest.param(
            "calendars: {vn: {office_hours: {friday-monday: 07:00-11:00, friday: 7:00-9:00}}}",
            "line 1: “friday-monday” is not a day of the week, as monday or monday-friday",
            id="over the weekend",
        ),
        pytest.param(
            "calendars: {vn: {office_hours: {monday: 07:00-11:00 10:00-12:00, friday: 7:00-9:00}}}",
            "line 1: “10:00-12:00” is not a stretch of office hours, as 07:00-11:30",
            id="hours overlap",
        ),
        pytest.param(
            "calendars: {vn: {office_hours: {monday: 07:00, friday: 7:00-9:00}}}",
            "line 1: “07:00” is not a stretch of office hours, as 07:00-11:30",
            id="no end",
        ),
        pytest.param(
            "calendars: {vn: {country: FR, office_hours: {monday: 07:00-11:00}}}",
            "line 1: only the holidays of VN are known; write VN, or leave it empty",
            id="country",
        ),
        pytest.param(
            SMALL + "days: {off: 2026-11-25}", "line 2: a day off needs a name", id="no name"
        ),
        pytest.param(
            SMALL + "days: {off: 2026-11-25, name: }",
            "line 2: a day off needs a name",
            id="an empty name",
        ),
        pytest.param(
            SMALL + "days: {off: , name: Bão}",
            "line 2: say which day is off or worked",
            id="an empty day",
        ),
        pytest.param(
            SMALL + "days: {off: 2026-11-25, name: Bão, provisional: perhaps}",
            "line 2: write yes or no here, not “perhaps”",
            id="yes or no",
        ),
        pytest.param(
            SMALL + "days: {name: Bão}", "line 2: say which day is off or worked", id="no day"
        ),
        pytest.param(
            SMALL + "days: {off: 2026-11-25, name: Bão, kind: storm}",
            "line 2: “storm” is not one of holiday, in lieu, closure",
            id="kind",
        ),
        pytest.param(
            SMALL + "days: {off: 2026-11-25, until: 2027-11-26, name: Bão}",
            "line 2: “until” lies at most 60 days after “off”, and not before it",
            id="a slip in the year",
        ),
        pytest.param(
            SMALL + "units: {xa: {calendar: lich-la}}",
            "line 2: there is no working calendar “lich-la”",
            id="unknown calendar",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(written, text, problem):
    path = written(text)
    with pytest.raises(WrongFile) as refused:
        read_calendars(path)
    assert str(refused.value) == f"{path.name} cannot be read: {problem}"


def test_all_mistakes_are_told_at_once(written):
    path = written(SMALL + "years: {26: x}\ndays:\n  - {off: soon, name: Bão}\n")
    with pytest.raises(WrongFile) as refused:
        read_calendars(path)
    assert [problem.line for problem in refused.value.problems] == [2, 4]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrongFile, match="no such file"):
        read_calendars(tmp_path / FILE)


def test_a_file_that_is_not_utf8_is_told(tmp_path):
    (tmp_path / FILE).write_bytes("calendars: Lịch".encode("utf-16"))
    with pytest.raises(WrongFile, match="UTF-8"):
        read_calendars(tmp_path / FILE)
