from __future__ import annotations

import pickle

import pytest

from motcua.deadlines.calendar import WorkingCalendar
from motcua.deadlines.clock import (
    Amount,
    Clock,
    ClockStopped,
    NotLater,
    Urgency,
    left_until,
)
from motcua.deadlines.days_off import Kind, Reason
from motcua.deadlines.terms import read_term
from motcua.words import Label, translate
from tests.make_deadlines import CALENDAR, ODD, at, day, english

WAITING = Label("Chờ bổ sung hồ sơ", "Waiting for papers")


def started(term="10 working days", start="23/11/2026 09:00"):
    return Clock.started(at(start), read_term(term))


def limit(clock, calendar=CALENDAR):
    return clock.limit(calendar)


class TestRunning:
    def test_a_clock_is_due_as_its_term_is(self):
        assert limit(started()) == at("08/12/2026 17:00")
        assert started().due(CALENDAR).instant == at("08/12/2026 17:00")

    def test_it_knows_its_term_and_its_start(self):
        clock = started()
        assert clock.term == read_term("10 ngày làm việc")
        assert clock.start == at("23/11/2026 09:00")
        assert clock.is_running

    def test_it_is_a_value_and_never_changes(self):
        clock = started()
        assert clock.paused(at("25/11/2026")) != clock
        assert clock == started()
        assert hash(clock) == hash(started())

    def test_it_is_small_when_stored(self):
        clock = started("20 working days")
        assert len(pickle.dumps(clock, 3)) <= 120
        assert pickle.loads(pickle.dumps(clock, 3)) == clock

    def test_it_is_remembered_by_the_place_of_stored_things(self):
        assert b"motcua.deadlines.content\nClock" in pickle.dumps(started(), 3)


