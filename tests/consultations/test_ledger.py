"""What becomes of remarks: answered, merged, parted, carried on, and what waits for it."""

import pytest
import transaction
from tests.make_consultations import DUE, a_case, a_database, asked, later, says

from motcua.acting import NotAllowed, NotHere
from motcua.cases.actions import perform
from motcua.cases.matter import matter_of
from motcua.consultations import conditions
from motcua.consultations.actions import (
    answer_remark,
    correct_opinion,
    depart,
    give_opinion,
    merge_remarks,
    part_remarks,
)
from motcua.consultations.content import CaseConsultations, Explanation, Ledger
from motcua.consultations.desk import desk
from motcua.consultations.explaining import cannot_depart, cannot_explain
from motcua.consultations.ledger import account, natural
from motcua.consultations.refusals import CannotExplain, ExplanationChanged
from motcua.words import translate
from motcua.workflows.conditions import Conditions

REMARKED = says(
    "agree_with_remarks",
    "Cơ bản nhất trí",
    remarks=("Bổ sung lối thoát nạn.", "Làm rõ nguồn vốn"),
    places=("Điều 10", "Điều 9 khoản 2"),
    conditions=("Nghiệm thu trước khi dùng",),
)
SAME = says("agree_with_remarks", remarks=("bổ sung LỐI thoát nạn",), places=("điều 10",))


def en(sentence):
    return translate(sentence, "en")


def answered_case(province, police=REMARKED, land=SAME):
    """A case about which the police and the land department have answered."""
    case = a_case(province)
    consultation = asked(province, case, "cong-an-tinh", "so-nnmt")
    give_opinion(province("an"), consultation.request_to("cong-an-tinh"), police)
    give_opinion(province("dung"), consultation.request_to("so-nnmt"), land)
    return case


def lines(province, case):
    return account(province("minh"), case).lines


def line_at(province, case, place):
    return next(each for each in lines(province, case) if each.place == place)


def answer(province, case, line, kind="accepted", words="", seen=None, who="minh"):
    return answer_remark(province(who), case, line.remarks[0].key, kind, words, seen)


class TestTheLedger:
    def test_every_remark_and_condition_stands_in_the_order_of_places(self, province):
        case = answered_case(province)
        told = [(each.place, each.units[0].id, each.is_condition) for each in lines(province, case)]
        assert told == [
            ("Điều 9 khoản 2", "cong-an-tinh", False),
            ("Điều 10", "cong-an-tinh", False),
            ("điều 10", "so-nnmt", False),
            ("", "cong-an-tinh", True),
        ]

    @pytest.mark.parametrize(
        ("reply", "texts"),
        [
            pytest.param(says("disagree", "Chưa đủ"), ["Chưa đủ"], id="the text of a no"),
            pytest.param(says("other", "Khác"), ["Khác"], id="another answer"),
            pytest.param(says("agree", "Nhất trí"), [], id="plain agreement is no remark"),
            pytest.param(says("disagree", "Vì", remarks=("Một",)), ["Một"], id="numbered"),
            pytest.param(says("agree", remarks=("x", "x")), ["x"], id="the same twice"),
        ],
    )
    def test_a_text_without_numbers_is_one_remark(self, province, reply, texts):
        case = answered_case(province, reply, says())
        assert [each.texts[0] for each in lines(province, case)] == texts

    def test_a_correction_keeps_the_answers_to_what_it_keeps(self, province):
        case = answered_case(province, land=says())
        for line in lines(province, case):
            answer(province, case, line)
        request = lines(province, case)[0].remarks[0].request
        reply = REMARKED._replace(remarks=("Khác hẳn", "Làm rõ nguồn vốn"))
        correct_opinion(province("an"), request, reply, "Nhầm")
        told = account(province("minh"), case)
        assert [(each.texts, bool(each.explanation)) for each in told.lines] == [
            (("Làm rõ nguồn vốn",), True),
            (("Khác hẳn",), False),
            (("Nghiệm thu trước khi dùng",), True),
        ]
        assert (told.answered, told.owed) == (2, 3)

    def test_who_does_not_read_the_papers_does_not_read_it(self, province):
        case = answered_case(province)
        with pytest.raises(NotAllowed):
            account(province("an"), case)
        assert account(province("kien"), case).owed == 4

    def test_places_are_counted_as_people_count(self):
        assert natural("khoan") == (("khoan", -1),)


