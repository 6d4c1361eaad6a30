"""What lets a case go on, and the sentence that says why not yet."""

from datetime import datetime, timedelta

import pytest
from tests.make_consultations import DUE, a_case, asked, later, says

from motcua.cases.actions import available, perform
from motcua.cases.matter import matter_of
from motcua.consultations import conditions
from motcua.consultations.actions import give_opinion, withdraw
from motcua.deadlines.terms import read_term
from motcua.words import translate
from motcua.workflows.conditions import Conditions
from motcua.workflows.machine import NotYet


def said(province, judge, case, language="en"):
    verdict = judge(matter_of(province("minh"), case), province("minh"))
    return "" if verdict.ok else translate(verdict.sentence, language)


class TestClosed:
    def test_it_names_who_is_missing_and_until_when(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh", "so-nnmt")
        later(province, DUE.replace(hour=8))
        assert said(province, conditions.closed, case, "vi") == (
            "Còn chờ ý kiến của Công an tỉnh (hạn hôm nay 17:00), Sở NN&MT (hạn hôm nay 17:00)."
        )

    @pytest.mark.parametrize(
        ("now", "until"),
        [
            pytest.param(datetime(2026, 12, 2, 9), "(due 17:00 07/12/2026)", id="in some days"),
            pytest.param(datetime(2026, 12, 6, 9), "(due tomorrow at 17:00)", id="tomorrow"),
            pytest.param(datetime(2026, 12, 7, 9), "(due today at 17:00)", id="today"),
        ],
    )
    def test_the_limit_is_said_as_people_say_it(self, province, now, until):
        case = a_case(province)
        asked(province, case)
        later(province, now)
        assert until in said(province, conditions.closed, case)

    def test_a_body_that_owes_its_answer_keeps_it_open(self, province):
        case = a_case(province)
        asked(province, case, "cong-an-tinh")
        asked(
            province,
            case,
            "so-nnmt",
            template="waiting",
            limits={"so-nnmt": read_term("1 working day")},
        )
        later(province, DUE + timedelta(days=1))
        assert "(was due 17:00 01/12/2026)" in said(province, conditions.closed, case)

    def test_silence_with_a_meaning_closes_it_also_before_it_is_recorded(self, province):
        case = a_case(province)
        asked(province, case)
        later(province, DUE + timedelta(seconds=1))
        assert said(province, conditions.closed, case) == ""

    def test_an_answer_closes_it(self, province):
        case = a_case(province)
        give_opinion(province("an"), asked(province, case).requests[0], says("disagree", "x"))
        assert said(province, conditions.closed, case) == ""

    def test_what_was_withdrawn_counts_for_nothing(self, province):
        case = a_case(province)
        consultation = asked(province, case, "cong-an-tinh", "so-nnmt")
        give_opinion(province("an"), consultation.requests[0], says())
        withdraw(province("minh"), consultation.requests[1], "Thôi")
        assert said(province, conditions.closed, case) == ""

    def test_a_compulsory_body_that_nobody_asked_keeps_it_open(self, province):
        case = a_case(province)
        assert said(province, conditions.closed, case) == (
            "Not asked yet, and required: Provincial Police."
        )

    def test_a_compulsory_body_whose_request_was_withdrawn_must_be_asked_again(self, province):
        case = a_case(province)
        withdraw(province("minh"), asked(province, case).requests[0], "Thôi")
        assert "Not asked yet" in said(province, conditions.closed, case)

    def test_two_may_be_enough(self, province):
        case = a_case(province)
        asked(province, case)
        give_opinion(province("an"), case_requests(province, case)[0], says())
        counting = asked(province, case, "so-nnmt", "so-tu-phap", "so-van-hoa", template="counting")
        assert said(province, conditions.closed, case).startswith("2 more opinions are needed, of")
        give_opinion(province("dung"), counting.requests[0], says())
        assert said(province, conditions.closed, case).startswith("One more opinion is needed, of")
        give_opinion(province("van"), counting.requests[2], says())
        assert said(province, conditions.closed, case) == ""

    def test_any_is_the_first(self, province):
        case = a_case(province)
        asked(province, case)
        give_opinion(province("an"), case_requests(province, case)[0], says())
        limits = {"so-nnmt": read_term("2 working days")}
        waiting = asked(province, case, "so-nnmt", template="waiting", limits=limits)
        assert said(province, conditions.closed, case).startswith("Still waiting")
        give_opinion(province("dung"), waiting.requests[0], says())
        assert said(province, conditions.closed, case) == ""


def case_requests(province, case):
    return [
        request
        for consultation in province.root.consultations.of_case(case.key)
        for request in consultation.requests
    ]


class TestOpened:
    def test_whoever_must_be_asked_has_been(self, province):
        case = a_case(province)
        assert "Not asked yet" in said(province, conditions.opened, case)
        asked(province, case)
        assert said(province, conditions.opened, case) == ""

    def test_somebody_has_where_nobody_must(self, province):
        case = a_case(province)
        withdraw(province("minh"), asked(province, case).requests[0], "Thôi")
        perform(province("minh"), case, "skip")
        assert "Nobody has been asked" in said(province, conditions.opened, case)


class TestNobodyDisagreed:
    def test_a_no_is_named(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        assert said(province, conditions.nobody_disagreed, case) == ""
        give_opinion(province("an"), request, says("disagree", "Không"))
        assert said(province, conditions.nobody_disagreed, case) == (
            "These disagree: Provincial Police."
        )

    def test_a_no_after_the_silence_is_read_and_does_not_bar(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        later(province, DUE + timedelta(seconds=1))
        give_opinion(province("an"), request, says("disagree", "Không"))
        assert said(province, conditions.nobody_disagreed, case) == ""


class TestTheProcedureUsesThem:
    def test_the_button_says_why_it_is_grey(self, province):
        case = a_case(province)
        asked(province, case)
        perform(province("minh"), case, "wait")
        offer = next(o for o in available(province("minh"), case) if o.action.id == "go_on")
        assert not offer.enabled
        assert "Still waiting for the opinion of Provincial Police" in translate(offer.reason, "en")
        with pytest.raises(NotYet):
            perform(province("minh"), case, "go_on")

    def test_and_lets_the_case_go_on(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        perform(province("minh"), case, "wait")
        give_opinion(province("an"), request, says())
        perform(province("minh"), case, "go_on")
        assert case.track.state == "signing"

    @pytest.mark.parametrize(
        "name", ["consultations closed", "đã lấy xong ý kiến", "consultations opened",
                 "đã gửi lấy ý kiến", "nobody disagreed", "không nơi nào không đồng ý"],
    )  # fmt: skip
    def test_a_file_may_name_them_in_either_language(self, province, name):
        assert name in province.office.borrow(Conditions)


class TestWaiting:
    def test_a_case_without_consultations_does_not_wait(self, province):
        assert not conditions.waits(province("minh"), a_case(province))