class TestPaused:
    def test_no_limit_runs_while_it_stands_still(self):
        clock = started().paused(at("25/11/2026 10:00"))
        assert clock.is_paused
        assert not clock.is_running
        assert limit(clock) is None

    def test_what_was_missed_before_stays_missed(self):
        clock = started().paused(at("10/12/2026 10:00"), WAITING)
        assert limit(clock) == at("08/12/2026 17:00")
        left = clock.left(CALENDAR, at("20/12/2026"))
        assert left.is_late
        assert english([left.said]) == ["clock paused, 2 days late"]

    def test_the_days_that_open_meanwhile_are_not_counted(self):
        clock = started().paused(at("25/11/2026 10:00")).resumed(at("30/11/2026 14:00"))
        assert clock.is_running
        assert limit(clock) == at("11/12/2026 17:00")

    @pytest.mark.parametrize(
        ("paused", "resumed", "moved_to"),
        [
            pytest.param("25/11/2026 10:00", "25/11/2026 16:00", "08/12/2026 17:00", id="one day"),
            pytest.param(
                "25/11/2026 16:59", "26/11/2026 07:01", "09/12/2026 17:00", id="overnight"
            ),
            pytest.param(
                "25/11/2026 17:00", "26/11/2026 07:00", "08/12/2026 17:00", id="the night"
            ),
            pytest.param("27/11/2026 18:00", "30/11/2026 06:00", "08/12/2026 17:00", id="weekend"),
            pytest.param("25/11/2026 07:00", "25/11/2026 17:00", "09/12/2026 17:00", id="all day"),
            pytest.param(
                "23/11/2026 10:00", "23/11/2026 16:00", "08/12/2026 17:00", id="the first day"
            ),
            pytest.param(
                "20/11/2026 10:00", "20/11/2026 16:00", "08/12/2026 17:00", id="before its start"
            ),
        ],
    )
    def test_a_day_counts_when_it_opens_with_the_clock_running(self, paused, resumed, moved_to):
        assert limit(started().paused(at(paused)).resumed(at(resumed))) == at(moved_to)

    @pytest.mark.parametrize(
        ("paused", "resumed", "moved_to"),
        [
            pytest.param("08/12/2026 10:00", "10/12/2026 14:00", "11/12/2026 09:00", id="broken"),
            pytest.param("08/12/2026 10:00", "10/12/2026 07:00", "10/12/2026 14:00", id="early"),
            pytest.param("08/12/2026 07:01", "10/12/2026 16:55", "11/12/2026 16:54", id="at once"),
            pytest.param("08/12/2026 07:00", "10/12/2026 16:55", "11/12/2026 17:00", id="whole"),
        ],
    )
    def test_a_broken_last_day_is_given_back_to_the_minute(self, paused, resumed, moved_to):
        assert limit(started().paused(at(paused)).resumed(at(resumed))) == at(moved_to)

    @pytest.mark.parametrize(
        ("term", "paused", "resumed", "moved_to"),
        [
            pytest.param(
                "8 working hours",
                "23/11/2026 10:00",
                "25/11/2026 15:00",
                "26/11/2026 14:00",
                id="hours",
            ),
            pytest.param(
                "15 days", "27/11/2026 10:00", "30/11/2026 10:00", "11/12/2026 17:00", id="days"
            ),
            pytest.param(
                "5 days",
                "28/11/2026 10:00",
                "01/12/2026 10:00",
                "02/12/2026 17:00",
                id="only the working day after the weekend was left",
            ),
            pytest.param(
                "5 days", "28/11/2026 10:00", "29/11/2026 10:00", "30/11/2026 17:00", id="weekend"
            ),
            pytest.param(
                "same day",
                "23/11/2026 14:00",
                "25/11/2026 16:30",
                "26/11/2026 09:30",
                id="same day",
            ),
            pytest.param(
                "1.5 working days",
                "26/11/2026 08:00",
                "30/11/2026 16:00",
                "01/12/2026 09:00",
                id="a share",
            ),
            pytest.param(
                "1 working day + 20 days",
                "26/11/2026 08:00",
                "30/11/2026 16:00",
                "21/12/2026 17:00",
                id="the second stage",
            ),
        ],
    )
    def test_every_kind_of_term_goes_on_with_what_was_left(self, term, paused, resumed, moved_to):
        clock = started(term).paused(at(paused)).resumed(at(resumed))
        assert limit(clock) == at(moved_to)

    @pytest.mark.parametrize("term", ["1 working day", "0.5 working days", "same day", "5 days"])
    def test_a_clock_paused_at_once_has_no_limit(self, term):
        assert limit(started(term).paused(at("23/11/2026 09:00"))) is None

    def test_a_paused_clock_takes_a_new_reason(self):
        clock = (
            started()
            .paused(at("25/11/2026 10:00"), WAITING, "lan")
            .paused(at("26/11/2026 10:00"), "đóng tiền")
            .resumed(at("30/11/2026 14:00"), "hai")
        )
        assert limit(clock) == at("11/12/2026 17:00")
        assert english([line.said for line in clock.explained(CALENDAR)])[2] == (
            "Paused from 10:00, Wednesday 25/11/2026 to 14:00, Monday 30/11/2026"
            " (Waiting for papers; lan, đóng tiền): 3 working days not counted."
        )

    def test_a_running_clock_is_not_resumed(self):
        assert started().resumed(at("25/11/2026")) == started()


