"""Standing opinions: made, dated and ended by the body; applied, counted, called in."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.make_consultations import DUE, MONDAY, a_case, asked, later, publish, says
from tests.make_inside import LIVELY, a_lively_province, deeds, in_list

from motcua.acting import NotAllowed, NotHere
from motcua.cases.matter import matter_of
from motcua.consultations.actions import (
    ask_further,
    call_in,
    end_standing,
    give_opinion,
    make_standing,
    open_request,
)
from motcua.consultations.conditions import closed
from motcua.consultations.consultation_file import consultation_file
from motcua.consultations.content import ANSWERED, OPENED
from motcua.consultations.inbox import body_list
from motcua.consultations.inside.applying import standing_said
from motcua.consultations.inside.standing import (
    conditions_said,
    count_of,
    misfit,
    of_unit,
    standing_for,
    templates_with,
    uses_of,
)
from motcua.consultations.letter import opinion_letter
from motcua.consultations.offers import offers
from motcua.consultations.overviews import opinions_sheet
from motcua.consultations.refusals import CannotAnswer, CannotCallIn, CannotStand
from motcua.consultations.synthesis import synthesis
from motcua.consultations.table import outcome_said, table
from motcua.consultations.templates import limit_of
from motcua.words import translate

WITH_AREA = LIVELY.replace(
    "form: [xa?, di_tich?]",
    "  dien_tich: {title: {vi: Diện tích, en: Area}, kind: number, required: no}\n"
    "form: [xa?, di_tich?, dien_tich?]",
)
NO_MONUMENT = [("di_tich", "is", "không")]
ANSWER = says("agree", "Không có di tích thì Sở không có ý kiến gì thêm.")


@pytest.fixture
def province():
    with a_lively_province(WITH_AREA) as province:
        yield province


def standing(province, conditions=NO_MONUMENT, **more):
    return make_standing(
        province("phong"),
        "so-nnmt",
        "thu-nghiem",
        "bodies",
        conditions=conditions,
        reply=more.pop("reply", ANSWER),
        reason=more.pop("reason", "CV 12/SNNMT"),
        **more,
    )


def a_request(province, **answers):
    case = a_case(province, **answers)
    more = ("so-van-hoa",) if answers.get("di_tich") else ()
    return asked(province, case, "cong-an-tinh", "so-nnmt", *more).request_to("so-nnmt")


class TestApplied:
    def test_it_answers_at_once_and_is_no_given_opinion(self, province):
        made = standing(province)
        request = a_request(province, di_tich=False)
        assert request.state == ANSWERED
        opinion = request.opinion
        assert (opinion.reply, opinion.given_by_name) == (ANSWER, "Phạm Thị Phong")
        assert opinion.standing == request.standing
        assert (request.standing.number, request.standing.since) == (1, MONDAY.date())
        assert (count_of(province("phong"), made), uses_of(province("phong"), made)) == (
            1,
            [request],
        )
        [entry] = [each for each in request.journal if each.deed == "opinion given"]
        assert entry.facts["standing"] == 1
        assert in_list(province, body_list("so-nnmt")) == []

    def test_it_is_told_apart_wherever_it_is_shown(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        said = translate(standing_said(request.opinion.standing), "en")
        assert "standing opinion no. 1" in said
        rows = table(province("minh"), request.consultation.case)[0].rows
        row = next(each for each in rows if each.request is request)
        assert "standing opinion no. 1" in translate(row.standing, "en")
        other = next(each for each in rows if each.request is not request)
        assert other.standing == ""

    def test_in_tables_files_letters_and_sums_as_well(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        case, acting = request.consultation.case, province("minh")
        assert "standing opinion no. 1" in translate(outcome_said(acting, request), "en")
        body = next(each for each in synthesis(acting, case).bodies if each.request is request)
        assert "standing opinion no. 1" in translate(body.letter, "en")
        [asked_here] = consultation_file(acting, case)["consultations"]
        told = asked_here["requests"][1]
        assert told["opinions"][0]["standing"]["number"] == 1
        assert told["standing"]["called_in_at"] is None
        sheet = [row for row in opinions_sheet.of_case(acting, case)]
        assert any("standing opinion no. 1" in translate(each, "en") for each in sheet[1])
        letter = opinion_letter(acting, request, request.opinion, "en")
        assert "By standing opinion no. 1" in letter

    def test_it_counts_as_the_word_of_the_body(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        police = request.consultation.request_to("cong-an-tinh")
        give_opinion(province("lam"), police, says())
        acting = province("minh")
        assert closed(matter_of(acting, request.consultation.case), acting).ok

    def test_body_and_asker_are_told(self, province):
        standing(province)
        a_request(province, di_tich=False)
        assert province.told("standing_applied") == [("so-nnmt", ("partner", "asker"))]
        assert ("so-nnmt", ("partner",)) not in province.told("asked")

    @pytest.mark.parametrize(
        ("conditions", "answers", "applies"),
        [
            pytest.param([("di_tich", "is", "no")], {"di_tich": False}, True, id="as written"),
            pytest.param([("di_tich", "is", "no")], {"di_tich": True}, False, id="otherwise"),
            pytest.param([("di_tich", "is", "no")], {}, False, id="nothing is said"),
            pytest.param([("di_tich", "is_not", "có")], {"di_tich": False}, True, id="is not"),
            pytest.param([("di_tich", "is_not", "có")], {}, False, id="nothing said, is not"),
            pytest.param([("dien_tich", "at_most", "250")], {"dien_tich": 250}, True, id="limit"),
            pytest.param([("dien_tich", "at_most", "250")], {"dien_tich": 251}, False, id="above"),
            pytest.param([("dien_tich", "at_least", "1.250,5")], {"dien_tich": 1300}, True, id="v"),
            pytest.param([("dien_tich", "is", "5")], {"dien_tich": 5}, True, id="equal"),
            pytest.param(
                [("di_tich", "is", "no"), ("dien_tich", "at_most", "9")],
                {"di_tich": False, "dien_tich": 10},
                False,
                id="all have to hold",
            ),
        ],
    )
    def test_under_its_conditions(self, province, conditions, answers, applies):
        standing(province, conditions)
        assert bool(a_request(province, **answers).standing) is applies

    def test_the_newest_goes_first(self, province):
        standing(province)
        standing(province, reply=says("agree", "Mới."))
        assert a_request(province, di_tich=False).opinion.reply.text == "Mới."

    def test_on_its_days_only(self, province):
        standing(province, since=date(2026, 12, 2), until=date(2026, 12, 3))
        assert a_request(province, di_tich=False).standing is None
        later(province, datetime(2026, 12, 3, 9, 0))
        assert a_request(province, di_tich=False).standing
        later(province, datetime(2026, 12, 4, 9, 0))
        assert a_request(province, di_tich=False).standing is None

    def test_not_where_the_procedure_takes_none(self):
        with a_lively_province(LIVELY.replace("    standing: yes\n", "")) as province:
            assert templates_with(province("phong")) == []
            with pytest.raises(CannotStand, match="takes no standing opinions"):
                standing(province)


class TestCallingIn:
    def test_the_body_takes_the_case_up_within_its_limit(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        later(province, datetime(2026, 12, 2, 9, 0))
        call_in(province("dung"), request, "Gần đê")
        assert (request.state, request.opinions) == (OPENED, ())
        assert limit_of(province("dung"), request) == DUE
        assert (request.standing.applies, request.standing.reason) == (False, "Gần đê")
        assert deeds(request)[-1] == "called in"
        assert in_list(province, body_list("so-nnmt"))[0].due == DUE
        assert province.told("called_in") == [("so-nnmt", ("asker",))]
        give_opinion(province("dung"), request, says("disagree", "Vi phạm hành lang đê"))
        assert request.opinion.standing is None

    def test_the_case_waits_again(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        give_opinion(province("lam"), request.consultation.request_to("cong-an-tinh"), says())
        assert request.consultation.completed_at
        call_in(province("dung"), request, "Gần đê")
        assert request.consultation.completed_at is None
        acting = province("minh")
        assert not closed(matter_of(acting, request.consultation.case), acting).ok

    def test_it_is_silent_afterwards_like_any_other(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        call_in(province("dung"), request, "Gần đê")
        later(province, DUE + timedelta(minutes=1))
        province.work()
        assert request.silence

    def test_not_after_the_limit(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        later(province, DUE + timedelta(minutes=1))
        with pytest.raises(CannotCallIn, match="limit has passed"):
            call_in(province("dung"), request, "Gần đê")

    def test_only_once_only_with_a_reason_only_by_the_body(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        with pytest.raises(CannotCallIn, match="Say why"):
            call_in(province("dung"), request, " ")
        with pytest.raises(NotAllowed):
            call_in(province("minh"), request, "Gần đê")
        call_in(province("dung"), request, "Gần đê")
        with pytest.raises(CannotCallIn, match="No standing opinion"):
            call_in(province("dung"), request, "Gần đê")

    def test_not_while_another_round_asks_the_same_body(self, province):
        made = standing(province)
        first = a_request(province, di_tich=False)
        opinion = first.opinions
        end_standing(province("phong"), made, "Luật mới")
        second = asked(province, first.consultation.case, "so-nnmt").request_to("so-nnmt")
        assert second.is_open
        with pytest.raises(CannotCallIn, match="one question at a time"):
            call_in(province("dung"), first, "Gần đê")
        assert first.opinions == opinion

    def test_it_is_offered_to_the_body(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        assert "call_in" in {each.id for each in offers(province("dung"), request)}
        assert "call_in" not in {each.id for each in offers(province("minh"), request)}


class TestKeeping:
    def test_the_head_of_the_body_keeps_them(self, province):
        with pytest.raises(NotAllowed, match="whoever heads it"):
            make_standing(
                province("dung"),
                "so-nnmt",
                "thu-nghiem",
                "bodies",
                conditions=NO_MONUMENT,
                reply=ANSWER,
                reason="CV 1",
            )

    def test_ended_it_answers_nothing_more_and_what_it_answered_stands(self, province):
        made = standing(province)
        before = a_request(province, di_tich=False)
        end_standing(province("phong"), made, "Luật mới")
        assert a_request(province, di_tich=False).standing is None
        assert before.state == ANSWERED
        assert (made.ended_by_name, made.ended_because) == ("Phạm Thị Phong", "Luật mới")
        with pytest.raises(CannotStand, match="ended it already"):
            end_standing(province("phong"), made, "Luật mới")

    def test_nobody_ends_it_without_a_reason(self, province):
        with pytest.raises(CannotStand, match="Say why it is ended"):
            end_standing(province("phong"), standing(province), "")

    def test_they_are_numbered_and_found_inside_the_body(self, province):
        first, second = standing(province), standing(province)
        assert [each.number for each in of_unit(province("dung"), "so-nnmt")] == [2, 1]
        assert standing_for(province("dung"), second.id) is second
        for person in ("an", "minh"):
            with pytest.raises(NotHere):
                standing_for(province(person), first.id)

    def test_conditions_in_words(self, province):
        made = standing(province, [("dien_tich", "at_most", "250"), ("di_tich", "is", "no")])
        said = [translate(each, "en") for each in conditions_said(province("phong"), made)]
        assert said == ["Area is at most 250", "Monument is no"]

    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"conditions": []}, "No condition"),
            ({"conditions": [("khac", "is", "1")]}, "names no field"),
            ({"conditions": [("di_tich", "like", "1")]}, "names no field"),
            ({"conditions": [("di_tich", "is", "chưa rõ")]}, "no such value"),
            ({"conditions": [("di_tich", "at_most", "3")]}, "is not compared"),
            ({"conditions": [("dien_tich", "is", "nhiều")]}, "is not compared"),
            ({"conditions": [("di_tich", "is", "no")] * 11}, "more than"),
            ({"reply": says("disagree")}, "reasons in writing"),
            ({"reply": says("")}, "Choose one of the answers"),
            ({"reply": says("not_competent", "Không")}, "Choose one of the answers"),
            ({"reply": says("agree", "x" * 30_000)}, "too long"),
            ({"reason": " "}, "on what"),
            ({"since": date(2026, 11, 1)}, "before today"),
            ({"until": date(2026, 11, 1)}, "before it begins"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, province, more, sentence):
        with pytest.raises(CannotStand, match=sentence):
            standing(province, **more)
        assert of_unit(province("phong"), "so-nnmt") == ()

    def test_opened_by_nobody_it_needs_no_head(self, province):
        standing(province)
        request = a_request(province, di_tich=False)
        assert request.opened_at is None
        with pytest.raises(Exception, match="no longer open"):
            open_request(province("dung"), request)


ASKING = WITH_AREA.replace(
    "    standing: yes\n",
    """    standing: yes
    questions:
      hop_quy_hoach: {title: {vi: Hợp quy hoạch, en: Fits the plan}, kind: yes_no}
      ghi_chu: {title: {vi: Ghi chú, en: Note}, kind: text, required: no}
