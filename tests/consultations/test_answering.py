"""Drafts, opinions, corrections."""

from datetime import date, datetime, timedelta
from pickle import dumps, loads
from types import SimpleNamespace

import pytest
from tests.make_consultations import DUE, MONDAY, a_request, asked, later, says

from motcua.acting import NotAllowed
from motcua.cases.actions import perform
from motcua.consultations.actions import correct_opinion, give_opinion, save_draft, withdraw
from motcua.consultations.content import ANSWERED, Reply
from motcua.consultations.desk import desk
from motcua.consultations.inbox import body_list
from motcua.consultations.refusals import AlreadyAnswered, CannotAnswer, DraftChanged, NotOpen
from motcua.words import translate


def refused(kind, action, *arguments):
    with pytest.raises(kind) as caught:
        action(*arguments)
    return translate(caught.value.sentence, "en")


class TestDraft:
    def test_it_is_kept_and_shared_by_the_body(self, province):
        request = a_request(province)
        save_draft(province("an"), request, says("disagree", " Chưa đủ ", remarks=("a ", "")), 0)
        draft = save_draft(province("binh"), request, says("agree", "Đã đủ"), 1)
        assert draft is request.draft
        assert (draft.reply.text, draft.revision) == ("Đã đủ", 2)
        assert (draft.saved_by_name, draft.saved_at) == ("Trần Văn Bình", MONDAY)

    def test_what_is_saved_over_comes_back_beside_ones_own(self, province):
        request = a_request(province)
        save_draft(province("an"), request, says(text="Của An"), 0)
        with pytest.raises(DraftChanged) as caught:
            save_draft(province("binh"), request, says(text="Của Bình"), 0)
        assert caught.value.theirs.reply.text == "Của An"
        assert caught.value.yours.text == "Của Bình"
        assert "Nguyễn Văn An saved this draft at 09:00" in translate(caught.value.sentence, "en")
        assert request.draft.reply.text == "Của An"

    def test_sending_does_not_lose_a_newer_draft_either(self, province):
        request = a_request(province)
        save_draft(province("an"), request, says(text="Cũ"), 0)
        save_draft(province("an"), request, says(text="Mới"), 1)
        with pytest.raises(DraftChanged):
            give_opinion(province("binh"), request, says(text="Cũ"), 1)
        give_opinion(province("binh"), request, says(text="Mới"), 2)

    def test_blank_ends_and_empty_remarks_go(self, province):
        request = a_request(province)
        draft = save_draft(province("an"), request, says(text=" a ", remarks=(" b ", " ")), 0)
        assert (draft.reply.text, draft.reply.remarks) == ("a", ("b",))

    def test_only_the_body_writes_it(self, province):
        with pytest.raises(NotAllowed):
            save_draft(province("minh"), a_request(province), says(), 0)

    def test_not_after_the_request_was_withdrawn(self, province):
        request = a_request(province)
        withdraw(province("minh"), request, "Thôi")
        with pytest.raises(NotOpen):
            save_draft(province("an"), request, says(), 0)