class TestExtended:
    def test_by_a_term_from_the_old_limit_on(self):
        clock = started().extended(read_term("3 working days"), at("07/12/2026"), "bão", "hai")
        assert limit(clock) == at("11/12/2026 17:00")
        assert clock.extensions == 1

    def test_until_the_end_of_a_day(self):
        assert limit(started().extended(day("15/12/2026"), at("07/12/2026"))) == at(
            "15/12/2026 17:00"
        )

    def test_until_a_day_off_means_until_the_next_working_day(self):
        assert limit(started().extended(day("12/12/2026"), at("07/12/2026"))) == at(
            "14/12/2026 17:00"
        )

    def test_until_the_end_of_today(self):
        clock = started().extended(day("07/12/2026"), at("07/12/2026 10:00"))
        assert limit(clock) == at("07/12/2026 17:00")

    def test_a_pause_moves_a_named_day_too(self):
        clock = started().extended(day("15/12/2026"), at("07/12/2026 10:00"))
        clock = clock.paused(at("08/12/2026 10:00")).resumed(at("10/12/2026 10:00"))
        assert limit(clock) == at("17/12/2026 17:00")

    def test_what_waits_may_be_given_a_new_date(self):
        clock = started().paused(at("25/11/2026 10:00"))
        clock = clock.extended(day("03/12/2026"), at("01/12/2026 10:00"))
        assert limit(clock) is None
        assert limit(clock.resumed(at("02/12/2026 08:00"))) == at("04/12/2026 17:00")

    def test_what_is_late_gets_its_time_from_the_old_limit_on(self):
        clock = started("1 working day").extended(read_term("2 working days"), at("07/12/2026"))
        assert limit(clock) == at("27/11/2026 17:00")

    def test_a_limit_is_not_extended_into_the_past(self):
        with pytest.raises(NotLater) as refused:
            started().extended(day("06/12/2026"), at("07/12/2026 10:00"))
        assert translate(refused.value.sentence, "vi").startswith("Ngày 06/12/2026 đã qua")

    def test_what_is_finished_needs_no_more_time(self):
        with pytest.raises(ClockStopped):
            started().stopped(at("25/11/2026")).extended(read_term("1 day"), at("26/11/2026"))


class TestRestarted:
    def test_from_zero_and_without_old_pauses_and_extensions(self):
        clock = (
            started()
            .paused(at("25/11/2026 10:00"))
            .extended(read_term("3 working days"), at("26/11/2026"))
            .restarted(at("30/11/2026 14:00"), WAITING, "lan")
        )
        assert clock.is_running
        assert clock.start == at("30/11/2026 14:00")
        assert clock.extensions == 0
        assert limit(clock) == at("14/12/2026 17:00")

    def test_under_another_term(self):
        clock = started().restarted(at("30/11/2026 14:00"), term=read_term("3 working days"))
        assert limit(clock) == at("03/12/2026 17:00")

    def test_a_migration_counts_the_same_past_under_another_term(self):
        clock = started().paused(at("25/11/2026 10:00")).resumed(at("30/11/2026 14:00"))
        assert limit(clock.worded(read_term("8 working days"))) == at("09/12/2026 17:00")


class TestStopped:
    def test_in_time(self):
        clock = started().stopped(at("08/12/2026 17:00"))
        assert clock.is_stopped
        assert not clock.is_running
        assert not clock.is_paused
        assert limit(clock) == at("08/12/2026 17:00")
        left = clock.left(CALENDAR, at("20/12/2026"))
        assert (left.is_late, left.urgency) == (False, Urgency.DONE)
        assert english([left.said]) == ["finished in time"]

    @pytest.mark.parametrize(
        ("stopped", "said"),
        [
            pytest.param("08/12/2026 17:01", "finished, less than a day late", id="by a minute"),
            pytest.param("09/12/2026 07:00", "finished, 1 day late", id="by a day"),
        ],
    )
    def test_too_late(self, stopped, said):
        left = started().stopped(at(stopped)).left(CALENDAR, at("20/12/2026"))
        assert left.is_late
        assert english([left.said]) == [said]

    def test_while_it_stood_still(self):
        clock = started().paused(at("25/11/2026")).stopped(at("20/12/2026"))
        assert limit(clock) is None
        assert not clock.left(CALENDAR, at("21/12/2026")).is_late

    def test_once(self):
        clock = started().stopped(at("25/11/2026"))
        assert clock.stopped(at("26/11/2026")) == clock

    def test_what_is_taken_up_again_goes_on_with_what_was_left(self):
        clock = started().stopped(at("25/11/2026 10:00")).resumed(at("30/11/2026 14:00"))
        assert clock.is_running
        assert limit(clock) == at("11/12/2026 17:00")

    def test_what_is_used_does_not_grow_any_more(self):
        clock = started().stopped(at("25/11/2026 10:00"))
        assert clock.used(CALENDAR, at("20/12/2026")).amount == Amount(1, 360 + 180)


