"""Bodies asked one after the other, for information, until a day, by name."""

from datetime import date, datetime, timedelta

import pytest
import transaction
from tests.make_asking import TEXT, an_asking_province, asks
from tests.make_consultations import MONDAY, Province, a_case, a_database, later, says
from ZODB.POSException import ConflictError

from motcua.acting import NotAllowed, NotHere, system
from motcua.cases.access import Sight, sight
from motcua.cases.actions import perform
from motcua.cases.matter import matter_of
from motcua.consultations.access import documents_seen, may_see, request_for
from motcua.consultations.actions import give_opinion, open_request, save_draft, withdraw
from motcua.consultations.asking import serial
from motcua.consultations.asking.limits import Limit, read_limit
from motcua.consultations.asking.outlook import outlook
from motcua.consultations.asking.questions import answers_said, grids, outcomes_of
from motcua.consultations.conditions import closed
from motcua.consultations.count import count
from motcua.consultations.history import history, problems
from motcua.consultations.inbox import body_list
from motcua.consultations.letter import asking_letter, opinion_letter
from motcua.consultations.offers import offers
from motcua.consultations.recipients import of
from motcua.consultations.refusals import CannotAnswer, CannotAsk
from motcua.consultations.suggestions import suggestions
from motcua.consultations.synthesis import synthesis, synthesis_letter
from motcua.consultations.table import awaited, table
from motcua.consultations.templates import limit_of
from motcua.deadlines.terms import read_term
from motcua.storage import opening, substance
from motcua.words import translate

ALL = ("cong-an-tinh", "so-nnmt", "so-van-hoa", "so-tu-phap")


@pytest.fixture
def province():
    with an_asking_province() as made:
        yield made


@pytest.fixture
def sent(province):
    return asks(province, "steps", *ALL)


def states(consultation):
    return [each.state for each in consultation.requests]


def answer(province, sent, who, unit, outcome="agree"):
    give_opinion(province(who), sent.request_to(unit), says(outcome))
    province.work()


def refusal(kind, deed):
    with pytest.raises(kind) as caught:
        deed()
    return translate(caught.value.sentence, "en")


class TestPlanned:
    def test_later_steps_are_planned_with_a_limit_reckoned_from_the_step_before(
        self, province, sent
    ):
        assert states(sent) == ["sent", "sent", "planned", "planned"]
        limits = [limit_of(province("minh"), each) for each in sent.requests]
        assert limits == [
            datetime(2026, 12, 2, 17),
            datetime(2026, 12, 3, 17),
            datetime(2026, 12, 7, 17),
            datetime(2026, 12, 9, 17),
        ]

    def test_nobody_in_the_body_knows_of_it(self, province, sent):
        van, request = province("van"), sent.request_to("so-van-hoa")
        assert not may_see(van, request)
        assert sight(van, sent.case) == Sight.NOTHING
        assert documents_seen(van, request) == ()
        assert offers(van, request) == []
        assert province.root.worklists.count([body_list("so-van-hoa")]) == 0
        assert [unit for unit, _to in province.told("asked")] == ["cong-an-tinh", "so-nnmt"]
        with pytest.raises(NotAllowed):
            request_for(van, request.id)

    def test_the_asker_sees_it_with_its_order(self, province, sent):
        rows = table(province("minh"), sent.case)[0].rows
        assert [each.request.step for each in rows] == [1, 1, 2, 3]
        assert translate(rows[2].state, "en") == "Planned, not sent yet"
        assert [each.id for each in rows[2].offers if each.enabled] == ["change", "withdraw"]

    def test_the_applicant_is_not_told_to_wait_for_it_yet(self, province, sent):
        assert len(awaited(province("minh"), sent.case)) == 2


