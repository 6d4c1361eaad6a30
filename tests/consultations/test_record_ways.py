"""How opinions come: on paper, unasked, in one click, signed by two, with a view apart."""

from datetime import date

import pytest
from tests.make_consultations import DUE, MONDAY, a_request, later, says
from tests.make_record import a_case_under, a_file, asked_under

from motcua.acting import NotAllowed
from motcua.cases.access import Sight, sight
from motcua.cases.matter import matter_of
from motcua.consultations.access import may_see
from motcua.consultations.actions import ask_opinions, correct_opinion, give_opinion, save_draft
from motcua.consultations.conditions import closed, nobody_disagreed, opened
from motcua.consultations.consultation_file import consultation_file
from motcua.consultations.content import Signed
from motcua.consultations.offers import offers
from motcua.consultations.record.apart import cannot_dissent, dissent, dissents_seen
from motcua.consultations.record.at_once import answer_at_once, cannot_answer_at_once
from motcua.consultations.record.basis import basis_of
from motcua.consultations.record.on_paper import cannot_record, contest, record_on_paper
from motcua.consultations.record.together import put_to, sign_together, signed_by
from motcua.consultations.record.unasked import open_to_unasked, speak_unasked
from motcua.consultations.record.wishes import let_documents_be_read, make_confidential
from motcua.consultations.refusals import AlreadyAnswered, CannotAnswer, CannotAsk, NotOpen
from motcua.consultations.suggestions import required

LETTER = {"letter_number": "41/CAT", "letter_date": MONDAY.date()}


class TestOnPaper:
    def letter(self, **more):
        return says("agree", "Nhất trí", **{**LETTER, **more})

    def test_it_says_for_ever_who_took_it_down(self, province):
        request = a_request(province)
        given = record_on_paper(
            province("minh"), request, self.letter(), MONDAY.date(), "Đại tá Chính"
        )
        assert (given.given_by, given.given_by_name) == ("", "Đại tá Chính")
        assert given.recorded[:2] == ("minh", "Phạm Văn Minh")
        assert request.state == "answered"
        assert province.told("recorded") == [("cong-an-tinh", ("partner",))]
        assert any(entry.facts.get("recorded") for entry in request.journal)

    def test_a_scan_is_enough(self, province):
        request, scan = a_request(province), a_file(province, "scan.pdf", "minh")
        reply = says("disagree", "", files=(scan,), **LETTER)
        assert record_on_paper(province("minh"), request, reply, MONDAY.date())

    @pytest.mark.parametrize(
        ("change", "received"),
        [
            ({"letter_number": ""}, MONDAY.date()),
            ({"letter_date": None}, MONDAY.date()),
            ({"text": ""}, MONDAY.date()),
            ({}, date(2026, 12, 1)),
            ({}, date(2026, 11, 27)),
        ],
        ids=["no number", "no date", "neither text nor scan", "comes tomorrow", "came before"],
    )
    def test_what_is_incomplete_is_refused(self, province, change, received):
        request = a_request(province)
        with pytest.raises(CannotAnswer):
            record_on_paper(province("minh"), request, self.letter()._replace(**change), received)

    def test_the_day_it_came_says_whether_it_was_in_time(self, province):
        request = a_request(province)
        later(province, DUE.replace(hour=16))
        assert not record_on_paper(province("minh"), request, self.letter(), DUE.date()).is_late

    def test_beside_a_silence_that_was_recorded(self, province):
        request = a_request(province)
        later(province, DUE.replace(hour=18))
        province.work()
        given = record_on_paper(province("minh"), request, self.letter(), DUE.date())
        assert request.state == "answered_after_silence"
        assert not given.is_late
        assert request.silence is not None

    def test_only_who_asks_takes_it_down_and_only_once(self, province):
        request = a_request(province)
        with pytest.raises(NotAllowed):
            record_on_paper(province("an"), request, self.letter(), MONDAY.date())
        record_on_paper(province("minh"), request, self.letter(), MONDAY.date())
        assert cannot_record(province("minh"), request)
        with pytest.raises(AlreadyAnswered):
            record_on_paper(province("minh"), request, self.letter(), MONDAY.date())

    def test_not_after_a_withdrawal(self, province):
        from motcua.consultations.actions import withdraw

        request = a_request(province)
        withdraw(province("minh"), request, "Nhầm")
        with pytest.raises(NotOpen):
            record_on_paper(province("minh"), request, self.letter(), MONDAY.date())

    def test_the_body_contests_it_or_gives_its_own_word(self, province):
        request = a_request(province)
        with pytest.raises(CannotAnswer):
            contest(province("an"), request, "Không phải")
        record_on_paper(province("minh"), request, self.letter(), MONDAY.date())
        with pytest.raises(CannotAnswer):
            contest(province("an"), request, " ")
        contest(province("an"), request, "Văn bản 41 nói khác")
        assert request.contests[0].version == 1
        assert province.told("contested") == [("cong-an-tinh", ("asker",))]
        own = correct_opinion(province("an"), request, says("disagree", "Không"), "Ghi sai")
        assert own.recorded is None