def test_two_machines_a_minute_apart_do_not_turn_it_back():
    clock = started().paused(at("25/11/2026 10:00")).resumed(at("25/11/2026 09:59"))
    assert limit(clock) == limit(started())
    assert [fact[1] for fact in clock.facts] == sorted(fact[1] for fact in clock.facts)


class TestLeftAndUsed:
    @pytest.mark.parametrize(
        ("now", "amount", "urgency", "vi", "en"),
        [
            pytest.param(
                "23/11/2026 09:00",
                Amount(2, 360 + 960),
                "soon",
                "còn 2 ngày làm việc",
                "2 working days left",
                id="at the start",
            ),
            pytest.param(
                "25/11/2026 06:59",
                Amount(2, 960),
                "soon",
                "còn 2 ngày làm việc",
                "2 working days left",
                id="before the office opens",
            ),
            pytest.param(
                "25/11/2026 10:00",
                Amount(1, 780),
                "soon",
                "còn 1 ngày làm việc",
                "1 working day left",
                id="a day before",
            ),
            pytest.param(
                "26/11/2026 07:00",
                Amount(1, 480),
                "today",
                "hết hạn 17:00 hôm nay",
                "due at 17:00 today",
                id="on the day",
            ),
            pytest.param(
                "26/11/2026 17:00",
                Amount(0, 0),
                "today",
                "hết hạn 17:00 hôm nay",
                "due at 17:00 today",
                id="at the limit",
            ),
            pytest.param(
                "26/11/2026 18:00",
                Amount(0, 0),
                "late",
                "quá hạn từ 17:00 hôm nay",
                "late since 17:00 today",
                id="after the limit",
            ),
            pytest.param(
                "29/11/2026 09:00",
                Amount(3, 480),
                "late",
                "quá hạn 3 ngày",
                "3 days late",
                id="on the weekend behind it",
            ),
        ],
    )
    def test_it_is_said_in_words(self, now, amount, urgency, vi, en):
        left = started("2 working days").left(CALENDAR, at(now))
        assert (left.amount, left.urgency) == (amount, urgency)
        assert (translate(left.said, "vi"), translate(left.said, "en")) == (vi, en)
        assert left.is_late is (urgency == "late")

    def test_a_second_after_the_limit_is_late(self):
        limit = at("26/11/2026 17:00")
        assert left_until(CALENDAR, limit, limit.replace(second=1)).is_late

    def test_far_limits_are_fine(self):
        assert started().left(CALENDAR, at("23/11/2026 09:00")).urgency is Urgency.FINE

    def test_the_first_day_is_no_day_left(self):
        clock = started("2 working days", "23/11/2026 06:00")
        assert clock.left(CALENDAR, at("23/11/2026 06:30")).amount.days == 2

    @pytest.mark.parametrize(
        ("term", "said"),
        [
            pytest.param("10 working days", "clock paused, 9 working days left", id="days"),
            pytest.param(
                "1 working day", "clock paused, 5 h 0 min of office time left", id="the last day"
            ),
        ],
    )
    def test_a_paused_clock_says_what_it_keeps(self, term, said):
        clock = started(term).paused(at("25/11/2026 10:00"))
        left = clock.left(CALENDAR, at("20/12/2026"))
        assert left.urgency is Urgency.PAUSED
        assert english([left.said]) == [said]

    def test_used_is_what_opened_with_the_clock_running(self):
        clock = started().paused(at("25/11/2026 10:00")).resumed(at("30/11/2026 14:00"))
        used = clock.used(CALENDAR, at("02/12/2026 08:00"))
        assert used.amount == Amount(3, 360 + 180 + 180 + 480 + 60)
        assert translate(used.said, "vi") == "đã dùng 3 ngày làm việc"
        assert clock.left(CALENDAR, at("02/12/2026 08:00")).amount.days == 7