class TestAnswering:
    def test_it_is_counted_and_stands_in_the_journal(self, province):
        case = answered_case(province)
        told = answer(province, case, line_at(province, case, "Điều 10"), "kept", " Đã có ")
        assert (told.words, told.by_name, told.revision) == ("Đã có", "Phạm Văn Minh", 1)
        after = account(province("minh"), case)
        assert (after.answered, after.owed) == (1, 4)
        entry = case.journal.last()
        assert entry.deed == "remark answered"
        assert entry.facts == {"remarks": ["cong-an-tinh:1"], "kind": "kept", "words": "Đã có"}

    @pytest.mark.parametrize("kind", ["partly", "kept", "condition"])
    def test_what_is_not_taken_up_needs_words(self, province, kind):
        case = answered_case(province)
        with pytest.raises(CannotExplain, match="needs its reason"):
            answer(province, case, lines(province, case)[0], kind, " ")
        assert answer(province, case, lines(province, case)[0], kind, "Vì").kind == kind

    @pytest.mark.parametrize(
        ("kind", "words", "sentence"),
        [
            pytest.param("", "x", "Say what becomes", id="nothing chosen"),
            pytest.param("nonsense", "x", "Say what becomes", id="unknown"),
            pytest.param("kept", "x" * 20_001, "longer than", id="a whole file"),
        ],
    )
    def test_what_says_nothing_is_refused(self, province, kind, words, sentence):
        case = answered_case(province)
        with pytest.raises(CannotExplain, match=sentence):
            answer(province, case, lines(province, case)[0], kind, words)

    def test_the_second_of_two_people_gets_both_texts(self, province):
        case = answered_case(province)
        line = lines(province, case)[0]
        answer(province, case, line, "kept", "Của Minh", 0)
        with pytest.raises(ExplanationChanged) as caught:
            answer(province, case, line, "accepted", "Của tôi", 0)
        assert (caught.value.theirs.words, caught.value.yours) == ("Của Minh", "Của tôi")
        assert "Phạm Văn Minh" in en(caught.value.sentence)
        answer(province, case, line, "accepted", "Cả hai", 1)
        entry = case.journal.last()
        assert (entry.facts["before"], entry.facts["words"]) == ("kept", "Cả hai")

    def test_the_same_answer_twice_is_one_deed(self, province):
        case = answered_case(province)
        line = lines(province, case)[0]
        answer(province, case, line, "kept", "Vì", 0)
        before = len(case.journal)
        assert answer(province, case, line, "kept", "Vì", 0).revision == 1
        assert len(case.journal) == before

    def test_only_the_asker_answers_and_only_while_the_case_is_open(self, province):
        case = answered_case(province)
        line = lines(province, case)[0]
        with pytest.raises(NotAllowed):
            answer(province, case, line, who="kien")
        with pytest.raises(NotAllowed):
            answer(province, case, line, who="an")
        assert en(cannot_explain(province("kien"), case))
        assert not cannot_explain(province("minh"), case)
        perform(province("minh"), case, "skip", {})
        perform(province("giang"), case, "refuse", {})
        assert "do not decide" in en(cannot_depart(province("giang"), case))
        assert "closed" in en(cannot_explain(province("minh"), case))
        with pytest.raises(CannotExplain, match="closed"):
            answer(province, case, line)

    def test_a_remark_that_was_corrected_away_is_no_longer_there(self, province):
        case = answered_case(province, land=says())
        line = lines(province, case)[0]
        correct_opinion(province("an"), line.remarks[0].request, says(), "Nhầm")
        with pytest.raises(CannotExplain, match="no longer there"):
            answer(province, case, line)