class TestUnasked:
    def speaking(self, province):
        case = a_case_under(province, unasked="yes")
        province.root["people"]  # Land sees the case because its roles may see the status.
        return case

    def test_a_unit_that_sees_the_case_speaks_up_and_counts_for_nothing(self, province):
        case = self.speaking(province)
        ask_opinions(
            province("minh"), case, "bodies", units=("cong-an-tinh", "so-van-hoa"), question="Hỏi"
        )
        assert open_to_unasked(province("em"), case) == ()
        matter = matter_of(province("minh"), case)
        before = closed(matter, province("minh")).ok
        control = province("kien")
        assert sight(control, case) == Sight.DOCUMENTS
        assert open_to_unasked(control, case) == ()  # Reads all, answers for no unit.
        opinion = speak_unasked(province("loan2"), case, "bodies", says("disagree", "Không"))
        request = acting_request(province, case)
        assert opinion.version == 1
        assert request.consultation.unasked
        assert province.told("unasked") == [("so-noi-vu", ("asker",))]
        assert closed(matter, province("minh")).ok == before
        assert nobody_disagreed(matter, province("minh")).ok
        assert may_see(province("minh"), request)
        with pytest.raises(CannotAnswer):
            speak_unasked(province("loan2"), case, "bodies", says())

    @pytest.fixture(autouse=True)
    def reader(self, province):
        """Somebody of a unit that answers, who reads every case besides."""
        from motcua.people.content import Person, Position

        province.root["people"].enter(Person("loan2", name="Loan", email="l2@longgiang.example"))
        position = Position(
            id="loan2.1", person="loan2", unit="so-noi-vu", roles=("control", "officer"),
            since=date(2026, 1, 1), names=("Chuyên viên", "Officer"),
        )  # fmt: skip
        province.root["people"].seat(province.root["people"]["loan2"], position)

    def test_it_is_not_taken_for_having_been_asked(self, province):
        case = self.speaking(province)
        speak_unasked(province("loan2"), case, "bodies", says())
        matter = matter_of(province("minh"), case)
        assert not opened(matter, province("minh")).ok
        template = matter.definition.consultations["bodies"]
        assert "cong-an-tinh" in required(province("minh"), matter, template)

    def test_not_where_the_procedure_does_not_allow_it(self, province):
        case = a_case_under(province)
        with pytest.raises(NotAllowed):
            speak_unasked(province("loan2"), case, "bodies", says())

    def test_who_was_asked_answers_the_question(self, province):
        case = a_case_under(province, unasked="yes")
        ask_opinions(
            province("minh"), case, "bodies", units=("cong-an-tinh", "so-van-hoa"), question="Hỏi"
        )
        with pytest.raises(CannotAnswer):
            speak_unasked(province("an"), case, "bodies", says())


def acting_request(province, case):
    return province.root.consultations.of_case(case.key)[-1].requests[0]


class TestTogether:
    def test_each_request_is_answered_by_the_same_words(self, province):
        first, second, _third = asked_under(province).requests
        give_opinion(
            province("an"), first, says("disagree", "Không", together_with=("so-nnmt",), **LETTER)
        )
        assert put_to(province("dung"), second) == (first,)
        assert put_to(province("minh"), second) == ()
        given = sign_together(province("dung"), second, "cong-an-tinh", 1)
        assert (given.reply.text, given.signs) == ("Không", Signed("cong-an-tinh", 1))
        assert given.reply.letter_number == ""
        assert signed_by(first) == ("so-nnmt",)
        assert put_to(province("dung"), second) == ()
        correct_opinion(province("an"), first, says(), "Đã rõ")
        assert signed_by(first) == ()

    def test_not_other_words_than_were_read(self, province):
        first, second, _third = asked_under(province).requests
        give_opinion(province("an"), first, says(together_with=("so-nnmt",)))
        correct_opinion(
            province("an"), first, says("disagree", "K", together_with=("so-nnmt",)), "Sửa"
        )
        with pytest.raises(CannotAnswer, match="corrected"):
            sign_together(province("dung"), second, "cong-an-tinh", 1)

    def test_nobody_signs_what_was_not_put_to_them(self, province):
        first, second, _third = asked_under(province).requests
        give_opinion(province("an"), first, says())
        with pytest.raises(CannotAnswer):
            sign_together(province("dung"), second, "cong-an-tinh", 1)

    def test_only_with_those_who_were_asked_the_same(self, province):
        with pytest.raises(CannotAnswer):
            give_opinion(province("an"), a_request(province), says(together_with=("so-nnmt",)))


