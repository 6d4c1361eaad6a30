"""What happens when nobody answers in time."""

from datetime import datetime, timedelta

import pytest
from tests.make_consultations import DUE, a_case, a_request, asked, later, says

from motcua.acting import SYSTEM
from motcua.cases.actions import perform
from motcua.cases.lists import personal, waiting
from motcua.consultations.actions import correct_opinion, give_opinion, save_draft, withdraw
from motcua.consultations.content import ANSWERED, ANSWERED_AFTER_SILENCE, SENT, SILENT
from motcua.consultations.inbox import body_list
from motcua.consultations.silence import time_is_over
from motcua.deadlines.terms import read_term

AFTER = DUE + timedelta(seconds=1)


def waiting_for(province, **more):
    limits = {"so-nnmt": read_term("5 working days")}
    return asked(province, None, "so-nnmt", template="waiting", limits=limits, **more).requests[0]


class TestARuleGivesSilenceAMeaning:
    def test_a_dated_record_names_the_rule(self, province):
        request = a_request(province)
        province.work(AFTER)
        assert request.state == SILENT
        assert request.silence.limit == DUE
        assert request.silence.recorded_at == AFTER
        assert (request.silence.meaning, request.silence.ground) == ("agree", "NĐ 217/2026 Đ54.2c")
        assert request.silence.within == "5 working days"
        assert request.opinions == ()

    def test_it_is_nobodys_deed(self, province):
        request = a_request(province)
        province.work(AFTER)
        entry = request.journal.last()
        assert (entry.deed, entry.person) == ("silence recorded", SYSTEM)

    def test_not_at_the_limit_itself(self, province):
        request = a_request(province)
        province.work(DUE)
        assert request.state == SENT

    def test_both_sides_are_told(self, province):
        a_request(province)
        province.work(AFTER)
        assert province.told("silence") == [("cong-an-tinh", ("partner", "asker"))]

    def test_it_leaves_the_bodys_list(self, province):
        a_request(province)
        province.work(AFTER)
        assert not province.root.worklists.page([body_list("cong-an-tinh")]).entries

    def test_nobody_is_reminded_of_a_limit_that_is_over(self, province):
        request = a_request(province)
        province.work(AFTER + timedelta(days=3))
        assert province.told("reminder") == []
        reminded = [each for each in request.journal if each.deed == "reminded"]
        assert [each.facts["about"] for each in reminded] == ["too late", "late"]

    def test_a_night_without_a_worker_loses_nothing(self, province):
        request = a_request(province)
        province.work(AFTER + timedelta(days=3))
        assert request.silence.limit == DUE
        assert request.silence.recorded_at == AFTER + timedelta(days=3)

    def test_it_happens_once(self, province):
        request = a_request(province)
        province.work(AFTER)
        time_is_over(province.system(AFTER), request)
        assert [e.deed for e in request.journal].count("silence recorded") == 1

    def test_an_answered_request_does_not_fall_silent(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        province.work(AFTER)
        assert request.state == ANSWERED
        assert request.silence is None

    def test_no_opinion_is_another_meaning(self, province):
        request = asked(province, None, "so-nnmt", template="counting").requests[0]
        province.work(AFTER)
        assert (request.silence.meaning, request.silence.ground) == ("no_opinion", "")


class TestALateAnswer:
    def test_it_is_kept_beside_the_silence(self, province):
        request = a_request(province)
        province.work(AFTER)
        silence = request.silence
        later(province, AFTER + timedelta(hours=20))
        opinion = give_opinion(province("an"), request, says("disagree", "Không đồng ý"))
        assert opinion.is_late
        assert request.state == ANSWERED_AFTER_SILENCE
        assert request.silence is silence

    def test_a_draft_may_still_be_written(self, province):
        request = a_request(province)
        province.work(AFTER)
        save_draft(province("an"), request, says(text="Muộn"), 0)
        assert request.draft.reply.text == "Muộn"
        assert request.state == SILENT

    def test_if_the_worker_has_not_come_yet_the_silence_is_recorded_first(self, province):
        request = a_request(province)
        later(province, AFTER)
        give_opinion(province("an"), request, says())
        assert request.silence.recorded_at == AFTER
        assert request.opinion.is_late
        entries = {entry.deed: entry.person for entry in request.journal}
        assert (entries["silence recorded"], entries["opinion given"]) == (SYSTEM, "an")
        assert province.work(AFTER + timedelta(hours=1)) == 0

    def test_a_late_answer_can_be_corrected(self, province):
        request = a_request(province)
        later(province, AFTER)
        give_opinion(province("an"), request, says())
        correct_opinion(province("an"), request, says("disagree", "x"), "Nhầm")
        assert request.state == ANSWERED_AFTER_SILENCE
        assert [each.is_late for each in request.opinions] == [True, True]


class TestNoRule:
    def test_the_answer_stays_owed_and_that_is_reported(self, province):
        request = waiting_for(province)
        province.work(AFTER)
        assert request.state == SENT
        assert request.silence is None
        assert province.told("overdue") == [("so-nnmt", ("asker", "one_stop_head"))]
        assert request.journal.last().deed == "overdue reported"
        assert province.root.worklists.page([body_list("so-nnmt")]).entries

    def test_it_is_reported_once(self, province):
        request = waiting_for(province)
        province.work(AFTER)
        province.work(AFTER + timedelta(days=1))
        time_is_over(province.system(AFTER + timedelta(days=1)), request)
        assert len(province.told("overdue")) == 1

    def test_what_the_procedure_wants_later_still_happens(self, province):
        waiting_for(province)
        province.work(DUE + timedelta(days=5))
        assert province.told("late") == [("so-nnmt", ("partner", "clerk"))]

    def test_the_answer_that_comes_is_late_and_counts(self, province):
        request = waiting_for(province)
        province.work(AFTER)
        later(province, AFTER + timedelta(hours=17))
        opinion = give_opinion(province("dung"), request, says())
        assert opinion.is_late
        assert request.state == ANSWERED


class TestReminders:
    def test_before_and_at_the_limit(self, province):
        a_request(province)
        province.work(DUE)
        assert province.told("reminder") == [("cong-an-tinh", ("partner",))]
        assert province.told("late") == [("cong-an-tinh", ("partner", "assignee", "head"))]

    def test_on_the_working_day_before(self, province):
        request = a_request(province)
        assert request.alarm == (datetime(2026, 12, 4, 7, 0), "bodies.1")

    def test_a_stale_alarm_does_nothing(self, province):
        from motcua.consultations.firing import fire

        request = a_request(province)
        fire(province.system(), request.key, "bodies.1")
        fire(province.system(), request.key, "limit")
        fire(province.system(), b"12345678", "limit")
        assert province.notices == [n for n in province.notices if n.about == "asked"]

    def test_a_withdrawn_request_reminds_nobody(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, "Thôi")
        province.work(AFTER)
        assert province.told("reminder") == []


class TestTheCaseGoesOn:
    def lists(self, province):
        lists = province.root.worklists
        return [
            len(lists.page([personal("minh")]).entries), len(lists.page([waiting("minh")]).entries)
        ]  # fmt: skip

    def waiting_case(self, province, *units):
        case = a_case(province)
        consultation = asked(province, case, *units)
        perform(province("minh"), case, "wait")
        return consultation

    def test_when_the_last_silence_is_recorded(self, province):
        consultation = self.waiting_case(province, "cong-an-tinh", "so-nnmt")
        give_opinion(province("dung"), consultation.requests[1], says())
        assert self.lists(province) == [0, 1]
        province.work(AFTER)
        assert self.lists(province) == [1, 0]
        assert consultation.completed_at == AFTER
        assert len(province.told("complete")) == 1

    def test_when_the_last_answer_comes(self, province):
        consultation = self.waiting_case(province, "cong-an-tinh", "so-nnmt")
        for person, request in zip(("an", "dung"), consultation.requests, strict=True):
            give_opinion(province(person), request, says())
        assert self.lists(province) == [1, 0]
        assert province.work() == 1, "the first one left a note to look again"
        assert len(province.told("complete")) == 1

    def test_two_last_answers_at_once_are_noticed_afterwards(self, province):
        """Each saw the other as missing; the worker sees both."""
        from motcua.consultations import completing

        consultation = self.waiting_case(province, "cong-an-tinh", "so-nnmt")
        for person, request in zip(("an", "dung"), consultation.requests, strict=True):
            give_opinion(province(person), request, says())
        consultation.completed_at = None
        completing.fire(province.system(), consultation.requests[0].key, "")
        assert consultation.completed_at is not None
        completing.fire(province.system(), consultation.requests[0].key, "")
        completing.fire(province.system(), b"12345678", "")
        assert len(province.told("complete")) == 2

    def test_a_late_answer_completes_nothing_twice(self, province):
        consultation = self.waiting_case(province, "cong-an-tinh")
        province.work(AFTER)
        later(province, AFTER)
        give_opinion(province("an"), consultation.requests[0], says())
        assert len(province.told("complete")) == 1

    def test_a_step_records_what_the_worker_has_not_come_to(self, province):
        consultation = self.waiting_case(province, "cong-an-tinh")
        later(province, AFTER)
        perform(province("minh"), consultation.case, "go_on")
        assert consultation.requests[0].silence.recorded_at == AFTER
        entries = list(consultation.requests[0].journal)
        assert entries[-1].person == SYSTEM

    def test_a_step_that_withdraws_takes_back_what_is_open(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        perform(province("minh"), case, "skip")
        assert request.is_withdrawn
        assert request.withdrawal.reason == "Hồ sơ đã chuyển bước: Bỏ qua"

    def test_a_step_that_keeps_leaves_them(self, province):
        consultation = self.waiting_case(province, "cong-an-tinh")
        assert consultation.requests[0].is_open

    def test_a_closed_case_waits_for_nobody(self, province):
        case = a_case(province)
        request = asked(province, case, "so-nnmt", template="counting").requests[0]
        perform(province("minh"), case, "skip")
        assert request.is_withdrawn


@pytest.mark.parametrize("person", ["an", "minh"])
def test_whoever_notices_the_silence_did_not_do_it(province, person):
    request = a_request(province)
    time_is_over(province(person, AFTER), request)
    assert request.journal.last().person == SYSTEM