class TestExplained:
    def test_a_paused_clock_says_what_it_keeps(self):
        clock = started().paused(at("25/11/2026 10:00"), WAITING, "lan")
        assert english([line.said for line in clock.due(CALENDAR).lines]) == [
            "From 09:00, Monday 23/11/2026; the first day is not counted (BLDS 2015, art. 147).",
            "Tuesday 24/11/2026 not counted: Vietnam Culture Day.",
            "The clock stands still since 10:00, Wednesday 25/11/2026 (Waiting for papers; lan).",
            "No limit runs since 10:00, Wednesday 25/11/2026: clock paused, 9 working days left"
            " when it runs again.",
        ]

    def test_everything_that_happened_stands_in_its_order(self):
        clock = (
            started()
            .paused(at("25/11/2026 10:00"), WAITING, "lan")
            .resumed(at("30/11/2026 14:00"))
            .extended(read_term("3 working days"), at("10/12/2026 08:00"), "bão số 13", "hai")
            .stopped(at("15/12/2026 09:00"))
        )
        assert [translate(line.said, "vi") for line in clock.explained(CALENDAR)] == [
            "Tính từ 09:00 thứ Hai, 23/11/2026; ngày đầu tiên không tính (BLDS 2015, Đ147).",
            "Không tính thứ Ba, 24/11/2026: Ngày Văn hóa Việt Nam.",
            "Tạm dừng từ 10:00 thứ Tư, 25/11/2026 đến 14:00 thứ Hai, 30/11/2026"
            " (Chờ bổ sung hồ sơ; lan): không tính 3 ngày làm việc.",
            "Không tính thứ Bảy, 05/12/2026 đến Chủ nhật, 06/12/2026: nghỉ cuối tuần.",
            "Gia hạn thêm 3 ngày làm việc lúc 08:00 thứ Năm, 10/12/2026 (bão số 13; hai).",
            "10 ngày làm việc: đến 17:00 thứ Sáu, 11/12/2026; bắt đầu tính phần tiếp theo.",
            "Không tính thứ Bảy, 12/12/2026 đến Chủ nhật, 13/12/2026: nghỉ cuối tuần.",
            "Kết thúc lúc 09:00 thứ Ba, 15/12/2026.",
            "3 ngày làm việc: hết hạn lúc 17:00 thứ Tư, 16/12/2026.",
        ]

    def test_a_new_date_and_a_new_beginning_are_told(self):
        clock = (
            started()
            .restarted(at("30/11/2026 14:00"), "đủ hồ sơ")
            .extended(day("16/12/2026"), at("14/12/2026 08:00"), by="hai")
        )
        assert english([line.said for line in clock.explained(CALENDAR)]) == [
            "Begun at 09:00, Monday 23/11/2026; begun anew, from zero, at 14:00, Monday 30/11/2026"
            " (đủ hồ sơ).",
            "From 14:00, Monday 30/11/2026; the first day is not counted (BLDS 2015, art. 147).",
            "Extended until 16/12/2026 at 08:00, Monday 14/12/2026 (hai).",
            "The new date: due at 17:00, Wednesday 16/12/2026.",
        ]

    def test_what_was_late_before_its_pause_is_explained_with_its_limit(self):
        clock = started("1 working day").paused(at("27/11/2026 10:00"))
        said = english([line.said for line in clock.explained(CALENDAR)])
        assert "1 working day: due at 17:00, Wednesday 25/11/2026." in said
        assert said[-1] == "The clock stands still since 10:00, Friday 27/11/2026."

    def test_days_off_inside_a_pause_are_told_by_the_pause(self):
        clock = started().paused(at("23/11/2026 10:00")).resumed(at("30/11/2026 08:00"))
        said = english([line.said for line in clock.explained(CALENDAR)])
        assert not any("24/11/2026" in line for line in said)


def test_a_holiday_decided_later_moves_every_running_limit():
    from motcua.deadlines.calendar import DayRule

    storm = {day("30/11/2026"): DayRule(Reason(Kind.CLOSURE, Label("Bão số 13")))}
    assert limit(started(), WorkingCalendar(days=storm)) == at("09/12/2026 17:00")


def test_a_pause_in_an_office_with_saturdays():
    clock = started("3 working days", "03/09/2026 09:00")
    assert limit(clock, ODD) == at("07/09/2026 18:00")
    clock = clock.paused(at("05/09/2026 09:00")).resumed(at("05/09/2026 11:00"))
    assert limit(clock, ODD) == at("07/09/2026 18:00")
