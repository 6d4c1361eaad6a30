"""Being away: said by oneself, seen by one's colleagues."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.consultations.inside.away import away_said, named
from motcua.people import directory
from motcua.people.absences import CannotBeAway, absent, be_away, come_back
from motcua.people.delegating import delegate
from motcua.people.periods import Period
from motcua.words import translate
from tests.make_consultations import a_province, a_request, later

TUESDAY, FRIDAY = date(2026, 12, 1), date(2026, 12, 4)
WEEK = Period(date(2026, 11, 30), date(2026, 12, 6))


@pytest.fixture
def province():
    with a_province() as made:
        yield made


def test_absent_on_any_of_the_days(province):
    be_away(province("an"), TUESDAY, FRIDAY, " Nghỉ phép ")
    found = absent(province.root, "an", WEEK)
    assert (found.since, found.until, found.reason) == (TUESDAY, FRIDAY, "Nghỉ phép")
    assert absent(province.root, "an", Period(date(2026, 12, 5), None)) is None
    assert absent(province.root, "binh", WEEK) is None


@pytest.mark.parametrize(
    ("since", "until", "sentence"),
    [
        pytest.param(FRIDAY, TUESDAY, "before the first", id="backwards"),
        pytest.param(date(2026, 11, 2), date(2026, 11, 3), "are over", id="over"),
        pytest.param(TUESDAY, date(2028, 1, 1), "at most", id="too long"),
        pytest.param(FRIDAY, date(2026, 12, 9), "already", id="twice"),
    ],
)
def test_days_that_make_no_sense(province, since, until, sentence):
    be_away(province("an"), TUESDAY, FRIDAY)
    with pytest.raises(CannotBeAway, match=sentence):
        be_away(province("an"), since, until)


def test_taken_back_before_it_begins_or_ended_on_the_way(province):
    be_away(province("an"), TUESDAY, FRIDAY)
    come_back(province("an"), TUESDAY)
    assert directory.person(province.root, "an").absences == ()
    be_away(province("an"), TUESDAY, FRIDAY)
    later(province, datetime(2026, 12, 3, 8, 0))
    come_back(province("an"), TUESDAY)
    [kept] = directory.person(province.root, "an").absences
    assert kept.until == date(2026, 12, 2)
    with pytest.raises(CannotBeAway, match="no such absence"):
        come_back(province("an"), TUESDAY)


def test_whoever_assigns_sees_it_and_who_acts_instead(province):
    request = a_request(province)
    chief = province("chinh")
    assert named(chief, request, "an") == "Nguyễn Văn An"
    be_away(province("an"), TUESDAY, FRIDAY)
    assert "away" in translate(away_said(chief, request, "an"), "en")
    delegate(
        province("an"),
        "an.1",
        "binh",
        since=TUESDAY,
        until=FRIDAY,
        reason="Nghỉ phép",
        document="QĐ 1",
    )
    said = translate(named(chief, request, "an"), "en")
    assert "Trần Văn Bình acts for them" in said
    come_back(province("an"), TUESDAY)
    assert "acts for them" in translate(away_said(chief, request, "an"), "en")


def test_after_the_limit_it_does_not_matter(province):
    request = a_request(province)
    be_away(province("an"), date(2026, 12, 20), date(2026, 12, 24))
    assert away_said(province("chinh"), request, "an") == ""
