"""How bodies answer: sums that the worker keeps, and what is read from them."""

from datetime import date, datetime

import pytest
from tests.make_consultations import DUE, MONDAY, a_case, a_request, asked, later, says

from motcua.cases.actions import perform
from motcua.consultations.actions import (
    ask_extension,
    correct_opinion,
    give_opinion,
    grant_extension,
    withdraw,
)
from motcua.consultations.content import Fact, Tally
from motcua.consultations.overviews import tallying
from motcua.consultations.overviews.statistics import (
    AnswerTime,
    answer_time,
    quantile,
    statistics,
)
from motcua.deadlines.terms import read_term

WEDNESDAY = datetime(2026, 12, 2, 9, 0)
NEXT_DAY = datetime(2026, 12, 8, 9, 0)
PROCEDURE = "thu-nghiem"


def caught_up(province):
    """Do what the worker does about what has changed; say how much that was."""
    look_at = tallying.looking(province.office)
    changed = province.root.changes.take()
    for subject in changed:
        look_at(province.root, subject)
    return len(changed)


def read(province, procedure="", **more):
    caught_up(province)
    found = statistics(province("kien"), date(2026, 1, 1), date(2027, 3, 1), procedure, **more)
    return {each.unit.id: each for each in found.bodies}


def answered(province, when, unit="cong-an-tinh", person="an", reply=None):
    """Ask on Monday at nine, and have it answered ``when``."""
    later(province, MONDAY)
    units = ("cong-an-tinh", unit) if unit != "cong-an-tinh" else (unit,)
    sent = asked(province, a_case(province), *units)
    later(province, when)
    give_opinion(province(person), sent.request_to(unit), reply or says())
    return sent


class TestWhatIsCounted:
    def test_an_answer_counts_with_the_working_days_that_it_took(self, province):
        answered(province, WEDNESDAY)
        police = read(province)["cong-an-tinh"]
        assert police.tally == Tally(requests=1, answered=1, times=((8, 1),))
        assert (police.median, police.ninety, police.in_time) == (2.0, 2.0, 1)

    def test_nothing_counts_while_there_is_time(self, province):
        a_request(province)
        assert read(province) == {}

    def test_it_counts_once_however_often_the_worker_looks(self, province):
        sent = answered(province, WEDNESDAY)
        caught_up(province)
        for subject in (sent.case.key, sent.requests[0].key, b"no such key"):
            tallying.looking(province.office)(province.root, subject)
        assert read(province)["cong-an-tinh"].tally.requests == 1

    def test_a_correction_changes_nothing(self, province):
        sent = answered(province, WEDNESDAY)
        later(province, NEXT_DAY)
        correct_opinion(province("an"), sent.requests[0], says("agree"), "Sai sót")
        assert read(province)["cong-an-tinh"].tally.times == ((8, 1),)

    def test_a_silence_is_no_answer_and_a_late_word_makes_it_both(self, province):
        request = a_request(province)
        later(province, NEXT_DAY)
        province.work()
        police = read(province)["cong-an-tinh"].tally
        assert (police.requests, police.silent, police.answered, police.times) == (1, 1, 0, ())
        give_opinion(province("an"), request, says())
        police = read(province)["cong-an-tinh"].tally
        assert (police.requests, police.silent, police.answered, police.late) == (1, 1, 1, 1)

    def test_where_silence_means_nothing_the_answer_is_owed(self, province):
        terms = {"so-nnmt": read_term("1 working day")}
        sent = asked(province, a_case(province), "so-nnmt", template="waiting", limits=terms)
        later(province, NEXT_DAY)
        province.work()
        assert read(province)["so-nnmt"].tally.owed == 1
        give_opinion(province("dung"), sent.requests[0], says())
        land = read(province)["so-nnmt"].tally
        assert (land.owed, land.late, land.answered) == (0, 1, 1)

    def test_more_time_counts_and_what_came_within_it_is_in_time(self, province):
        request = a_request(province)
        ask_extension(province("an"), request, read_term("2 working days"), "Đông việc")
        grant_extension(province("minh"), request)
        later(province, NEXT_DAY)
        give_opinion(province("an"), request, says())
        police = read(province)["cong-an-tinh"].tally
        assert (police.extended, police.late) == (1, 0)

    def test_what_was_withdrawn_in_time_counts_for_nothing(self, province):
        withdraw(province("minh"), a_request(province), "Nhầm")
        assert read(province) == {}

    def test_a_month_is_that_of_the_answer_or_of_the_limit(self, province):
        a_request(province)
        later(province, NEXT_DAY)
        province.work()
        caught_up(province)
        november = statistics(province("kien"), date(2026, 11, 1), date(2026, 11, 30))
        december = statistics(province("kien"), date(2026, 12, 1), date(2026, 12, 31))
        assert (november.bodies, december.whole.tally.silent) == ((), 1)
        assert (december.since, december.until) == (date(2026, 12, 1), date(2026, 12, 1))

    def test_it_survives_being_put_away(self, province):
        sent = answered(province, WEDNESDAY)
        read(province)
        together = province.root.consultations.by_case[sent.case.key]
        assert together.bind()
        together.__setstate__(together.__getstate__())
        assert together.tallied == (Fact(2026 * 12 + 11, True, quarters=8),)