class TestOpinion:
    def test_it_is_the_bodys_word(self, province):
        request = a_request(province)
        opinion = give_opinion(
            province("an"),
            request,
            says(
                "agree_with_remarks",
                remarks=("Một", "Hai"),
                letter_number="12/CAT",
                letter_date=date(2026, 11, 30),
            ),
        )
        assert request.state == ANSWERED
        assert request.opinion is opinion
        assert (opinion.version, opinion.given_by_name, opinion.given_at) == (
            1, "Nguyễn Văn An", MONDAY,
        )  # fmt: skip
        assert opinion.position.vi == "Chức vụ 7"
        assert (opinion.is_late, opinion.on_behalf_of_name) == (False, "")
        assert opinion.reply.remarks == ("Một", "Hai")

    def test_it_leaves_the_list_and_the_due_queue(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        assert not province.root.worklists.page([body_list("cong-an-tinh")]).entries
        assert request.alarm is None
        assert province.work(DUE + timedelta(days=9)) == 0

    def test_the_draft_is_gone(self, province):
        request = a_request(province)
        save_draft(province("an"), request, says(text="x"), 0)
        give_opinion(province("an"), request, says(), 1)
        assert request.draft is None

    def test_the_asker_is_told(self, province):
        give_opinion(province("an"), a_request(province), says())
        assert province.told("answered") == [("cong-an-tinh", ("asker",))]

    def test_it_is_in_the_requests_journal_and_not_in_the_cases(self, province):
        request = a_request(province)
        before = len(request.consultation.case.journal)
        give_opinion(province("an"), request, says("disagree", "Không"))
        assert request.journal.last().facts == {"outcome": "disagree", "version": 1}
        assert len(request.consultation.case.journal) == before

    def test_at_the_limit_itself_it_is_in_time(self, province):
        request = a_request(province)
        later(province, DUE)
        assert not give_opinion(province("an"), request, says()).is_late

    def test_a_second_click_does_nothing_and_says_who_and_when(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        later(province, MONDAY + timedelta(minutes=1))
        said = refused(AlreadyAnswered, give_opinion, province("binh"), request, says("disagree"))
        assert said == "Nguyễn Văn An gave the opinion of your unit already, at 09:00 30/11/2026."
        assert len(request.opinions) == 1

    def test_a_draft_after_it_is_refused_the_same_way(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        refused(AlreadyAnswered, save_draft, province("an"), request, says(), 0)

    def test_for_another_it_is_said_for_whom(self, province):
        from dataclasses import replace

        request = a_request(province)
        acting = province("an")
        own = acting.holdings[0]
        acting = replace(acting, person="kien", holdings=(replace(own, on_behalf_of="an"),))
        opinion = give_opinion(acting, request, says())
        assert (opinion.on_behalf_of, opinion.on_behalf_of_name) == ("an", "Nguyễn Văn An")

    @pytest.mark.parametrize(
        ("reply", "said"),
        [
            pytest.param(says("perhaps"), "Choose one of the answers", id="no such answer"),
            pytest.param(says("disagree", " "), "needs its reasons", id="no without reasons"),
            pytest.param(says("other"), "needs its reasons", id="other without words"),
            pytest.param(says("agree_with_remarks"), "no remarks yet", id="no remarks"),
            pytest.param(
                says(letter_date=date(2026, 12, 1)), "lies in the future", id="a letter of tomorrow"
            ),
            pytest.param(says(text="x" * 20_001), "longer than 20000", id="a book"),
            pytest.param(says(remarks=("x",) * 101), "more than 100 remarks", id="many remarks"),
            pytest.param(says(files=(1,) * 21), "more than 20 files", id="many files"),
        ],
    )
    def test_what_is_incomplete_is_refused(self, province, reply, said):
        request = a_request(province)
        assert said in refused(CannotAnswer, give_opinion, province("an"), request, reply)

    def test_remarks_may_stand_alone_or_as_text(self, province):
        give_opinion(
            province("an"), a_request(province), says("agree_with_remarks", "Lưu ý cổng vào")
        )

    def test_a_template_without_words_offers_the_usual_answers(self, province):
        request = asked(province, None, "so-nnmt", template="counting").requests[0]
        assert "Choose one" in refused(
            CannotAnswer, give_opinion, province("dung"), request, says("other", "x")
        )
        give_opinion(province("dung"), request, says("not_competent"))

    def test_files_are_named_in_the_journal_by_their_sha(self, province):
        request = a_request(province)
        give_opinion(
            province("an"), request, says(files=(SimpleNamespace(sha256="ab" * 32, id="1"),))
        )
        assert request.journal.last().facts["files"] == ["ab" * 6]


class TestCorrecting:
    def test_a_correction_is_a_new_version(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        opinion = correct_opinion(
            province("binh"), request, says("disagree", "Nhầm"), " Đọc sót phụ lục "
        )
        assert [each.version for each in request.opinions] == [1, 2]
        assert request.opinions[0].reply.outcome == "agree"
        assert opinion.correction == "Đọc sót phụ lục"
        assert province.told("corrected") == [("cong-an-tinh", ("asker",))]

    def test_it_needs_a_reason(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        assert "Say why" in refused(
            CannotAnswer, correct_opinion, province("an"), request, says(), " "
        )

    def test_it_needs_something_to_correct(self, province):
        assert "nothing to correct" in refused(
            CannotAnswer, correct_opinion, province("an"), a_request(province), says(), "x"
        )

    def test_not_after_the_case_was_closed(self, province):
        request = a_request(province)
        give_opinion(province("an"), request, says())
        case = request.consultation.case
        perform(province("minh"), case, "skip")
        perform(province("giang"), case, "sign")
        later(province, datetime(2026, 12, 1, 9, 0))
        assert "case is closed" in refused(
            CannotAnswer, correct_opinion, province("an"), request, says(), "x"
        )


class TestRemarks:
    def test_each_has_its_place_and_an_empty_line_goes(self, province):
        reply = says(remarks=(" Một ", "", "Ba"), places=("Điều 5", " ", ""))
        draft = save_draft(province("an"), a_request(province), reply, 0)
        assert draft.reply.numbered == (("Điều 5", "Một"), ("", "Ba"))
        assert draft.reply.remarks == ("Một", "Ba")

    def test_an_older_opinion_that_knew_no_places_is_read(self):
        assert Reply("agree", "", ("a", "b")).numbered == (("", "a"), ("", "b"))
        stored = loads(dumps(Reply("agree", "x", ("a",))))
        assert stored.numbered == (("", "a"),)

    def test_an_older_record_of_six_values_is_read(self):
        older = Reply(*("agree", "x", ("a",), "41/CAT", None, ()))
        assert (older.places, older.conditions) == ((), ())

    def test_a_place_without_a_remark_is_kept_in_the_draft_and_refused_as_a_word(self, province):
        request = a_request(province)
        reply = says("agree_with_remarks", "x", remarks=("",), places=("Điều 5",))
        draft = save_draft(province("an"), request, reply, 0)
        assert draft.reply.numbered == (("Điều 5", ""),)
        with pytest.raises(CannotAnswer, match="nothing else"):
            give_opinion(province("an"), request, reply)

    def test_a_condition_alone_is_a_remark(self, province):
        request = a_request(province)
        reply = says("agree_with_remarks", conditions=("Nghiệm thu", " "))
        assert give_opinion(province("an"), request, reply).reply.conditions == ("Nghiệm thu",)


class TestTheNoteInside:
    def test_it_stays_when_the_answer_leaves(self, province):
        request = a_request(province)
        save_draft(province("an"), request, says(), 0, " Hỏi PC07 ")
        give_opinion(province("an"), request, says())
        assert request.internal_note == "Hỏi PC07"
        assert desk(province("an"), request).internal_note == "Hỏi PC07"
        assert desk(province("minh"), request).internal_note == ""
        assert desk(province("kien"), request).internal_note == ""
        correct_opinion(province("an"), request, says(), "Nhầm", "Đã sửa")
        assert request.internal_note == "Đã sửa"
        told = [*request.journal, *request.consultation.case.journal]
        assert not any("Đã sửa" in str(entry.facts) for entry in told)

    def test_it_is_no_file(self, province):
        with pytest.raises(CannotAnswer, match="internal note"):
            save_draft(province("an"), a_request(province), says(), 0, "x" * 20_001)
