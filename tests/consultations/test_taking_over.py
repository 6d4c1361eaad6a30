"""What a body said in an earlier case is taken over into a later one, marked for ever."""

import json
from datetime import timedelta

import pytest
from tests.make_consultations import (
    DUE,
    MONDAY,
    PROCEDURE,
    a_case,
    a_province,
    asked,
    later,
    publish,
    says,
)
from tests.make_inside import a_lively_province
from tests.make_record import a_file

from motcua.acting import NotAllowed, NotHere
from motcua.cases.actions import MovedOn
from motcua.cases.matter import matter_of
from motcua.consultations import actions, history
from motcua.consultations.access import reads_answer
from motcua.consultations.actions import (
    answer_ourselves,
    correct_opinion,
    give_opinion,
    make_standing,
    save_draft,
    take_over,
    withdraw,
)
from motcua.consultations.conditions import closed, nobody_disagreed
from motcua.consultations.consultation_file import written
from motcua.consultations.count import count
from motcua.consultations.letter import opinion_letter
from motcua.consultations.offers import offered
from motcua.consultations.overviews.opinions_sheet import of_case
from motcua.consultations.overviews.tallying import looking
from motcua.consultations.record.confidence import is_confidential
from motcua.consultations.record.earlier import earlier_opinions
from motcua.consultations.record.on_paper import contest
from motcua.consultations.refusals import CannotAnswer, CannotTakeOver
from motcua.consultations.suggestions import required
from motcua.consultations.synthesis import synthesis
from motcua.consultations.table import row
from motcua.consultations.templates import template_of_case
from motcua.words import translate

POLICE, LAND = "cong-an-tinh", "so-nnmt"
REASON = "Cùng thửa đất, cùng bản vẽ"
TUESDAY = MONDAY + timedelta(days=1)


def an_earlier(province, unit=POLICE, person="an", reply=None, **more):
    """Return the request of an earlier case to which a body has answered."""
    units = dict.fromkeys((POLICE, unit))
    sent = asked(province, a_case(province), *units, question="Hỏi khi ấy", **more)
    request = sent.request_to(unit)
    give_opinion(province(person), request, reply or says("agree", "Nhất trí về an ninh"))
    return request


def taken(province, case, source, who="minh", **more):
    facts = {"version": len(source.opinions), "reason": REASON, **more}
    return take_over(province(who), case, "bodies", source, **facts)


def request_to(province, case, unit=POLICE):
    consultations = province.root.consultations.asked_by_case(case.key)
    return consultations[-1].request_to(unit)


@pytest.fixture
def source(province):
    made = an_earlier(province)
    later(province, TUESDAY)
    return made


@pytest.fixture
def case(province):
    return a_case(province)