class TestTheNextStep:
    def test_it_is_sent_when_all_of_the_step_before_have_come_back(self, province, sent):
        answer(province, sent, "an", "cong-an-tinh")
        assert states(sent)[2] == "planned"
        later(province, datetime(2026, 12, 1, 10))
        answer(province, sent, "dung", "so-nnmt")
        assert states(sent) == ["answered", "answered", "sent", "planned"]
        request = sent.request_to("so-van-hoa")
        assert limit_of(province("minh"), request) == datetime(2026, 12, 3, 17)
        assert may_see(province("van"), request)
        assert request.optional

    def test_it_is_sent_once(self, province, sent):
        later(province, datetime(2026, 12, 1, 10))
        answer(province, sent, "an", "cong-an-tinh")
        answer(province, sent, "dung", "so-nnmt")
        province.root.due_queue.put(province.now, "opinions complete", sent.requests[0].key)
        province.work()
        assert [unit for unit, _to in province.told("asked")].count("so-van-hoa") == 1
        deeds = [each.entry.deed for each in history(province("minh"), sent.case)]
        assert deeds.count("step asked") == 1

    def test_also_when_the_last_answer_was_a_silence(self, province, sent):
        answer(province, sent, "an", "cong-an-tinh")
        later(province, datetime(2026, 12, 3, 17, 0, 1))
        province.work()
        assert states(sent) == ["answered", "silent", "sent", "planned"]

    def test_and_when_the_last_one_was_withdrawn(self, province, sent):
        answer(province, sent, "an", "cong-an-tinh")
        withdraw(province("minh"), sent.request_to("so-nnmt"), "không cần nữa")
        assert states(sent) == ["answered", "withdrawn", "sent", "planned"]

    def test_the_case_waits_for_all_steps(self, province, sent):
        acting = province("minh")
        answer(province, sent, "an", "cong-an-tinh")
        answer(province, sent, "dung", "so-nnmt")
        answer(province, sent, "van", "so-van-hoa")
        assert not count(acting, sent).is_enough
        assert "so-tu-phap" in [each.unit for each in count(acting, sent).missing]
        assert states(sent)[3] == "sent"
        assert not closed(matter_of(acting, sent.case), acting).ok

    def test_journals_hold_together(self, province, sent):
        answer(province, sent, "an", "cong-an-tinh")
        answer(province, sent, "dung", "so-nnmt")
        assert problems(province("minh"), sent.case) == []

    def test_a_planned_one_that_is_withdrawn_was_never_known(self, province, sent):
        withdraw(province("minh"), sent.request_to("so-van-hoa"), "không cần nữa")
        assert province.told("withdrawn") == []
        assert not may_see(province("van"), sent.request_to("so-van-hoa"))
        answer(province, sent, "an", "cong-an-tinh")
        answer(province, sent, "dung", "so-nnmt")
        assert states(sent)[3] == "sent"

    def test_what_is_planned_ends_when_the_case_goes_on_without(self, province, sent):
        perform(province("minh"), sent.case, "skip")
        assert states(sent) == ["withdrawn"] * 4
        assert [unit for unit, _to in province.told("withdrawn")] == ["cong-an-tinh", "so-nnmt"]


class TestOrder:
    def test_the_asker_may_choose_other_steps_without_gaps(self, province):
        sent = asks(province, "steps", *ALL, steps={"cong-an-tinh": 7, "so-nnmt": 7})
        assert [each.step for each in sent.requests] == [3, 3, 1, 2]

    @pytest.mark.parametrize("step", [-1, 10])
    def test_other_numbers_are_no_steps(self, province, step):
        assert "no step" in refusal(
            CannotAsk, lambda: asks(province, "steps", *ALL, steps={"so-nnmt": step})
        )

    def test_a_step_that_is_not_later_than_the_one_before_is_refused(self, province):
        assert "is not later than that of the step before" in refusal(
            CannotAsk,
            lambda: asks(
                province, "form", "so-nnmt", "so-noi-vu",
                steps={"so-noi-vu": 2},
                limits={"so-nnmt": date(2026, 12, 18), "so-noi-vu": date(2026, 12, 18)},
            ),
        )  # fmt: skip

    def test_a_day_may_be_set_instead_of_a_term(self, province):
        sent = asks(province, "form", "so-nnmt", limits={"so-nnmt": read_limit("18/12/2026")})
        assert limit_of(province("minh"), sent.requests[0]) == datetime(2026, 12, 18, 17)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            pytest.param("31/02/2026", "is not a day", id="no day"),
            pytest.param("27/11/2026", "is over", id="a day that is over"),
            pytest.param("30/11/2027", "more than", id="too far away"),
        ],
    )
    def test_days_that_are_refused(self, province, typed, said):
        def deed():
            asks(province, "form", "so-nnmt", limits={"so-nnmt": read_limit(typed)})

        assert said in refusal(CannotAsk, deed)


class TestTheLimitOfTheCase:
    def test_a_limit_past_it_needs_a_reason(self, province):
        case = a_case(province)
        later(province, datetime(2026, 12, 24, 9))

        def deed(**more):
            return asks(province, "form", "so-nnmt", case=case, **more)

        assert "The case itself is due" in refusal(CannotAsk, deed)
        assert deed(beyond=" chờ kết quả đo đạc ").beyond == "chờ kết quả đo đạc"
        assert deed_of(province, case, "opinions asked").facts["beyond"] == "chờ kết quả đo đạc"

    def test_within_it_no_reason_is_kept(self, province):
        assert asks(province, "form", "so-nnmt", beyond="không cần").beyond == ""


