"""How pages say days, moments and money."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.pages.languages import Speaker, say_in_template
from motcua.pages.speaking import Voice
from motcua.words import Label, _

NOW = datetime(2026, 11, 23, 8, 0)
DUE = datetime(2026, 11, 26, 17, 0)


@pytest.fixture
def vi() -> Voice:
    return Voice("vi", NOW)


@pytest.fixture
def en() -> Voice:
    return Voice("en", NOW)


def test_days(vi: Voice, en: Voice):
    assert vi.day(DUE) == "26/11/2026"
    assert vi.full_day(DUE) == "thứ Năm, 26/11/2026"
    assert en.full_day(DUE) == "Thursday 26/11/2026"


def test_lists_leave_out_this_year(vi: Voice):
    assert vi.short_day(DUE) == "26/11"
    assert vi.short_day(date(2027, 1, 4)) == "04/01/2027"


def test_moments(vi: Voice):
    assert vi.instant(DUE) == "17:00 thứ Năm, 26/11/2026"
    assert vi.short_instant(DUE) == "26/11 17:00"


def test_money_and_numbers(vi: Voice, en: Voice):
    assert vi.money(1_500_000) == "1.500.000 đồng"
    assert en.money(1_500_000) == "1,500,000 VND"
    assert vi.money(0) == "Miễn phí"
    assert vi.number(1250.5) == "1.250,5"


@pytest.mark.parametrize(
    ("size", "said"), [(512, "512 B"), (20_480, "20,5 KB"), (1_500_000, "1,5 MB")]
)
def test_sizes(vi: Voice, size: int, said: str):
    assert vi.size(size) == said


class TestSpeaker:
    def test_it_knows_the_words_of_the_form_libraries(self):
        vi = Speaker("vi")
        assert vi.translate("Required", domain="colander") == "Cần điền hoặc chọn mục này"
        longest = vi.translate("Longer than maximum length ${max}", "colander", {"max": 5})
        assert longest == "Dài quá 5 ký tự"

    def test_it_says_labels_and_leaves_nothing_as_nothing(self):
        assert Speaker("en").translate(Label("Việc", "Work")) == "Work"
        assert Speaker("en").translate(None) is None


class TestTemplates:
    def test_vietnamese_is_spoken_where_nobody_asks(self):
        assert say_in_template("Yes") == "Có"
        assert say_in_template(_("Yes"), target_language="en") == "Yes"

    def test_numbers_and_nothing_stand_as_they_are(self):
        assert say_in_template(5) == "5"
        assert say_in_template(None) is None