class TestTakingOver:
    def test_it_is_a_record_of_its_own_with_its_mark_for_ever(self, province, source, case):
        opinion = taken(province, case, source)
        request = request_to(province, case)
        assert request is not source
        assert request.state == "answered"
        assert opinion.reply.text == "Nhất trí về an ninh"
        assert (opinion.given_at, opinion.given_by_name) == (TUESDAY, "Nguyễn Văn An")
        mark = opinion.taken
        assert (mark.request, mark.version) == (source.key, 1)
        assert (mark.case, mark.given_at) == (source.consultation.case.code, MONDAY)
        assert (mark.by_name, mark.reason) == ("Phạm Văn Minh", REASON)
        assert source.opinions[0].taken is None

    def test_it_stands_for_the_body_and_the_case_goes_on(self, province, source, case):
        taken(province, case, source)
        matter, minh = matter_of(province("minh"), case), province("minh")
        assert required(minh, matter, matter.definition.consultations["bodies"]) == []
        assert closed(matter, minh)
        assert nobody_disagreed(matter, minh)
        assert request_to(province, case).consultation.completed_at == TUESDAY

    def test_the_body_is_told_of_that_and_not_asked_besides(self, province, source, case):
        province.notices.clear()
        taken(province, case, source)
        assert province.told("taken_over") == [(POLICE, ("partner",))]
        assert province.told("asked") == []

    def test_it_is_in_both_journals_and_they_are_whole(self, province, source, case):
        taken(province, case, source)
        entry = next(each for each in case.journal if each.deed == "opinion taken over")
        assert entry.facts["case"] == source.consultation.case.code
        assert entry.facts["reason"] == REASON
        given = next(
            each for each in request_to(province, case).journal if each.deed == "opinion given"
        )
        assert given.facts["taken_from"] == source.consultation.case.code
        assert history.problems(province("minh"), case) == []

    def test_of_a_body_that_was_asked_already_it_answers_that_question(
        self, province, source, case
    ):
        request = asked(province, case, POLICE, LAND).request_to(POLICE)
        taken(province, case, source)
        assert request.opinion.taken is not None
        assert len(province.root.consultations.asked_by_case(case.key)) == 1
        assert not closed(matter_of(province("minh"), case), province("minh"))

    def test_a_compulsory_body_besides_stays_to_be_asked(self, province, source):
        case = a_case(province, di_tich="yes")
        taken(province, case, source)
        matter = matter_of(province("minh"), case)
        left = required(province("minh"), matter, matter.definition.consultations["bodies"])
        assert left == ["so-van-hoa"]

    def test_what_it_carries_and_what_not(self, province, case):
        file = a_file(province, "cv.pdf")
        reply = says("agree_with_remarks", "Có góp ý", remarks=("Sửa mục 2",), files=(file,))
        source = an_earlier(province, reply=reply)
        opinion = taken(province, case, source)
        assert opinion.reply.remarks == ("Sửa mục 2",)
        assert opinion.reply.files == (file,)
        assert opinion.reply.together_with == ()


class TestRefused:
    @pytest.mark.parametrize("reason", ["", " ", "x" * 10_001], ids=["none", "blank", "a book"])
    def test_without_a_fit_reason(self, province, source, case, reason):
        with pytest.raises(CannotTakeOver):
            taken(province, case, source, reason=reason)

    def test_who_does_not_ask_here(self, province, source, case):
        with pytest.raises(NotAllowed):
            taken(province, case, source, who="nga")

    def test_an_opinion_the_asker_may_not_read(self, province, case):
        source = an_earlier(province)
        source.consultation.case.track.assignee = "nga"
        source.confidential = True
        assert not reads_answer(province("minh"), source)
        with pytest.raises(NotHere):
            taken(province, case, source)

    def test_a_version_that_was_corrected_since(self, province, source, case):
        correct_opinion(province("an"), source, says("disagree", "Không"), "Nhầm")
        with pytest.raises(CannotTakeOver, match="corrected"):
            taken(province, case, source, version=1)
        assert taken(province, case, source).reply.outcome == "disagree"

    def test_a_page_that_was_open_before(self, province, source, case):
        with pytest.raises(MovedOn):
            taken(province, case, source, seen=case.track.revision - 1)

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            pytest.param("same case", "very case", id="of the same case"),
            pytest.param("asked anew", "asked anew", id="asked anew there"),
            pytest.param("contested", "contests", id="contested there"),
            pytest.param("taken", "itself taken over", id="taken over itself"),
            pytest.param("not asked here", "not asked in this step", id="not asked here"),
            pytest.param("draft", "preparing", id="the body drafts"),
            pytest.param("answered", "what it said stands", id="answered in this case"),
            pytest.param("elsewhere", "another question", id="asked under another heading"),
            pytest.param("late", "The limit has passed", id="its time is over"),
            pytest.param("silent", "did not answer in time", id="fell silent in this case"),
            pytest.param("stands still", "stands still", id="its time stands still"),
        ],
    )
    def test_what_does_not_fit(self, province, source, case, change, said):
        CHANGES[change](province, source, case)
        with pytest.raises(CannotTakeOver, match=said):
            taken(province, CASES.get(change, lambda source, case: case)(source, case), source)

    def test_a_silence_is_no_opinion(self, province, case):
        request = asked(province).requests[0]
        later(province, DUE + timedelta(hours=1))
        province.work()
        with pytest.raises(NotHere):
            taken(province, case, request, version=0)

    def test_what_binds_is_not_taken_over(self):
        text = PROCEDURE.replace("unit: cong-an-tinh,", "unit: cong-an-tinh, effect: binding,")
        with a_province(text) as province:
            source, case = an_earlier(province), a_case(province)
            with pytest.raises(CannotTakeOver, match="binds"):
                taken(province, case, source)
            asked(province, case)
            assert offered(province("minh"), request_to(province, case), "take_over") is None

    def test_not_twice(self, province, source, case):
        taken(province, case, source)
        with pytest.raises(CannotTakeOver):
            taken(province, case, source)