class TestWhoHeldTheCaseUp:
    """The case is due twenty working days after Monday: on 28 December."""

    CASE_DUE = datetime(2026, 12, 28, 17, 0)

    def _asked(self, province, *units, template="waiting"):
        case = a_case(province)
        later(province, datetime(2026, 12, 21, 9))
        terms = {each: read_term("2 working days") for each in units}
        sent = [asked(province, case, each, template=template, limits=terms) for each in units]
        return case, [each.requests[0] for each in sent]

    def test_a_late_body_that_alone_was_missing_when_the_case_became_late(self, province):
        _case, (land,) = self._asked(province, "so-nnmt")
        later(province, datetime(2026, 12, 30, 9))
        province.work()
        give_opinion(province("dung"), land, says())
        tally = read(province)["so-nnmt"].tally
        assert (tally.blocking, tally.late) == (1, 1)
        assert tally.lost == 5

    def test_not_where_two_were_missing(self, province):
        _case, (land, culture) = self._asked(province, "so-nnmt", "so-van-hoa")
        later(province, datetime(2026, 12, 30, 9))
        province.work()
        give_opinion(province("dung"), land, says())
        give_opinion(province("van"), culture, says())
        assert {each.tally.blocking for each in read(province).values()} == {0}

    def test_not_where_the_case_was_in_time(self, province):
        _case, (land,) = self._asked(province, "so-nnmt")
        later(province, datetime(2026, 12, 28, 9))
        province.work()
        give_opinion(province("dung"), land, says())
        tally = read(province)["so-nnmt"].tally
        assert (tally.blocking, tally.late) == (0, 1)

    def test_not_where_the_body_had_time_beyond_the_limit_of_the_case(self, province):
        case = a_case(province)
        later(province, datetime(2026, 12, 25, 9))
        sent = asked(
            province, case, "so-nnmt", template="waiting",
            limits={"so-nnmt": read_term("5 working days")}, beyond="nghỉ cuối năm",
        )  # fmt: skip
        later(province, datetime(2027, 1, 12, 9))
        province.work()
        give_opinion(province("dung"), sent.requests[0], says())
        assert read(province)["so-nnmt"].tally.blocking == 0

    def test_a_case_that_went_on_without_it_lost_the_days_until_then(self, province):
        case, _requests = self._asked(province, "so-nnmt")
        later(province, datetime(2026, 12, 30, 9))
        province.work()
        perform(province("minh"), case, "skip", {})
        tally = read(province)["so-nnmt"].tally
        assert (tally.blocking, tally.lost, tally.owed) == (1, 5, 1)


class TestReading:
    def test_the_median_and_nine_of_ten_come_from_how_often_each_time_was(self):
        tally = Tally(10, 10, times=((4, 5), (8, 4), (40, 1)))
        assert [quantile(tally, share) for share in (0.5, 0.9, 1)] == [1.0, 2.0, 10.0]
        assert quantile(Tally(), 0.5) is None

    def test_whoever_misses_most_stands_first_and_all_are_summed(self, province):
        answered(province, WEDNESDAY)
        sent = asked(province, a_case(province), "cong-an-tinh", "so-nnmt")
        give_opinion(province("an"), sent.requests[0], says())
        later(province, datetime(2026, 12, 10, 9))
        province.work()
        caught_up(province)
        found = statistics(province("kien"), date(2026, 12, 1), date(2026, 12, 31))
        assert [each.unit.id for each in found.bodies] == ["so-nnmt", "cong-an-tinh"]
        assert (found.whole.tally.requests, found.whole.unit) == (3, None)
        land = found.bodies[0]
        assert land.share(land.tally.silent) == 1.0
        assert land.median is None

    @pytest.mark.parametrize(
        ("procedure", "there"),
        [
            pytest.param("", True, id="all procedures"),
            pytest.param(PROCEDURE, True, id="this one"),
            pytest.param("khac", False, id="another one"),
        ],
    )
    def test_by_procedure(self, province, procedure, there):
        answered(province, WEDNESDAY)
        assert bool(read(province, procedure)) is there

    def test_one_body_alone(self, province):
        answered(province, WEDNESDAY)
        assert read(province, only="so-nnmt") == {}
        assert list(read(province, only="cong-an-tinh")) == ["cong-an-tinh"]

    def test_nobody_has_been_asked(self, province):
        assert read(province) == {}
        whole = statistics(province("kien"), date(2026, 1, 1), date(2026, 2, 1)).whole
        assert (whole.tally, whole.median, whole.share(0)) == (Tally(), None, 0.0)


class TestWhatToExpect:
    def test_a_body_that_answered_often_enough(self, province):
        for day in (1, 2, 4):
            answered(province, datetime(2026, 12, day, 9))
        caught_up(province)
        told = answer_time(province("minh"), "cong-an-tinh", PROCEDURE)
        assert told == AnswerTime(median_days=2.0, answers=3, ninety_days=4.0)

    def test_too_few_answers_tell_nothing(self, province):
        answered(province, WEDNESDAY)
        caught_up(province)
        assert answer_time(province("minh"), "cong-an-tinh", PROCEDURE) is None

    def test_a_procedure_that_is_new_to_it_borrows_from_the_others(self, province):
        for day in (1, 2, 4):
            answered(province, datetime(2026, 12, day, 9))
        caught_up(province)
        told = answer_time(province("minh"), "cong-an-tinh", "moi")
        assert told == AnswerTime(2.0, 3, 4.0)

    def test_what_is_older_than_a_year_is_forgotten(self, province):
        for day in (1, 2, 4):
            answered(province, datetime(2026, 12, day, 9))
        caught_up(province)
        acting = province("minh", datetime(2028, 2, 1, 9))
        assert answer_time(acting, "cong-an-tinh", PROCEDURE) is None


def test_an_answer_writes_no_sums(province):
    caught_up(province)
    answered(province, WEDNESDAY)
    assert len(province.root.consultation_sums) == 0
    assert DUE > WEDNESDAY