def deed_of(province, case, deed):
    return [e.entry for e in history(province("minh"), case) if e.entry.deed == deed][-1]


class TestInformation:
    def test_it_counts_as_come_back_at_once(self, province):
        acting, sent = province("minh"), asks(province, "telling", "so-nnmt")
        assert states(sent) == ["informed"]
        assert count(acting, sent).is_enough
        assert sent.completed_at == MONDAY
        assert province.told("told") == [("so-nnmt", ("partner",))]
        assert province.told("complete") == []

    def test_it_stands_in_the_list_until_somebody_takes_note(self, province):
        request = asks(province, "telling", "so-nnmt").requests[0]
        lists = [body_list("so-nnmt")]
        assert province.root.worklists.count(lists) == 1
        assert [each.id for each in offers(province("dung"), request) if each.enabled] == ["open"]
        open_request(province("dung"), request)
        assert request.opened_at == MONDAY
        assert province.root.worklists.count(lists) == 0
        open_request(province("dung"), request)
        assert len(request.journal) == 2

    def test_nothing_happens_at_any_limit(self, province):
        request = asks(province, "telling", "so-nnmt").requests[0]
        assert request.alarm is None
        later(province, MONDAY + timedelta(days=30))
        province.work()
        assert request.state == "informed"


class TestByName:
    def test_people_of_a_body_are_told_besides_its_box(self, province):
        sent = asks(province, "form", "cong-an-tinh", people=["binh"])
        assert [each.person for each in of(province("minh"), sent.requests[0], "partner")] == [
            "", "binh",
        ]  # fmt: skip

    def test_somebody_elsewhere_is_refused(self, province):
        assert "belongs to none" in refusal(
            CannotAsk, lambda: asks(province, "form", "cong-an-tinh", people=["van"])
        )


class TestRulesWithDates:
    def test_only_those_in_force_apply_and_the_reason_says_so(self, province):
        found = suggestions(province("minh"), a_case(province), "dated").bodies
        assert [each.unit.id for each in found] == ["cong-an-tinh"]
        assert translate(found[0].because, "vi") == "Mới (quy định áp dụng từ 01/11/2026)"

    def test_from_the_next_day_on_another_one(self, province):
        case = a_case(province)
        later(province, datetime(2026, 12, 1, 9))
        found = suggestions(province("minh"), case, "dated").bodies
        assert [each.unit.id for each in found] == ["cong-an-tinh", "so-noi-vu"]


class TestOutlook:
    def test_days_off_within_the_time_are_named(self, province):
        later(province, datetime(2026, 12, 29, 9))
        term = Limit(read_term("5 working days"))
        [found] = outlook(province("minh"), "thu-nghiem", {"so-nnmt": term}, {}).values()
        assert found.due.instant == datetime(2027, 1, 6, 17)
        assert [each.day for each in found.days_off] == [date(2027, 1, 1)]
        assert found.weekend_days == 2
        assert found.due.lines
        assert (found.waiting, found.usual) == (0, None)

    def test_a_later_step_begins_when_the_one_before_ends_at_the_latest(self, province):
        term = Limit(read_term("5 working days"))
        both = {"so-nnmt": term, "so-noi-vu": term}
        found = outlook(province("minh"), "thu-nghiem", both, {"so-noi-vu": 2})
        assert found["so-noi-vu"].due.instant == datetime(2026, 12, 14, 17)

    def test_a_body_without_a_limit_has_no_date(self, province):
        assert outlook(province("minh"), "x", {"so-nnmt": None}, {})["so-nnmt"].due is None


def test_a_planned_request_is_not_there_for_strangers(province, sent):
    with pytest.raises(NotHere):
        request_for(province("minh"), "zz")