def _draft(province, source, case):
    request = asked(province, case).requests[0]
    save_draft(province("an"), request, says("agree", "Đang viết"), 0)


def _answered(province, source, case):
    give_opinion(province("an"), asked(province, case).requests[0], says())


def _late(province, source, case):
    asked(province, case)
    later(province, DUE + timedelta(days=7))


def _silent(province, source, case):
    _late(province, source, case)
    province.work()


def _contested(province, source, case):
    source.opinions = (source.opinions[0],)
    source.opinions[0].recorded = ("minh", "Minh", MONDAY.date())
    contest(province("an"), source, "Không phải")


def _taken(province, source, case):
    from_here = a_case(province)
    taken(province, from_here, source)
    source.opinions = request_to(province, from_here).opinions


def _stands_still(province, source, case):
    from motcua.consultations.pausing import stand_still

    stand_still(province("minh"), asked(province, case).requests[0], "pieces")


CHANGES = {
    "same case": lambda province, source, case: None,
    "asked anew": lambda province, source, case: actions.ask_anew(
        province("minh"), source, "Cần xem lại"
    ),
    "contested": _contested,
    "taken": _taken,
    "not asked here": lambda province, source, case: setattr(source, "unit", "thue-tinh"),
    "draft": _draft,
    "answered": _answered,
    "elsewhere": lambda province, source, case: asked(province, case, template="counting"),
    "late": _late,
    "silent": _silent,
    "stands still": _stands_still,
}
CASES = {"same case": lambda source, case: source.consultation.case}


class TestWhatIsRead:
    def test_what_was_said_on_what_and_what_differs(self, province, source, case):
        template = template_of_case(province("minh"), case, "bodies")
        code = source.consultation.case.code
        (found,) = earlier_opinions(province("minh"), case, template, f" {code} ")
        assert found.opinion.reply.text == "Nhất trí về an ninh"
        assert found.title.vi == "Lấy ý kiến"
        assert not found.why_not
        assert [each.is_same for each in found.now] == [False, False]

    def test_the_same_file_is_known_by_its_digest(self, province, case):
        earlier = a_case(province)
        ids = [each.document.id for each in earlier.dossier.files]
        sent = asked(province, earlier, documents=ids)
        give_opinion(province("an"), sent.requests[0], says())
        template = template_of_case(province("minh"), case, "bodies")
        (found,) = earlier_opinions(province("minh"), case, template, earlier.code)
        assert [each.is_same for each in found.then] == [True, True]

    @pytest.mark.parametrize("code", ["", "H99.00-000000-0000"], ids=["nothing", "no such case"])
    def test_a_code_that_leads_nowhere(self, province, case, code):
        template = template_of_case(province("minh"), case, "bodies")
        with pytest.raises(CannotTakeOver, match="no case with this code"):
            earlier_opinions(province("minh"), case, template, code)

    @pytest.mark.parametrize("how", ["sealed", "confidential", "no sight", "nothing said"])
    def test_what_the_asker_may_not_read_is_the_same_as_nothing(self, province, case, how):
        text = PROCEDURE.replace("workflow: thu-nghiem", "workflow: kin").replace(
            "    closed_when: all\n",
            {"sealed": "    closed_when: all\n    sealed: yes\n"}.get(
                how, "    closed_when: all\n"
            ),
        )
        publish(province.root, text)
        earlier = a_case(province, procedure="kin")
        sent = asked(province, earlier, POLICE, LAND)
        if how != "nothing said":
            give_opinion(province("an"), sent.requests[0], says())
        sent.requests[0].confidential = how == "confidential"
        reader = {"sealed": "minh", "nothing said": "minh"}.get(how, "hoa")
        if how == "no sight":
            reader = "em"
        template = template_of_case(province("minh"), case, "bodies")
        with pytest.raises(CannotTakeOver, match="no case with this code"):
            earlier_opinions(province(reader), case, template, earlier.code)

    def test_confidentiality_comes_along_and_is_never_looser(self, province, source, case):
        source.confidential = True
        taken(province, case, source)
        request = request_to(province, case)
        assert is_confidential(province("minh"), request)
        assert not reads_answer(province("hoa"), request)

    def test_a_confidential_file_makes_the_whole_confidential(self, province, case):
        file = a_file(province)
        source = an_earlier(province, reply=says("agree", "Được", files=(file,)))
        source.opinions[0].reply = source.opinions[0].reply._replace(confidential_files=(file.id,))
        opinion = taken(province, case, source)
        assert opinion.reply.files == (file,)
        assert is_confidential(province("minh"), request_to(province, case))