class TestMerging:
    def test_it_is_suggested_by_folded_text_and_decided_by_an_official(self, province):
        case = answered_case(province)
        told = account(province("minh"), case)
        (alike,) = told.suggestions
        assert [each.units[0].id for each in alike] == ["cong-an-tinh", "so-nnmt"]
        assert len(told.lines) == 4
        keys = [each.remarks[0].key for each in alike]
        merged = merge_remarks(province("minh"), case, keys)
        assert [unit.id for unit in merged.units] == ["cong-an-tinh", "so-nnmt"]
        assert merged.texts == ("Bổ sung lối thoát nạn.", "bổ sung LỐI thoát nạn")
        after = account(province("minh"), case)
        assert (len(after.lines), after.owed, after.suggestions) == (3, 4, ())
        assert case.journal.last().facts == {"remarks": ["cong-an-tinh:1", "so-nnmt:1"]}

    def test_one_answer_answers_all_and_stays_when_they_are_parted(self, province):
        case = answered_case(province)
        (alike,) = account(province("minh"), case).suggestions
        merged = merge_remarks(province("minh"), case, [each.remarks[0].key for each in alike])
        answer(province, case, merged, "accepted", "Đã bổ sung")
        assert account(province("minh"), case).answered == 2
        part_remarks(province("minh"), case, merged.remarks[1].key)
        assert case.journal.last().deed == "remarks parted"
        after = account(province("minh"), case)
        assert (len(after.lines), after.answered) == (4, 2)
        with pytest.raises(CannotExplain, match="stands alone"):
            part_remarks(province("minh"), case, merged.remarks[0].key)

    def test_an_answer_that_is_there_becomes_the_answer_of_all(self, province):
        case = answered_case(province)
        (alike,) = account(province("minh"), case).suggestions
        answer(province, case, alike[0], "kept", "Vì")
        merged = merge_remarks(province("minh"), case, [each.remarks[0].key for each in alike])
        assert merged.explanation.words == "Vì"

    def test_two_different_answers_are_settled_first(self, province):
        case = answered_case(province)
        (alike,) = account(province("minh"), case).suggestions
        answer(province, case, alike[0], "kept", "Vì")
        answer(province, case, alike[1], "accepted")
        with pytest.raises(CannotExplain, match="answered differently"):
            merge_remarks(province("minh"), case, [each.remarks[0].key for each in alike])

    def test_one_alone_is_not_merged(self, province):
        case = answered_case(province)
        key = lines(province, case)[0].remarks[0].key
        with pytest.raises(CannotExplain, match="Only one"):
            merge_remarks(province("minh"), case, [key, key])

    def test_a_third_joins_those_that_are_merged(self, province):
        case = answered_case(province)
        keys = [each.remarks[0].key for each in lines(province, case)]
        merge_remarks(province("minh"), case, keys[:2])
        merged = merge_remarks(province("minh"), case, [keys[1], keys[2]])
        assert len(merged.remarks) == 3
        assert len(account(province("minh"), case).lines) == 2


class TestRounds:
    def test_what_was_not_answered_stands_open_in_the_next_and_the_body_sees_what_became(
        self, province
    ):
        case = answered_case(province, land=says())
        answer(province, case, line_at(province, case, "Điều 10"), "kept", "Đã có")
        again = asked(province, case, "cong-an-tinh").requests[0]
        earlier = desk(province("an"), again).earlier
        assert desk(province("an"), earlier[0].request).earlier == ()
        assert [(each.place, each.explanation and each.explanation.words) for each in earlier] == [
            ("Điều 10", "Đã có"),
            ("Điều 9 khoản 2", None),
            ("", None),
        ]
        give_opinion(province("an"), again, SAME)
        told = account(province("minh"), case)
        assert (told.answered, told.owed) == (1, 4)
        assert {each.remarks[0].round for each in told.lines} == {1, 2}
        (alike,) = told.suggestions
        merged = merge_remarks(province("minh"), case, [each.remarks[0].key for each in alike])
        assert (merged.explanation.words, len(merged.units)) == ("Đã có", 1)