class TestQuestions:
    GIVEN = (("phuong_an", "b"), ("hop_quy_hoach", True), ("dien_tich", 1250.5))

    def answered(self, province, **more):
        request = asks(province, "form", "so-nnmt").requests[0]
        reply = says(answers=more.get("answers", self.GIVEN), **more.get("reply", {}))
        give_opinion(province("dung"), request, reply)
        return request

    def test_they_are_kept_in_the_order_of_the_questions(self, province):
        request = self.answered(province)
        assert [id for id, _given in request.opinion.reply.answers] == [
            "hop_quy_hoach", "dien_tich", "phuong_an",
        ]  # fmt: skip

    def test_they_are_said_in_the_readers_language(self, province):
        request = self.answered(province)
        said = answers_said(province("minh"), request, request.opinion.reply)
        assert [translate(each.said, "vi") for each in said] == [
            "Có", "1.250,5", "Phương án B", "",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("answers", "message"),
        [
            pytest.param((), "Not answered yet", id="nothing"),
            pytest.param((("hop_quy_hoach", True),), "Not answered yet", id="one is missing"),
            pytest.param(
                (("hop_quy_hoach", "có"), ("dien_tich", 1)), "no answer to", id="of another kind"
            ),
            pytest.param(
                (("hop_quy_hoach", True), ("dien_tich", "nhiều")), "no answer to", id="no number"
            ),
            pytest.param((*GIVEN[1:], ("phuong_an", "c")), "no answer to", id="no choice"),
            pytest.param((*GIVEN, ("den_ngay", "mai")), "no answer to", id="no day"),
            pytest.param((*GIVEN, ("khac", "x")), "Nobody asked", id="nobody asked"),
        ],
    )
    def test_what_is_missing_or_of_another_kind_is_refused(self, province, answers, message):
        said = refusal(CannotAnswer, lambda: self.answered(province, answers=answers))
        assert message in said or "not answered yet" in said

    def test_whoever_is_not_competent_answers_nothing(self, province):
        request = self.answered(province, answers=(), reply={"outcome": "not_competent"})
        assert request.opinion.reply.answers == ()

    def test_a_draft_keeps_what_is_there(self, province):
        request = asks(province, "form", "so-nnmt").requests[0]
        reply = says("", answers=(("dien_tich", 3), ("phuong_an", " ")))
        assert save_draft(province("dung"), request, reply, 0).reply.answers == (("dien_tich", 3),)

    def test_they_stand_in_the_grid_the_synthesis_and_the_letter(self, province):
        request = self.answered(province)
        case, acting = request.consultation.case, province("minh")
        [grid] = grids(acting, case)
        [(_request, unit, answers)] = grid.rows
        assert (unit.id, len(answers)) == ("so-nnmt", 4)
        table_ = {each.id: each for each in synthesis(acting, case).parts}["asked_questions"]
        assert [translate(row[1], "vi") for row in table_.rows] == [
            "Có phù hợp quy hoạch không?", "Diện tích đề nghị (m²)", "Phương án",
        ]  # fmt: skip
        assert "Phương án B" in synthesis_letter(acting, case)
        assert "Phương án B" in opinion_letter(acting, request, request.opinion)
        assert "2. Diện tích đề nghị" in asking_letter(acting, request)

    def test_each_body_may_have_answers_of_its_own(self, province):
        sent = asks(province, "steps", *ALL)
        request = sent.request_to("so-tu-phap")
        assert list(outcomes_of(province("minh"), request)) == ["agree", "disagree"]
        assert "agree_with_remarks" in outcomes_of(province("minh"), sent.requests[0])


def test_the_synthesis_counts_neither_who_is_planned_nor_who_was_told(province):
    case = a_case(province)
    asks(province, "steps", *ALL, case=case)
    asks(province, "telling", "so-noi-vu", case=case)
    bodies = synthesis(province("minh"), case).bodies
    assert [each.unit.id for each in bodies] == ["cong-an-tinh", "so-nnmt"]


def test_two_workers_send_the_next_step_once():
    with a_database(TEXT) as (office, database):
        key = opening.transact(database, lambda root: _all_answered(office, root))
        connections = []
        for _each in range(2):
            manager = transaction.TransactionManager(explicit=True)
            connections.append((manager, database.open(manager)))
        with substance.standing_in(substance.registry()):
            for manager, connection in connections:
                manager.begin()
                _advance(office, connection, key)
            connections[0][0].commit()
            with pytest.raises(ConflictError):
                connections[1][0].commit()
            manager, connection = connections[1]
            manager.abort()
            manager.begin()
            assert not _advance(office, connection, key)
            manager.abort()
        for _manager, connection in connections:
            connection.close()


def _all_answered(office, root):
    province = Province(office, root)
    sent = asks(province, "steps", *ALL)
    for who, unit in (("an", "cong-an-tinh"), ("dung", "so-nnmt")):
        give_opinion(province(who), sent.request_to(unit), says())
    return sent.requests[0].key


def _advance(office, connection, key):
    root = connection.root()["app_root"]
    acting = system(office, root, MONDAY)
    return serial.advance(acting, root.consultations.request(key).consultation)