class TestTheBody:
    def test_it_answers_itself_within_its_limit_and_the_mark_stays(self, province, source, case):
        taken(province, case, source)
        request = request_to(province, case)
        assert offered(province("an"), request, "answer_ourselves").enabled
        answer_ourselves(province("an"), request, "Hồ sơ này khác")
        assert request.is_open
        assert province.told("answers_itself") == [(POLICE, ("asker",))]
        assert not count(province("minh"), request.consultation).is_enough
        own = give_opinion(province("an"), request, says("disagree", "Không"))
        assert [bool(each.taken) for each in request.opinions] == [True, False]
        assert own.version == 2
        assert not nobody_disagreed(matter_of(province("minh"), case), province("minh"))
        assert request.contests[0].text == "Hồ sơ này khác"

    def test_it_has_its_limit_as_it_was_and_not_a_day_more(self, province, source, case):
        taken(province, case, source)
        request = request_to(province, case)
        before = row(province("an"), request).due.instant
        later(province, TUESDAY + timedelta(days=1))
        answer_ourselves(province("an"), request)
        assert row(province("an"), request).due.instant == before

    def test_not_after_its_limit(self, province, source, case):
        taken(province, case, source)
        request = request_to(province, case)
        later(province, DUE + timedelta(days=7))
        assert offered(province("an"), request, "answer_ourselves").reason
        with pytest.raises(CannotAnswer):
            answer_ourselves(province("an"), request)
        own = correct_opinion(province("an"), request, says("disagree", "Không"), "Hồ sơ khác")
        assert own.taken is None

    def test_only_the_body(self, province, source, case):
        taken(province, case, source)
        with pytest.raises(NotAllowed):
            answer_ourselves(province("minh"), request_to(province, case))

    def test_not_where_nothing_was_taken_over_or_the_case_is_decided(self, province, source, case):
        with pytest.raises(CannotAnswer):
            answer_ourselves(province("an"), source)
        taken(province, case, source)
        case.track.state = "done"
        with pytest.raises(CannotAnswer):
            answer_ourselves(province("an"), request_to(province, case))

    def test_silent_after_all_it_is_a_silence_with_its_rule(self, province, source, case):
        taken(province, case, source)
        request = request_to(province, case)
        answer_ourselves(province("an"), request)
        later(province, DUE + timedelta(days=7))
        province.work()
        assert request.state == "silent"
        assert request.silence.meaning == "agree"

    def test_words_have_an_end(self, province, source, case):
        taken(province, case, source)
        with pytest.raises(CannotAnswer):
            answer_ourselves(province("an"), request_to(province, case), "x" * 20_001)

    def test_after_a_withdrawal_there_nothing_more(self, province, source, case):
        taken(province, case, source)
        request = request_to(province, case)
        answer_ourselves(province("an"), request)
        withdraw(province("minh"), request, "Thôi")
        with pytest.raises(CannotAnswer):
            answer_ourselves(province("an"), request)


