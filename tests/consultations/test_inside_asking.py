"""What an asked body asks: others in turn, what is missing, more time; who is competent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.make_consultations import (
    DUE,
    a_case,
    a_request,
    asked,
    later,
    says,
)
from tests.make_inside import LIVELY, a_lively_province, deeds, in_list

from motcua.acting import NotAllowed, NotHere
from motcua.cases.access import Sight, sight
from motcua.cases.actions import perform
from motcua.consultations import recipients
from motcua.consultations.access import document_for, may_see, opinions_seen, request_for
from motcua.consultations.actions import (
    answer_as_applicant,
    answer_pieces,
    ask_extension,
    ask_further,
    ask_instead,
    ask_pieces,
    correct_opinion,
    give_opinion,
    grant_extension,
    urge,
    withdraw,
)
from motcua.consultations.conditions import closed
from motcua.consultations.consultation_file import consultation_file
from motcua.consultations.content import ANSWERED, OPENED, WITHDRAWN
from motcua.consultations.inbox import body_list
from motcua.consultations.inside.further import cannot_ask_further, proposed, units_for
from motcua.consultations.inside.pieces import (
    cannot_ask_pieces,
    wanted_of_applicant,
    wanted_piece,
    whom,
)
from motcua.consultations.ledger import accounted
from motcua.consultations.offers import offers
from motcua.consultations.overviews import opinions_sheet
from motcua.consultations.overviews.conversation import conversation
from motcua.consultations.overviews.matrix import matrix
from motcua.consultations.refusals import (
    AlreadyAsked,
    CannotAnswer,
    CannotAsk,
    CannotAskPieces,
    CannotExtend,
    NotOpen,
)
from motcua.consultations.suggestions import last_request
from motcua.consultations.table import awaited, table
from motcua.consultations.templates import limit_of, running_limit
from motcua.deadlines.terms import read_term
from motcua.documents.keeping import keep

DAY = read_term("1 working day")


@pytest.fixture
def province():
    with a_lively_province() as province:
        yield province


@pytest.fixture
def request_(province):
    """A request to the environment department, asked on Monday at 9."""
    return a_request(province, "so-nnmt")


def further(province, request, *units, person="dung", **more):
    return ask_further(
        province(person),
        request,
        units=units or ("vpdk-dat-dai",),
        question="Nguồn gốc thửa đất?",
        **more,
    )


def ids(province, person, request):
    return {each.id for each in offers(province(person), request) if each.enabled}


def told(province, about):
    return [(n.request.unit, n.recipients) for n in province.notices if n.about == about]


class TestAskingFurther:
    def test_it_is_a_question_of_the_same_case_below_the_request(self, province, request_):
        sent = further(province, request_)
        [below] = sent.requests
        assert (sent.parent, sent.asking_unit) == (request_.key, "so-nnmt")
        assert sent.case is request_.consultation.case
        assert province.root.consultations.asked_below(request_) == (sent,)
        assert province.root.consultations.request(below.key) is below
        assert request_.state == OPENED
        assert "asked further" in deeds(request_)
        assert in_list(province, body_list("vpdk-dat-dai"))[0].subject == below.key

    def test_the_answer_is_for_the_body_that_asks(self, province, request_):
        [below] = further(province, request_).requests
        give_opinion(province("quy"), below, says("agree", "Đất công."))
        assert opinions_seen(province("dung"), below)
        assert request_.opinion is None
        assert ("vpdk-dat-dai", ("asker",)) in told(province, "answered")
        assert {each.person for each in recipients.of(province.system(), below, "asker")} == {
            "dung"
        }

    @pytest.mark.parametrize("person", ["minh", "giang", "an", "son", "kien"])
    def test_nobody_else_sees_it(self, province, request_, person):
        [below] = further(province, request_).requests
        give_opinion(province("quy"), below, says("agree", "Đất công."))
        assert not may_see(province(person), below)
        assert opinions_seen(province(person), below) == ()

    def test_nor_in_any_list_file_table_or_letter(self, province, request_):
        [below] = further(province, request_).requests
        file = keep(province("quy"), "trich-luc.pdf", b"%PDF 1", "application/pdf", kind="opinion")
        give_opinion(province("quy"), below, says("agree", "Đất công.", files=(file,)))
        asker, case = province("minh"), request_.consultation.case
        assert document_for(province("dung"), below, file.id) is file
        with pytest.raises(NotHere):
            document_for(asker, below, file.id)
        with pytest.raises(NotAllowed):
            request_for(asker, below.id)
        assert all(
            below not in turn.request.consultation.requests
            for turn in conversation(asker, case, "so-nnmt")
        )
        assert all("Đất công." not in map(str, row) for row in opinions_sheet.of_case(asker, case))
        cells = [cell for line in matrix(asker).lines for cell in line.cells.values()]
        assert below not in [cell.request for cell in cells]

    def test_whoever_is_asked_sees_where_the_case_is_and_no_papers(self, province, request_):
        case = request_.consultation.case
        assert sight(province("quy"), case) == Sight.NOTHING
        further(province, request_)
        assert sight(province("quy"), case) == Sight.STATUS

    def test_its_time_ends_within_that_of_the_body(self, province, request_):
        [below] = further(province, request_).requests
        # Half of the 46 open hours that are left: two whole working days.
        assert below.within == "2 working days"
        assert limit_of(province("quy"), below) == datetime(2026, 12, 2, 17, 0)

    def test_late_in_the_day_it_is_counted_in_hours(self, province, request_):
        later(province, datetime(2026, 12, 7, 15, 0))
        assert proposed(province("dung"), request_, "vpdk-dat-dai").text == "1 working hour"

    def test_not_past_the_bodys_own_limit(self, province, request_):
        with pytest.raises(CannotAsk, match="your own limit"):
            further(province, request_, limits={"vpdk-dat-dai": read_term("6 working days")})
        assert province.root.consultations.asked_below(request_) == ()

    def test_its_silence_means_nothing(self, province, request_):
        [below] = further(province, request_).requests
        later(province, datetime(2026, 12, 3, 9, 0))
        province.work()
        assert below.silence is None
        assert below.is_open
        assert ("vpdk-dat-dai", ("asker", "one_stop_head")) in told(province, "overdue")
        assert recipients.of(province.system(), below, "one_stop_head") == []

    def test_the_case_counts_nothing_of_it(self, province, request_):
        case = request_.consultation.case
        before = [each.consultation for each in table(province("minh"), case)]
        [below] = further(province, request_).requests
        give_opinion(province("quy"), below, says("agree_with_remarks", remarks=("Sửa",)))
        acting = province("minh")
        assert [each.consultation for each in table(acting, case)] == before
        assert {each.unit.id for each in awaited(acting, case)} == {"cong-an-tinh", "so-nnmt"}
        assert accounted(acting, case).lines == ()
        assert last_request(acting, case, "vpdk-dat-dai") is None
        give_opinion(province("dung"), request_, says())
        give_opinion(province("lam"), request_.consultation.request_to("cong-an-tinh"), says())
        from motcua.cases.matter import matter_of

        assert closed(matter_of(acting, case), acting).ok

    def test_the_file_of_the_consultation_tells_that_it_was_asked_and_no_answer(
        self, province, request_
    ):
        [below] = further(province, request_).requests
        give_opinion(province("quy"), below, says("agree", "Đất công."))
        ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        told = consultation_file(province("minh"), request_.consultation.case)
        [sent] = told["consultations"]
        [further_told] = sent["requests"][1]["asked_further"]
        assert (further_told["unit"], further_told["state"]) == ("vpdk-dat-dai", "answered")
        assert sent["requests"][1]["pieces"][0]["words"] == "Thiếu bản đồ."
        assert "Đất công." not in str(told)

    def test_when_the_body_has_answered_nothing_more_is_expected(self, province, request_):
        [below] = further(province, request_).requests
        give_opinion(province("dung"), request_, says())
        assert below.state == WITHDRAWN
        assert ("vpdk-dat-dai", ("partner",)) in told(province, "withdrawn")

    def test_when_the_question_is_withdrawn_so_is_what_came_of_it(self, province, request_):
        [below] = further(province, request_).requests
        withdraw(province("minh"), request_, "Không cần nữa")
        assert below.state == WITHDRAWN

    def test_a_step_of_the_case_withdraws_it_once(self, province, request_):
        [below] = further(province, request_).requests
        perform(province("minh"), request_.consultation.case, "skip", {})
        assert [request_.state, below.state] == [WITHDRAWN, WITHDRAWN]

    def test_the_body_urges_and_withdraws_as_any_asker(self, province, request_):
        [below] = further(province, request_).requests
        assert {"urge", "withdraw"} <= ids(province, "dung", below)
        assert ids(province, "minh", below) == set()
        urge(province("dung"), below, "Cần gấp")
        with pytest.raises(NotAllowed):
            urge(province("minh"), below)
        withdraw(province("dung"), below, "Đã rõ")
        assert below.is_withdrawn

    def test_confidence_goes_down_with_the_question(self, province, request_):
        request_.confidential = True
        assert further(province, request_).confidential

    def test_papers_are_passed_on_and_no_others(self, province):
        case = a_case(province)
        paper = case.dossier.files[0].document
        sent = asked(province, case, "cong-an-tinh", "so-nnmt", documents=[paper.id])
        request = sent.request_to("so-nnmt")
        other = case.dossier.files[1].document
        with pytest.raises(CannotAsk, match="was not shown"):
            further(province, request, documents=[other.id])
        below = further(province, request, documents=[paper.id])
        assert [each.document for each in below.documents] == [paper]


class TestStraightToTheAsker:
    def test_it_is_the_answer_of_the_body_and_says_whose(self, province, request_):
        [below] = further(province, request_, direct=True).requests
        give_opinion(province("quy"), below, says("agree", "Đất công."))
        assert request_.state == ANSWERED
        opinion = request_.opinion
        assert (opinion.reply.text, opinion.through) == ("Đất công.", below.key)
        assert opinion.given_by == "quy"
        assert opinions_seen(province("minh"), request_)[-1].reply.text == "Đất công."
        assert ("so-nnmt", ("partner",)) in told(province, "answered_direct")

    def test_through_two_hands(self, province, request_):
        [below] = further(province, request_, "so-khcn", direct=True).requests
        [deeper] = further(
            province, below, "vpdk-dat-dai", person="son", direct=True, limits={"vpdk-dat-dai": DAY}
        ).requests
        give_opinion(province("quy"), deeper, says("agree", "Được."))
        assert [each.state for each in (request_, below, deeper)] == [ANSWERED] * 3
        assert request_.opinion.reply.text == "Được."

    def test_of_one_body_only(self, province, request_):
        with pytest.raises(CannotAsk, match="Only one body"):
            further(province, request_, "vpdk-dat-dai", "so-khcn", direct=True)

    def test_what_the_body_said_itself_stands(self, province, request_):
        [below] = further(province, request_, direct=True).requests
        give_opinion(province("dung"), request_, says("agree", "Của Sở."))
        assert below.is_withdrawn
        assert request_.opinion.reply.text == "Của Sở."


class TestCircles:
    @pytest.mark.parametrize(
        ("unit", "sentence"),
        [
            pytest.param("so-nnmt", "does not ask itself", id="oneself"),
            pytest.param("so-xay-dung", "is not asked in return", id="the asker"),
            pytest.param("cong-an-tinh", "was asked already by", id="somebody asked already"),
            pytest.param("so-khong-co", "no such unit", id="nobody"),
        ],
    )
    def test_refused_with_a_sentence(self, province, request_, unit, sentence):
        with pytest.raises(CannotAsk, match=sentence):
            further(province, request_, unit)

    def test_not_back_to_a_body_on_the_way(self, province, request_):
        [below] = further(province, request_).requests
        with pytest.raises(CannotAsk, match="passed it on"):
            further(province, below, "so-nnmt", person="quy")
        with pytest.raises(CannotAsk, match="is not asked in return"):
            further(province, below, "so-xay-dung", person="quy")

    def test_not_the_same_body_twice(self, province, request_):
        with pytest.raises(CannotAsk, match="chosen twice"):
            further(province, request_, "so-khcn", "so-khcn")
        further(province, request_, "so-khcn")
        with pytest.raises(AlreadyAsked):
            further(province, request_, "so-khcn")

    def test_nobody_at_all(self, province, request_):
        with pytest.raises(CannotAsk, match="Nobody is chosen"):
            ask_further(province("dung"), request_, units=(), question="?")

    def test_those_who_cannot_be_asked_are_not_offered(self, province, request_):
        below, others = units_for(province("dung"), request_)
        assert [each.id for each in below] == ["vpdk-dat-dai"]
        assert not {"so-nnmt", "so-xay-dung"} & {each.id for each in others}

    def test_not_on_and_on(self, province, request_):
        from motcua.consultations.inside.flows import OpinionFlows

        flows = province.office.borrow(OpinionFlows)
        province.office.lend(OpinionFlows, replace(flows, depth=1))
        [below] = further(province, request_).requests
        with pytest.raises(CannotAsk, match="was asked on"):
            further(province, below, "so-khcn", person="quy")

    def test_not_where_the_procedure_does_not_allow_it(self):
        with a_lively_province(LIVELY.replace("    further: yes\n", "")) as province:
            request = a_request(province, "so-nnmt")
            assert "ask_further" not in {each.id for each in offers(province("dung"), request)}
            with pytest.raises(CannotAsk, match="does not let an asked body"):
                further(province, request)

    def test_not_after_the_limit_or_the_answer(self, province, request_):
        later(province, DUE + timedelta(minutes=5))
        assert cannot_ask_further(province("dung"), request_)
        give_opinion(province("dung"), request_, says())
        with pytest.raises(NotOpen):
            further(province, request_)

    def test_only_the_body_asks(self, province, request_):
        with pytest.raises(NotAllowed):
            further(province, request_, person="minh")


class TestWhatIsMissing:
    def test_the_time_stands_still_with_exactly_what_was_left(self, province, request_):
        later(province, datetime(2026, 12, 1, 10, 0))
        ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        assert request_.clock.is_paused
        assert running_limit(province("dung"), request_) is None
        later(province, datetime(2026, 12, 4, 10, 0))
        answer_pieces(province("minh"), request_, "Gửi kèm.")
        assert request_.clock.is_running
        # Three working days later by three working days.
        assert running_limit(province("dung"), request_) == datetime(2026, 12, 10, 17, 0)
        assert deeds(request_)[-4:] == [
            "pieces asked",
            "time stands still",
            "pieces answered",
            "time goes on",
        ]

    def test_where_the_procedure_lets_it_run_it_runs(self):
        with a_lively_province(LIVELY.replace("pieces: pauses", "pieces: runs")) as province:
            request = a_request(province, "so-nnmt")
            ask_pieces(province("dung"), request, "asker", "Thiếu bản đồ.")
            assert request.clock.is_running

    def test_no_silence_while_it_stands_and_nobody_is_reminded(self, province, request_):
        ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        later(province, datetime(2026, 12, 20, 9, 0))
        province.work()
        assert request_.silence is None
        assert request_.open_piece
        with pytest.raises(NotOpen, match="stands still"):
            urge(province("minh"), request_)
        assert "urge" not in ids(province, "minh", request_)

    def test_the_asker_is_told_and_offered_to_answer(self, province, request_):
        ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        assert told(province, "pieces_asked") == [("so-nnmt", ("asker",))]
        assert "answer_pieces" in ids(province, "minh", request_)
        assert "answer_pieces" not in ids(province, "dung", request_)
        assert wanted_of_applicant(province.system(), request_.consultation.case) == []

    def test_the_applicant_answers_on_their_own_page(self, province, request_):
        case = request_.consultation.case
        piece = ask_pieces(province("dung"), request_, "applicant", "Gửi bản đồ.")
        assert wanted_of_applicant(province.system(), case) == [(request_, piece)]
        assert told(province, "pieces_wanted") == [("so-nnmt", ("applicant",))]
        applicant = replace(province("minh"), person="", name="", holdings=(), applicant_of=case.id)
        file = keep(applicant, "ban-do.pdf", b"%PDF 1", "application/pdf", kind="opinion")
        answer_as_applicant(applicant, request_, piece.id, "Đây ạ.", [file])
        assert request_.pieces[0].files == (file,)
        assert request_.clock.is_running
        with pytest.raises(CannotAskPieces, match="no longer waited for"):
            answer_as_applicant(applicant, request_, piece.id, "Lần nữa")

    def test_only_that_applicant_and_only_what_they_were_asked(self, province, request_):
        case = request_.consultation.case
        piece = ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        other = replace(province("minh"), holdings=(), applicant_of="khac")
        with pytest.raises(NotAllowed):
            answer_as_applicant(other, request_, piece.id, "Của tôi")
        theirs = replace(other, applicant_of=case.id)
        with pytest.raises(CannotAskPieces):
            answer_as_applicant(theirs, request_, piece.id, "Của tôi")

    @pytest.mark.parametrize(
        ("of", "words", "sentence"),
        [("asker", " ", "Write what is missing"), ("chinh", "x", "Choose who")],
    )
    def test_it_says_what_and_of_whom(self, province, request_, of, words, sentence):
        with pytest.raises(CannotAskPieces, match=sentence):
            ask_pieces(province("dung"), request_, of, words)

    def test_one_thing_at_a_time(self, province, request_):
        ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        assert cannot_ask_pieces(province("dung"), request_)
        with pytest.raises(CannotAskPieces, match="Asked for already"):
            ask_pieces(province("dung"), request_, "asker", "Thiếu ảnh.")
        answer_pieces(province("minh"), request_, "Gửi kèm.")
        ask_pieces(province("dung"), request_, "asker", "Thiếu ảnh.")
        assert len(request_.pieces) == 2

    def test_an_empty_answer_is_none(self, province, request_):
        ask_pieces(province("dung"), request_, "asker", "Thiếu bản đồ.")
        with pytest.raises(CannotAskPieces, match="Write an answer"):
            answer_pieces(province("minh"), request_, " ")

    def test_withdrawn_meanwhile_nothing_is_waited_for(self, province, request_):
        ask_pieces(province("dung"), request_, "applicant", "Gửi bản đồ.")
        withdraw(province("minh"), request_, "Không cần nữa")
        assert wanted_of_applicant(province.system(), request_.consultation.case) == []
        with pytest.raises(CannotAskPieces, match="no longer waited for"):
            answer_pieces(province("minh"), request_, "Đây")

    def test_answered_all_the_same_nothing_is_waited_for(self, province, request_):
        ask_pieces(province("dung"), request_, "applicant", "Gửi bản đồ.")
        give_opinion(province("dung"), request_, says())
        assert request_.open_piece is None
        assert not request_.clock.is_paused

    def test_the_case_closed_meanwhile_nothing_is_waited_for(self):
        with a_lively_province(LIVELY.replace("closed_when: all", "closed_when: any")) as province:
            request = a_request(province, "so-nnmt")
            case = request.consultation.case
            give_opinion(province("lam"), request.consultation.request_to("cong-an-tinh"), says())
            piece = ask_pieces(province("dung"), request, "applicant", "Gửi bản đồ.")
            perform(province("minh"), case, "wait", {})
            perform(province("minh"), case, "go_on", {})
            assert request.clock.is_paused
            assert wanted_piece(province.system(), case, piece.id) == (request, piece)
            perform(province("giang"), case, "refuse", {})
            assert request.is_withdrawn
            with pytest.raises(NotHere, match="no longer waited for"):
                wanted_piece(province.system(), case, piece.id)

    def test_of_a_body_asked_further_only_the_body_that_asks_is_asked(self, province, request_):
        [below] = further(province, request_).requests
        assert whom(province("quy"), below) == ("asker",)
        ask_pieces(province("quy"), below, "asker", "Thiếu trích lục.")
        with pytest.raises(NotAllowed):
            answer_pieces(province("minh"), below, "Đây")
        answer_pieces(province("dung"), below, "Đây")
        assert below.clock.is_running

    def test_a_confidential_question_is_not_told_to_the_applicant(self, province, request_):
        request_.confidential = True
        assert whom(province("dung"), request_) == ("asker",)

    def test_not_where_the_procedure_does_not_allow_it(self):
        with a_lively_province(LIVELY.replace("    missing_pieces: pauses\n", "")) as province:
            request = a_request(province, "so-nnmt")
            with pytest.raises(CannotAskPieces, match="does not let bodies ask"):
                ask_pieces(province("dung"), request, "asker", "Thiếu bản đồ.")


class TestMoreTimeByRule:
    def test_up_to_that_much_is_granted_at_once_and_the_record_names_the_rule(
        self, province, request_
    ):
        asked_for = ask_extension(province("dung"), request_, DAY, "Đo lại")
        assert (asked_for.granted, asked_for.by_rule) == ("1 working day", "1 working day")
        assert asked_for.answered_by == "system"
        assert limit_of(province("dung"), request_) == datetime(2026, 12, 8, 17, 0)
        [entry] = [each for each in request_.journal if each.deed == "extension granted"]
        assert entry.facts["rule"] == "1 working day"

    def test_more_goes_to_the_asker(self, province, request_):
        asked_for = ask_extension(province("dung"), request_, read_term("2 working days"), "Đo lại")
        assert asked_for.is_waiting
        assert asked_for.by_rule == ""

    def test_the_rule_grants_once_then_the_asker_is_asked_once(self, province, request_):
        ask_extension(province("dung"), request_, DAY, "Đo lại")
        second = ask_extension(province("dung"), request_, DAY, "Mưa")
        assert second.is_waiting
        grant_extension(province("minh"), request_)
        assert [each.reason for each in request_.extensions] == ["Đo lại", "Mưa"]
        with pytest.raises(CannotExtend, match="can be asked for once"):
            ask_extension(province("dung"), request_, DAY, "Nữa")

    def test_altogether_no_more_than_the_procedure_allows(self, province, request_):
        ask_extension(province("dung"), request_, DAY, "Đo lại")
        with pytest.raises(CannotExtend, match="at most"):
            ask_extension(province("dung"), request_, read_term("3 working days"), "Mưa")
        assert ask_extension(province("dung"), request_, read_term("2 working days"), "Mưa")

    def test_where_only_the_rule_grants_more_is_refused(self):
        text = LIVELY.replace("    extend_at_most: 3 working days\n", "")
        with a_lively_province(text) as province:
            request = a_request(province, "so-nnmt")
            with pytest.raises(CannotExtend, match="at most"):
                ask_extension(province("dung"), request, read_term("2 working days"), "Đo lại")
            ask_extension(province("dung"), request, DAY, "Đo lại")
            with pytest.raises(CannotExtend, match="granted all"):
                ask_extension(province("dung"), request, DAY, "Nữa")


class TestNotCompetent:
    def test_the_asker_asks_the_named_unit_in_one_click(self, province, request_):
        give_opinion(province("dung"), request_, says("not_competent", competent="so-khcn"))
        assert "ask_instead" in ids(province, "minh", request_)
        sent = ask_instead(province("minh"), request_)
        assert sent.units == ("so-khcn",)
        assert sent.question == request_.consultation.question
        assert sent.requests[0].within == request_.within

    def test_once(self, province, request_):
        give_opinion(province("dung"), request_, says("not_competent", competent="so-khcn"))
        ask_instead(province("minh"), request_)
        with pytest.raises(CannotAsk, match="has been asked"):
            ask_instead(province("minh"), request_)
        assert "ask_instead" not in ids(province, "minh", request_)

    @pytest.mark.parametrize("unit", ["so-nnmt", "so-xay-dung", "so-khong-co"])
    def test_not_oneself_not_the_asker_not_nobody(self, province, request_, unit):
        with pytest.raises(CannotAnswer):
            give_opinion(province("dung"), request_, says("not_competent", competent=unit))

    def test_another_answer_names_nobody(self, province, request_):
        give_opinion(province("dung"), request_, says("agree", competent="so-khcn"))
        assert request_.opinion.reply.competent == ""
        with pytest.raises(CannotAsk, match="named nobody else"):
            ask_instead(province("minh"), request_)

    def test_only_units_that_the_procedure_lets_one_ask(self, province, request_):
        give_opinion(province("dung"), request_, says("not_competent", competent="hai-quan"))
        with pytest.raises(CannotAsk, match="is not asked in this step"):
            ask_instead(province("minh"), request_)

    def test_a_correction_may_name_it_later(self, province, request_):
        give_opinion(province("dung"), request_, says("not_competent"))
        correct_opinion(
            province("dung"), request_, says("not_competent", competent="so-khcn"), "Bổ sung"
        )
        assert ask_instead(province("minh"), request_)