class TestApart:
    def test_a_member_attaches_a_view_by_name(self, province):
        request = a_request(province)
        with pytest.raises(CannotAnswer):
            dissent(province("binh"), request, "Tôi nghĩ khác")
        give_opinion(province("an"), request, says())
        with pytest.raises(CannotAnswer):
            dissent(province("binh"), request, " ")
        said = dissent(province("binh"), request, "Tôi nghĩ khác")
        assert said.by_name == "Trần Văn Bình"
        assert dissents_seen(province("minh"), request) == (said,)
        assert dissents_seen(province("dung"), request) == ()
        assert cannot_dissent(province("binh"), request)
        with pytest.raises(CannotAnswer):
            dissent(province("binh"), request, "Lại")

    def test_it_is_as_closed_as_the_opinion(self, province):
        request = asked_under(province, sealed="yes").requests[0]
        give_opinion(province("an"), request, says())
        dissent(province("binh"), request, "Tôi nghĩ khác")
        assert dissents_seen(province("minh"), request) == ()


class TestAtOnce:
    def test_plain_agreement(self, province):
        request = a_request(province)
        assert answer_at_once(province("an"), request, "agree").reply.outcome == "agree"

    @pytest.mark.parametrize("outcome", ["disagree", "agree_with_remarks", "other"])
    def test_what_needs_words_is_refused(self, province, outcome):
        with pytest.raises(CannotAnswer):
            answer_at_once(province("an"), a_request(province), outcome, "Không")

    def test_questions_are_answered_one_by_one(self, province):
        questions = "{du: {title: Đủ không, kind: yes_no}}"
        request = asked_under(province, questions=questions).requests[0]
        assert cannot_answer_at_once(province("an"), request, "agree")

    def test_over_a_colleagues_draft_nobody_answers(self, province):
        request = a_request(province)
        save_draft(province("binh"), request, says(text="Đang soạn"), 0)
        assert cannot_answer_at_once(province("an"), request, "agree")
        assert not cannot_answer_at_once(province("binh"), request, "agree")


class TestWhatItRestsOn:
    def test_it_is_known_later_whether_the_case_still_says_the_same(self, province):
        request = a_request(province)
        opinion = give_opinion(province("an"), request, says())
        assert opinion.basis == basis_of(province("minh"), request)
        request.consultation.case.subject = "Xây dựng khách sạn"
        assert opinion.basis != basis_of(province("minh"), request)

    def test_it_leaves_with_the_consultation_file(self, province):
        request = a_request(province)
        opinion = give_opinion(province("an"), request, says())
        told = consultation_file(province("minh"), request.consultation.case)
        (said,) = told["consultations"][0]["requests"][0]["opinions"]
        assert bytes.fromhex(said["rests_on"]) == opinion.basis


class TestWordsOfIt:
    def test_an_opinion_on_a_part_and_an_edited_document(self, province):
        request, file = a_request(province), a_file(province)
        reply = says(files=(file,), edited=(file.id, "0000"), parts=(" Bản vẽ số 3 ", ""))
        given = give_opinion(province("an"), request, reply)
        assert given.reply.edited == (file.id,)
        assert given.reply.parts == ("Bản vẽ số 3",)

    def test_a_file_is_reason_enough(self, province):
        request, file = a_request(province), a_file(province)
        assert give_opinion(province("an"), request, says("disagree", "", files=(file,)))


class TestOffers:
    def ids(self, acting, request):
        return {each.id for each in offers(acting, request)}

    def test_the_asker_of_what_may_be_confidential_or_closes_its_papers(self, province):
        request = asked_under(province, confidential="may", keeps_access="no").requests[0]
        minh = province("minh")
        assert {"record", "make_confidential", "keep_documents"} <= self.ids(minh, request)
        make_confidential(minh, request)
        let_documents_be_read(minh, request)
        assert {"make_confidential", "keep_documents"}.isdisjoint(self.ids(minh, request))

    def test_the_body_of_what_was_taken_down(self, province):
        request = a_request(province)
        reply = says("agree", "Nhất trí", **LETTER)
        record_on_paper(province("minh"), request, reply, MONDAY.date())
        assert {"contest", "dissent"} <= self.ids(province("an"), request)
        dissent(province("an"), request, "Khác")
        assert "dissent" not in self.ids(province("an"), request)

    def test_where_the_procedure_knows_no_confidence_nobody_adds_it(self, province):
        with pytest.raises(CannotAsk):
            make_confidential(province("minh"), a_request(province))


LONG = "x" * 20_001


class TestTooLong:
    def test_nothing_longer_than_an_opinion_is_taken(self, province):
        request = a_request(province)
        reply = says("agree", "Nhất trí", **LETTER)
        record_on_paper(province("minh"), request, reply, MONDAY.date())
        with pytest.raises(CannotAnswer, match="too long"):
            contest(province("an"), request, LONG)
        with pytest.raises(CannotAnswer, match="too long"):
            dissent(province("an"), request, LONG)
        with pytest.raises(CannotAnswer):
            correct_opinion(province("an"), request, says(parts=("y" * 201,)), "Sửa")


def test_an_answer_the_question_does_not_allow_is_not_given_by_the_dozen(province):
    request = asked_under(province).requests[0]
    request.consultation.template = "counting"
    assert not cannot_answer_at_once(province("an"), request, "agree")
    assert cannot_answer_at_once(province("an"), request, "other")