""",
)


class TestQuestions:
    @pytest.fixture
    def province(self):
        with a_lively_province(ASKING) as province:
            yield province

    def test_its_answers_to_them_are_given_with_it(self, province):
        standing(province, reply=ANSWER._replace(answers=(("hop_quy_hoach", True),)))
        request = a_request(province, di_tich=False)
        assert request.opinion.reply.answers == (("hop_quy_hoach", True),)

    @pytest.mark.parametrize(
        ("answers", "sentence"),
        [
            pytest.param((), "not answered yet: ", id="a compulsory one is left out"),
            pytest.param((("hop_quy_hoach", "maybe"),), "no answer to", id="not of its kind"),
            pytest.param((("khac", True),), "Nobody asked", id="asked by nobody"),
        ],
    )
    def test_what_does_not_answer_them_is_refused(self, province, answers, sentence):
        with pytest.raises(CannotAnswer, match=sentence):
            standing(province, reply=ANSWER._replace(answers=answers))

    def test_a_question_of_a_later_version_is_not_left_unanswered(self, province):
        made = standing(
            province,
            reply=ANSWER._replace(answers=(("hop_quy_hoach", True), ("ghi_chu", "Ổn"))),
        )
        changed = ASKING.replace("version: 1\n", "version: 2\n").replace("ghi_chu: ", "do_cao: ")
        later(province, MONDAY + timedelta(days=1))
        publish(province.root, changed.replace("kind: text, required: no", "kind: number"))
        assert a_request(province, di_tich=False, version=2).standing is None
        assert a_request(province, di_tich=False).standing, "an older case asks what it asked"
        template = templates_with(province("phong"))[0][1]
        assert "not answered yet" in translate(misfit(province("phong"), template, made), "en")

    def test_a_question_asked_no_more_is_left_out(self, province):
        made = standing(
            province,
            reply=ANSWER._replace(answers=(("hop_quy_hoach", True), ("ghi_chu", "Ổn"))),
        )
        note = "      ghi_chu: {title: {vi: Ghi chú, en: Note}, kind: text, required: no}\n"
        changed = ASKING.replace("version: 1\n", "version: 2\n").replace(note, "")
        later(province, MONDAY + timedelta(days=1))
        publish(province.root, changed)
        request = a_request(province, di_tich=False, version=2)
        assert request.standing
        assert request.opinion.reply.answers == (("hop_quy_hoach", True),)
        assert not misfit(province("phong"), templates_with(province("phong"))[0][1], made)


class TestAskedFurther:
    def further(self, province, direct: bool = False):
        case = a_case(province, di_tich=False)
        police = asked(province, case, "cong-an-tinh").request_to("cong-an-tinh")
        sent = ask_further(
            province("an"), police, units=["so-nnmt"], question="Vướng gì?", direct=direct
        )
        return sent.request_to("so-nnmt")

    def test_it_is_silent_there_unless_it_says_so(self, province):
        standing(province)
        assert self.further(province).standing is None

    def test_it_answers_where_it_says_so(self, province):
        standing(province, further=True)
        request = self.further(province)
        assert (request.state, request.opinion.reply) == (ANSWERED, ANSWER)
        assert ("so-nnmt", ("partner", "asker")) in province.told("standing_applied")

    def test_never_straight_to_the_asker(self, province):
        standing(province, further=True)
        assert self.further(province, direct=True).standing is None

    def test_it_is_called_in_until_the_unit_that_asked_has_answered(self, province):
        standing(province, further=True)
        request = self.further(province)
        call_in(province("dung"), request, "Gần đê")
        assert request.state == OPENED
        other = self.further(province)
        parent = province.root.consultations.parent_of(other.consultation)
        give_opinion(province("lam"), parent, says())
        with pytest.raises(CannotCallIn, match="has given its answer"):
            call_in(province("dung"), other, "Gần đê")

    def test_only_where_the_procedure_lets_bodies_ask_on(self):
        with (
            a_lively_province(WITH_AREA.replace("    further: yes\n", "")) as province,
            pytest.raises(CannotStand, match="does not let an asked body ask"),
        ):
            standing(province, further=True)
