"""The body's own way to an answer: draft, check, revise, sign, within its own limits."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest
from tests.make_consultations import DUE, a_request, later, says
from tests.make_inside import THREE_STEPS, a_lively_province, deeds, in_list

from motcua.acting import NotAllowed
from motcua.cases.lists import personal, shared
from motcua.consultations import recipients
from motcua.consultations.actions import (
    claim,
    correct_opinion,
    give_opinion,
    open_request,
    pass_on,
    return_draft,
    save_draft,
    sign_opinion,
    submit_draft,
    take_back_draft,
    withdraw,
)
from motcua.consultations.content import ANSWERED
from motcua.consultations.inbox import RequestRow, body_list
from motcua.consultations.inside.flows import OpinionFlows, read_flows, read_share
from motcua.consultations.inside.pacing import step_limit, step_limits
from motcua.consultations.inside.stages import is_returned, returned
from motcua.consultations.offers import offers
from motcua.consultations.refusals import CannotAnswer, DraftChanged, DraftLocked, NotOpen
from motcua.sheets import WrongFile

AGREED = says("agree", "Thống nhất.")


@pytest.fixture
def province():
    with a_lively_province() as province:
        yield province


@pytest.fixture
def submitted(province):
    """A request to the police, with a draft of An that lies with Chinh to be checked."""
    request = a_request(province)
    submit_draft(province("an"), request, AGREED, 0)
    return request


def offered(province, person, request):
    return {each.id: each.enabled for each in offers(province(person), request)}


def told(province, request, about):
    """Return the names of those who got notices about something."""
    names = [n.recipients for n in province.notices if n.about == about]
    acting = province.system()
    return [each.name for all in names for n in all for each in recipients.of(acting, request, n)]


class TestTheWay:
    def test_drafted_checked_signed_and_then_it_is_the_word_of_the_body(self, province, submitted):
        request = submitted
        assert request.opinion is None
        pass_on(province("chinh"), request, request.draft.revision)
        opinion = sign_opinion(province("lam"), request, request.draft.revision)
        assert request.state == ANSWERED
        assert (opinion.given_by_name, opinion.reply) == ("Lê Văn Lâm", AGREED)
        hands = [(each.deed, each.by) for each in request.hands]
        assert hands == [("drafted", "an"), ("checked", "chinh"), ("signed", "lam")]
        assert deeds(request)[-3:] == ["draft submitted", "draft checked", "opinion given"]
        assert (request.draft, request.submission) == (None, None)

    def test_who_has_the_next_step_is_told(self, province, submitted):
        assert told(province, submitted, "to_check") == ["Hoàng Văn Chính"]
        pass_on(province("chinh"), submitted, 1)
        assert told(province, submitted, "to_sign") == ["Lê Văn Lâm"]

    def test_returned_with_a_reason_revised_and_submitted_again(self, province, submitted):
        return_draft(province("chinh"), submitted, " Nêu căn cứ. ")
        assert is_returned(submitted)
        assert returned(submitted).words == "Nêu căn cứ."
        submit_draft(province("an"), submitted, says("agree", "Theo Luật Cư trú."), 1)
        assert not is_returned(submitted)
        pass_on(province("chinh"), submitted, 2)
        return_draft(province("lam"), submitted, "Ngắn hơn.")
        assert submitted.submission is None
        assert [each.deed for each in submitted.hands].count("returned") == 2

    def test_nobody_returns_without_a_reason(self, province, submitted):
        with pytest.raises(CannotAnswer, match="Say what is to be revised"):
            return_draft(province("chinh"), submitted, " ")

    def test_it_has_to_be_complete_before_somebody_checks_it(self, province):
        request = a_request(province)
        with pytest.raises(CannotAnswer, match="needs its reasons"):
            submit_draft(province("an"), request, says("disagree"), 0)

    def test_whoever_signs_may_also_write_the_answer(self, province):
        request = a_request(province)
        give_opinion(province("lam"), request, AGREED)
        assert request.opinion.given_by == "lam"

    def test_whoever_drafts_does_not_sign(self, province):
        with pytest.raises(CannotAnswer, match="signed by somebody else"):
            give_opinion(province("an"), a_request(province), AGREED)

    def test_a_correction_is_signed_as_well(self, province):
        request = a_request(province)
        give_opinion(province("lam"), request, AGREED)
        with pytest.raises(CannotAnswer, match="signed by somebody else"):
            correct_opinion(province("an"), request, AGREED, "Nhầm")
        assert correct_opinion(province("lam"), request, says("disagree", "Không"), "Nhầm")

    def test_where_one_step_is_enough_nothing_is_submitted(self, province):
        request = a_request(province, "so-nnmt")
        with pytest.raises(CannotAnswer, match="one step"):
            submit_draft(province("dung"), request, AGREED, 0)
        assert give_opinion(province("dung"), request, AGREED)

    def test_after_a_silence_it_still_goes_its_way_and_is_late(self, province):
        request = a_request(province)
        later(province, datetime(2026, 12, 8, 8, 0))
        province.work()
        submit_draft(province("an"), request, AGREED, 0)
        pass_on(province("chinh"), request, 1)
        assert sign_opinion(province("lam"), request, 1).is_late


class TestTheLock:
    @pytest.mark.parametrize("person", ["an", "binh", "chinh"])
    def test_a_submitted_draft_is_changed_by_nobody(self, province, submitted, person):
        with pytest.raises(DraftLocked, match="submitted this draft"):
            save_draft(province(person), submitted, says("disagree", "Khác"), 1)
        assert submitted.draft.reply == AGREED

    def test_the_signer_gives_what_was_submitted_and_nothing_else(self, province, submitted):
        with pytest.raises(DraftLocked):
            give_opinion(province("lam"), submitted, AGREED)
        pass_on(province("chinh"), submitted, 1)
        with pytest.raises(DraftLocked):
            give_opinion(province("lam"), submitted, says("disagree", "Khác"))
        assert give_opinion(province("lam"), submitted, AGREED)

    def test_taken_back_by_whoever_submitted_it(self, province, submitted):
        with pytest.raises(CannotAnswer, match="submitted this draft"):
            take_back_draft(province("binh"), submitted)
        take_back_draft(province("an"), submitted)
        assert save_draft(province("binh"), submitted, says("agree", "Khác"), 1).revision == 2
        with pytest.raises(CannotAnswer, match="No draft is submitted"):
            take_back_draft(province("an"), submitted)

    def test_nobody_checks_their_own(self, province):
        request = a_request(province)
        submit_draft(province("chinh"), request, AGREED, 0)
        with pytest.raises(CannotAnswer, match="somebody else checks it"):
            pass_on(province("chinh"), request, 1)

    @pytest.mark.parametrize(
        ("person", "deed"), [("an", pass_on), ("an", sign_opinion), ("minh", pass_on)]
    )
    def test_only_in_the_position_that_has_the_step(self, province, submitted, person, deed):
        with pytest.raises((NotAllowed, CannotAnswer)):
            deed(province(person), submitted, 1)

    def test_not_before_its_turn(self, province, submitted):
        with pytest.raises(CannotAnswer, match="The draft is elsewhere"):
            sign_opinion(province("lam"), submitted, 1)

    def test_whoever_has_an_older_text_before_them_is_shown_the_newer_one(
        self, province, submitted
    ):
        take_back_draft(province("an"), submitted)
        submit_draft(province("binh"), submitted, says("agree", "Bản mới."), 1)
        with pytest.raises(DraftChanged) as caught:
            pass_on(province("chinh"), submitted, 1)
        assert caught.value.theirs.reply.text == "Bản mới."

    def test_two_who_save_one_draft_get_both_texts_also_when_submitting(self, province):
        request = a_request(province)
        save_draft(province("an"), request, AGREED, 0)
        with pytest.raises(DraftChanged) as caught:
            submit_draft(province("binh"), request, says("agree", "Của Bình"), 0)
        assert caught.value.theirs.reply == AGREED
        assert caught.value.yours.text == "Của Bình"

    def test_nothing_is_checked_once_it_was_withdrawn(self, province, submitted):
        withdraw(province("minh"), submitted, "Không cần nữa")
        with pytest.raises(NotOpen, match="withdrawn"):
            pass_on(province("chinh"), submitted, 1)


class TestWhatIsOffered:
    def test_to_each_their_step(self, province):
        request = a_request(province)
        assert {"draft", "submit"} <= set(offered(province, "an", request))
        assert "answer" not in offered(province, "an", request)
        assert "answer" in offered(province, "lam", request)
        submit_draft(province("an"), request, AGREED, 0)
        assert "take_back" in offered(province, "an", request)
        assert not {"draft", "answer", "submit"} & set(offered(province, "an", request))
        assert {"pass_on", "return_draft"} <= set(offered(province, "chinh", request))
        assert "pass_on" not in offered(province, "lam", request)
        pass_on(province("chinh"), request, 1)
        assert {"sign", "return_draft"} <= set(offered(province, "lam", request))

    def test_a_correction_is_offered_to_whoever_signs(self, province):
        request = a_request(province)
        give_opinion(province("lam"), request, AGREED)
        assert offered(province, "lam", request)["correct"] is True
        assert offered(province, "an", request)["correct"] is False

    def test_ones_own_draft_is_not_offered_for_checking(self, province):
        request = a_request(province)
        submit_draft(province("chinh"), request, AGREED, 0)
        assert offered(province, "chinh", request)["pass_on"] is False


class TestTheLimits:
    def test_each_step_has_its_share_of_the_time(self, province):
        request = a_request(province)
        limits = step_limits(province("an"), request)
        assert [step for step, _limit in limits] == ["draft", "check", "sign"]
        assert limits[-1][1] == DUE
        assert limits[0][1] < limits[1][1] < DUE
        # Monday 9:00 to next Monday 17:00 are 46 open hours; the drafting ends 23 before the end.
        assert limits[0][1] == datetime(2026, 12, 3, 8, 0)

    def test_one_step_has_no_limit_of_its_own(self, province):
        request = a_request(province, "so-nnmt")
        assert step_limits(province("dung"), request) == []
        assert step_limit(province("dung"), request) == DUE

    def test_they_move_with_the_outer_one(self, province):
        from motcua.consultations.actions import ask_extension
        from motcua.deadlines.terms import read_term

        request = a_request(province)
        before = step_limit(province("an"), request)
        ask_extension(province("an"), request, read_term("1 working day"), "Đo lại")
        assert step_limit(province("an"), request) > before

    def test_lists_have_the_limit_of_the_step_and_the_bodys_the_outer_one(self, province):
        request = a_request(province)
        claim(province("an"), request)
        [own] = in_list(province, personal("an"))
        row = RequestRow(*own.row)
        assert (own.due, row.outer) == (step_limit(province("an"), request), DUE.isoformat())
        assert in_list(province, body_list("cong-an-tinh"))[0].due == DUE
        submit_draft(province("an"), request, AGREED, 0)
        assert in_list(province, personal("an")) == []
        [checking] = in_list(province, shared("cong-an-tinh", "head"))
        assert RequestRow(*checking.row).step == "check"
        assert checking.due == step_limits(province("an"), request)[1][1]
        return_draft(province("chinh"), request, "Sửa")
        assert in_list(province, shared("cong-an-tinh", "head")) == []
        assert RequestRow(*in_list(province, personal("an"))[0].row).step == "returned"

    def test_the_step_is_called_to_mind_once(self, province):
        request = a_request(province)
        claim(province("an"), request)
        later(province, datetime(2026, 12, 3, 16, 0))
        province.work()
        province.work()
        assert told(province, request, "step_ends") == ["Nguyễn Văn An"]
        assert deeds(request).count("step called to mind") == 1


class TestNobodyOpenedIt:
    def test_the_head_is_told_once(self, province):
        request = a_request(province)
        later(province, datetime(2026, 12, 1, 17, 0))
        province.work()
        later(province, datetime(2026, 12, 2, 17, 0))
        province.work()
        assert told(province, request, "unopened") == ["Lê Văn Lâm"]
        assert deeds(request).count("unopened") == 1

    def test_not_where_somebody_opened_it(self, province):
        request = a_request(province)
        open_request(province("an"), request)
        later(province, datetime(2026, 12, 2, 9, 0))
        province.work()
        assert told(province, request, "unopened") == []


class TestTheFile:
    def test_a_body_a_kind_of_body_and_all_others(self, tmp_path, province):
        path = tmp_path / "opinion_flows.yaml"
        path.write_text(
            "head: head\nfurther_share: 30%\ndepth: 2\nusual: {sign: {by: leader}}\n"
            "units:\n"
            "  department: {check: {by: [head, leader], share: 1/3}, remind: 1 working day}\n"
            "  so-nnmt: {}\n",
            "utf8",
        )
        flows = read_flows(path)
        assert (flows.head, flows.further_share, flows.depth) == ("head", Fraction(3, 10), 2)
        root = province.root
        assert [s.id for s in flows.of(root, "so-tu-phap").stages] == ["draft", "check"]
        assert flows.of(root, "so-tu-phap").stages[0].share == Fraction(2, 3)
        assert flows.of(root, "so-nnmt").is_short
        assert [s.id for s in flows.of(root, "cong-an-tinh").stages] == ["draft", "sign"]

    def test_whoever_is_asked_outside_answers_in_one_step(self, province):
        flows = OpinionFlows(usual=THREE_STEPS)
        assert flows.of(province.root, "so-tu-phap") is THREE_STEPS
        assert flows.of(province.root, "hoi-kien-truc-su").is_short

    def test_without_a_file_one_step_is_usual(self, tmp_path):
        assert read_flows(tmp_path / "opinion_flows.yaml") == OpinionFlows()

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("usual: {check: {share: 7/5}}", "is not a part of the time"),
            ("usual: {check: {share: nửa}}", "is not a part of the time"),
            ("usual: {check: {share: 1/2}, sign: {share: 1/2}}", "nothing of the time is left"),
            ("usual: {kiem: {}}", "is not known"),
        ],
    )
    def test_what_is_wrong_is_said_with_its_line(self, tmp_path, text, sentence):
        path = tmp_path / "opinion_flows.yaml"
        path.write_text(text, "utf8")
        with pytest.raises(WrongFile, match=sentence):
            read_flows(path)

    def test_a_share_as_people_write_it(self):
        assert read_share("25 %") == read_share("1/4") == Fraction(1, 4)