class TestWhereItIsTold:
    def test_in_the_table_the_sheet_the_letter_the_file_and_the_synthesis(
        self, province, source, case
    ):
        opinion = taken(province, case, source)
        minh, request = province("minh"), request_to(province, case)
        code = source.consultation.case.code
        line = row(minh, request)
        assert code in translate(line.outcome, "vi")
        assert REASON in translate(line.taken, "vi")
        assert not line.is_late
        (told,) = of_case(minh, case)
        assert code in translate(told[-1], "vi")
        assert code in opinion_letter(minh, request, opinion)
        file = json.loads(written(minh, case))["consultations"][0]["requests"][0]
        assert file["answered_at"] is None
        assert file["opinions"][0]["taken_over"]["case"] == code
        table = synthesis(minh, case)
        assert [each.unit.id for each in table.taken_over] == [POLICE]
        assert table.in_time == []
        assert code in translate(table.bodies[0].letter, "vi")
        answer_ourselves(province("an"), request)
        table = synthesis(minh, case)
        assert [len(each) for each in (table.answered, table.in_time, table.taken_over)] == [0] * 3
        assert len(table.awaited) == 1

    def test_it_is_no_answer_time_and_no_silence_until_the_body_speaks(
        self, province, source, case
    ):
        taken(province, case, source)
        request = request_to(province, case)
        look = looking(province.office)
        look(province.root, case.key)
        together = province.root.consultations.by_case[case.key]
        assert together.tallied[0].month == 0
        answer_ourselves(province("an"), request)
        give_opinion(province("an"), request, says())
        look(province.root, case.key)
        assert together.tallied[0].is_answered


class TestOtherProcedures:
    def refused(self, province, source, said, **changes):
        """Take it over into a case whose procedure differs from the usual, and be refused."""
        text = PROCEDURE.replace("workflow: thu-nghiem", "workflow: khac")
        for before, after in changes.values():
            assert before in text
            text = text.replace(before, after, 1)
        publish(province.root, text)
        case = a_case(province, procedure="khac")
        with pytest.raises(CannotTakeOver, match=said):
            taken(province, case, source)

    def test_where_bodies_are_only_told(self, province, source):
        told = ("    closed_when: all\n", "    closed_when: all\n    purpose: information\n")
        self.refused(province, source, "bodies are told", purpose=told)

    def test_where_there_is_no_such_answer(self, province):
        source = an_earlier(province, reply=says("agree_with_remarks", "Có góp ý"))
        answers = ("agree, agree_with_remarks, disagree", "agree, disagree")
        self.refused(province, source, "no such answer", answers=answers)

    def test_whose_body_may_not_answer_so(self, province):
        source = an_earlier(province, reply=says("agree_with_remarks", "Có góp ý"))
        answers = ("unit: cong-an-tinh,", "unit: cong-an-tinh, answers: [agree, disagree],")
        self.refused(province, source, "no such answer", answers=answers)

    def test_while_the_time_of_bodies_stands_still_with_the_case(self, province, source):
        text = PROCEDURE.replace("workflow: thu-nghiem", "workflow: dung").replace(
            "    closed_when: all\n", "    closed_when: all\n    pauses_with_case: yes\n", 1
        )
        publish(province.root, text)
        case = a_case(province, procedure="dung")
        case.track.clock = case.track.clock.paused(province.now, "Chờ", "minh")
        with pytest.raises(CannotTakeOver, match="stands still"):
            taken(province, case, source)


class TestStandingOpinions:
    @pytest.fixture
    def lively(self):
        with a_lively_province() as province:
            yield province

    def standing(self, province):
        make_standing(
            province("phong"),
            LAND,
            "thu-nghiem",
            "bodies",
            conditions=[("di_tich", "is", "không")],
            reply=says("agree", "Không có di tích thì không có ý kiến gì thêm."),
            reason="CV 12/SNNMT",
        )

    def test_what_one_answered_there_is_not_taken_over(self, lively):
        self.standing(lively)
        source = asked(lively, a_case(lively, di_tich=False), POLICE, LAND).request_to(LAND)
        assert source.opinion.standing is not None
        with pytest.raises(CannotTakeOver, match="standing opinion answered there"):
            taken(lively, a_case(lively, di_tich=False), source)

    def test_one_that_answers_here_comes_first_and_nothing_is_half_done(self, lively):
        source = an_earlier(lively, LAND, "dung")
        self.standing(lively)
        with pytest.raises(CannotTakeOver, match="answers this question by itself"):
            taken(lively, a_case(lively, di_tich=False), source)