class TestGating:
    def judged(self, province, judge, case, language="en"):
        verdict = judge(matter_of(province("minh"), case), province("minh"))
        return "" if verdict.ok else translate(verdict.sentence, language)

    def test_it_says_how_many_and_which(self, province):
        case = answered_case(province, land=says("disagree", "Không"))
        answer(province, case, lines(province, case)[0])
        assert self.judged(province, conditions.remarks_answered, case, "vi") == (
            "Đã giải trình 1/4 góp ý. Còn: Công an tỉnh (1, điều kiện 1), Sở NN&MT (cả văn bản)."
        )

    def test_it_holds_when_all_are_answered_or_nothing_was_remarked(self, province):
        case = answered_case(province)
        for line in lines(province, case):
            answer(province, case, line)
        assert not self.judged(province, conditions.remarks_answered, case)
        assert not self.judged(province, conditions.remarks_answered, a_case(province))

    def test_a_word_after_a_silence_is_shown_and_not_waited_for(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        later(province, DUE.replace(hour=18))
        province.work()
        give_opinion(province("an"), request, REMARKED)
        told = account(province("minh"), case)
        assert (len(told.lines), told.owed, told.lines[0].is_owed) == (3, 0, False)
        assert not self.judged(province, conditions.remarks_answered, case)
        answer(province, case, told.lines[0])

    def test_definitions_borrow_both_by_name(self, province):
        known = province.office.borrow(Conditions)
        for name in ("đã giải trình đủ ý kiến", "remarks answered", "departures reasoned"):
            assert known.find(name)


class TestDepartures:
    def test_deciding_against_a_no_asks_a_reason_that_enters_the_journal(self, province):
        case = answered_case(province, says("disagree", "Trái quy hoạch"), says())
        gate = TestGating()
        assert "Công an tỉnh" in gate.judged(province, conditions.departures_reasoned, case, "vi")
        (against,) = account(province("minh"), case).contradictions
        with pytest.raises(CannotExplain, match="Say why"):
            depart(province("minh"), case, against.request.key, " ")
        told = depart(province("minh"), case, against.request.key, " Đã điều chỉnh ", 0)
        assert (told.reason, told.revision) == ("Đã điều chỉnh", 1)
        assert case.journal.last().facts == {"unit": "cong-an-tinh", "reason": "Đã điều chỉnh"}
        assert not gate.judged(province, conditions.departures_reasoned, case)

    def test_the_second_of_two_people_gets_both_texts(self, province):
        case = answered_case(province, says("disagree", "Không"), says())
        (against,) = account(province("minh"), case).contradictions
        depart(province("minh"), case, against.request.key, "Một", 0)
        assert depart(province("minh"), case, against.request.key, "Một", 0).revision == 1
        with pytest.raises(ExplanationChanged):
            depart(province("minh"), case, against.request.key, "Hai", 0)
        assert depart(province("minh"), case, against.request.key, "Hai", 1).revision == 2
        assert account(province("minh"), case).contradictions[0].revision == 2

    def test_whoever_decides_may_say_it_and_nobody_else(self, province):
        case = answered_case(province, says("disagree", "Không"), says())
        (against,) = account(province("minh"), case).contradictions
        assert cannot_depart(province("giang"), case)
        with pytest.raises(CannotExplain, match="do not decide"):
            depart(province("giang"), case, against.request.key, "Vì")
        perform(province("minh"), case, "skip", {})
        depart(province("giang"), case, against.request.key, "Vì")
        with pytest.raises(NotAllowed):
            depart(province("an"), case, against.request.key, "Vì")

    def test_a_body_that_agrees_when_asked_again_disagrees_no_longer(self, province):
        case = answered_case(province, says("disagree", "Không"), says())
        (against,) = account(province("minh"), case).contradictions
        again = asked(province, case, "cong-an-tinh").requests[0]
        assert account(province("minh"), case).contradictions
        give_opinion(province("an"), again, says())
        assert account(province("minh"), case).contradictions == ()
        with pytest.raises(NotHere):
            depart(province("minh"), case, against.request.key, "Vì")

    def test_it_is_no_file(self, province):
        case = answered_case(province, says("disagree", "Không"), says())
        (against,) = account(province("minh"), case).contradictions
        with pytest.raises(CannotExplain, match="longer"):
            depart(province("minh"), case, against.request.key, "x" * 20_001)


class TestStored:
    def test_an_older_record_without_a_ledger_is_read(self):
        older = CaseConsultations.__new__(CaseConsultations)
        older.__setstate__(((), (3,)))
        assert (older.vouched, older.ledger) == ((3,), None)

    def test_what_is_stored_is_what_was_said(self):
        with a_database() as (_office, database):
            connection = database.open()
            told = Explanation(kind="kept", words="Vì", at=DUE, revision=2)
            connection.root()["ledger"] = Ledger()
            connection.root()["ledger"].explanations = ((b"k", told),)
            transaction.commit()
            connection.cacheMinimize()
            ((key, read),) = connection.root()["ledger"].explanations
            assert (key, read.words, read.at, read.position) == (b"k", "Vì", DUE, "")
            connection.close()
