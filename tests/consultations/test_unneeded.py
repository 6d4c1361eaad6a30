"""That nobody needs to be asked is a record of its own, with a reason, and can be taken back."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.make_consultations import PROCEDURE, a_case, a_province, asked, later, publish, says

from motcua.acting import NotAllowed, NotHere
from motcua.cases.actions import MovedOn, available
from motcua.cases.matter import matter_of
from motcua.consultations.actions import (
    ask_opinions,
    give_opinion,
    prepare,
    record_nobody_needed,
    send_prepared,
    take_back_nobody_needed,
    withdraw,
)
from motcua.consultations.asking.many import ask_about_many
from motcua.consultations.asking.unneeded import RECORDED, TAKEN_BACK, nobody_needed
from motcua.consultations.conditions import closed, favourable, opened
from motcua.consultations.consultation_file import written
from motcua.consultations.content import Wanted
from motcua.consultations.history import problems
from motcua.consultations.overviews.opinions_sheet import HEADS, of_case
from motcua.consultations.putting_away import put_away
from motcua.consultations.record.public import is_public, public_file
from motcua.consultations.refusals import CannotAsk, CannotSpare, NotOpen
from motcua.consultations.synthesis import synthesis, synthesis_letter
from motcua.words import translate

SCHEMA = Path(__file__).parents[2] / "docs/opinion.schema.json"
REASON = "Đã có quy hoạch chi tiết được duyệt"
FREE = PROCEDURE.replace("unit: cong-an-tinh, required: yes", "unit: cong-an-tinh").replace(
    "consult: [bodies, counting, waiting]", "consult: [bodies, counting]"
)
"""Where no rule makes anybody compulsory, but for a monument."""


@pytest.fixture
def free():
    with a_province(FREE) as province:
        yield province


def spare(province, case, template="bodies", reason=REASON, **more):
    return record_nobody_needed(province("minh"), case, template, reason, **more)


def deeds(case):
    return [each.deed for each in case.journal]


class TestRecording:
    def test_it_says_who_when_under_which_template_and_why(self, free):
        case = a_case(free)
        made = spare(free, case)
        assert (made.template, made.by, made.by_name) == ("bodies", "minh", "Phạm Văn Minh")
        assert (made.at, made.unit, made.reason) == (free.now, "so-xay-dung", REASON)
        assert made.holds
        assert nobody_needed(free("minh"), case, "bodies") == made
        entry = next(each for each in case.journal if each.deed == RECORDED)
        assert entry.facts == {"template": "bodies", "reason": REASON}
        assert problems(free("minh"), case) == []

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 10_001], ids=["none", "blank", "a book"])
    def test_it_needs_a_reason_of_a_fit_length(self, free, reason):
        case = a_case(free)
        with pytest.raises(CannotSpare):
            spare(free, case, reason=reason)
        assert RECORDED not in deeds(case)

    def test_only_who_may_ask_records_it(self, free):
        case = a_case(free)
        with pytest.raises(NotAllowed):
            record_nobody_needed(free("nga"), case, "bodies", REASON)

    def test_not_under_what_the_step_does_not_ask(self, free):
        with pytest.raises(NotHere):
            spare(free, a_case(free), "waiting")

    def test_not_while_a_rule_makes_a_body_compulsory(self, province):
        case = a_case(province)
        with pytest.raises(CannotSpare, match="require") as refused:
            spare(province, case)
        assert [each.vi for each in refused.value.sentence.mapping["units"]] == ["Công an tỉnh"]

    def test_a_rule_counts_where_its_condition_holds(self, free):
        with pytest.raises(CannotSpare):
            spare(free, a_case(free, di_tich="yes"))
        spare(free, a_case(free))

    def test_once(self, free):
        case = a_case(free)
        spare(free, case)
        with pytest.raises(CannotSpare, match="recorded at"):
            spare(free, case)
        assert deeds(case).count(RECORDED) == 1

    def test_not_while_somebody_is_asked(self, free):
        case = a_case(free)
        asked(free, case)
        with pytest.raises(CannotSpare, match="waits for the answer"):
            spare(free, case)
        spare(free, case, "counting")

    def test_not_once_somebody_has_answered(self, free):
        case = a_case(free)
        request = asked(free, case).requests[0]
        give_opinion(free("an"), request, says())
        with pytest.raises(CannotSpare, match="stands in the case"):
            spare(free, case)

    def test_what_was_withdrawn_is_not_in_the_way(self, free):
        case = a_case(free)
        withdraw(free("minh"), asked(free, case).requests[0], "Nhầm")
        assert spare(free, case)

    def test_a_page_that_was_open_before_is_refused(self, free):
        case = a_case(free)
        seen = case.track.revision
        asked(free, case, template="counting")
        with pytest.raises(MovedOn):
            spare(free, case, seen=seen)
        assert nobody_needed(free("minh"), case, "bodies") is None


class TestConditions:
    def test_what_waits_for_asking_goes_on_and_says_why(self, free):
        case = a_case(free)
        matter, minh = matter_of(free("minh"), case), free("minh")
        assert not opened(matter, minh)
        spare(free, case)
        assert not opened(matter, minh), "of the other way nothing is recorded"
        spare(free, case, "counting")
        for judge in (opened, closed, favourable):
            verdict = judge(matter, minh)
            assert verdict.ok
            assert REASON in translate(verdict.sentence, "vi")
        assert {each.action.id: each.enabled for each in available(minh, case)}["wait"]

    def test_a_body_that_becomes_compulsory_bars_all_the_same(self, free):
        case = a_case(free)
        spare(free, case)
        spare(free, case, "counting")
        case.dossier.answers["di_tich"] = True
        matter, minh = matter_of(free("minh"), case), free("minh")
        assert not opened(matter, minh)
        assert not closed(matter, minh)


class TestTakingBack:
    def test_with_a_reason_and_everything_waits_again(self, free):
        case = a_case(free)
        made = spare(free, case)
        with pytest.raises(CannotSpare):
            take_back_nobody_needed(free("minh"), case, "bodies", " ")
        ended = take_back_nobody_needed(free("minh"), case, "bodies", "Có ý kiến của dân")
        assert (ended.ended_by_name, ended.ended_because) == ("Phạm Văn Minh", "Có ý kiến của dân")
        assert ended[: len(made) - 4] == made[:-4], "the record stays"
        assert not opened(matter_of(free("minh"), case), free("minh"))
        assert deeds(case)[-1] == TAKEN_BACK
        with pytest.raises(CannotSpare):
            take_back_nobody_needed(free("minh"), case, "bodies", "Lần nữa")

    def test_only_who_may_ask(self, free):
        case = a_case(free)
        spare(free, case)
        with pytest.raises(NotAllowed):
            take_back_nobody_needed(free("nga"), case, "bodies", "Không")

    def test_not_once_the_case_is_decided(self, free):
        case = a_case(free)
        spare(free, case)
        case.track.state = "done"
        with pytest.raises(NotOpen):
            take_back_nobody_needed(free("minh"), case, "bodies", "Muộn")

    def test_asking_after_all_takes_it_back_by_itself(self, free):
        case = a_case(free)
        spare(free, case)
        spare(free, case, "counting")
        asked(free, case)
        every = free.root.consultations.nobody_needed(case.key)
        assert [each.holds for each in every] == [False, True]
        assert every[0].ended_because == ""
        entry = next(each for each in case.journal if each.deed == TAKEN_BACK)
        assert entry.facts == {"template": "bodies", "asked": True}

    def test_it_can_be_recorded_anew_after_a_withdrawal(self, free):
        case = a_case(free)
        spare(free, case)
        withdraw(free("minh"), asked(free, case).requests[0], "Nhầm")
        assert spare(free, case).holds
        assert len(free.root.consultations.nobody_needed(case.key)) == 2


class TestDrafts:
    WANTED = Wanted(units=("cong-an-tinh",), question="Hỏi")

    def test_a_draft_is_not_sent_past_the_record_unseen(self, free):
        case = a_case(free)
        draft = prepare(free("minh"), case, "bodies", self.WANTED)
        spare(free, case)
        with pytest.raises(CannotAsk, match="recorded at") as refused:
            send_prepared(free("minh"), draft)
        assert refused.value.way_out
        assert nobody_needed(free("minh"), case, "bodies")
        assert send_prepared(free("minh"), draft, seen=case.track.revision)
        assert nobody_needed(free("minh"), case, "bodies") is None

    def test_neither_is_a_question_about_many_cases(self, free):
        spared, other = a_case(free), a_case(free)
        spare(free, spared)
        many = ask_about_many(free("minh"), [spared.key, other.key], "bodies", self.WANTED)
        assert [bool(each.sent) for each in many.outcomes] == [False, True]


class TestKeeping:
    def test_it_is_in_the_consultation_file_also_when_taken_back(self, free):
        case = a_case(free)
        spare(free, case)
        take_back_nobody_needed(free("minh"), case, "bodies", "Nhầm")
        spare(free, case, "counting")
        told = json.loads(written(free("minh"), case))["nobody_needed"]
        assert [(each["template"], each["reason"], each["holds"]) for each in told] == [
            ("bodies", REASON, False),
            ("counting", REASON, True),
        ]
        assert told[0]["taken_back"]["because"] == "Nhầm"
        assert told[1]["taken_back"] is None

    def test_it_is_put_away_with_the_case_and_read_again(self, free):
        case = a_case(free)
        spare(free, case)
        case.track.state = "done"
        put_away(free.root, case.key)
        assert free.root.consultations.nobody_needed(case.key)[0].reason == REASON

    def test_asking_a_second_time_is_round_one(self, free):
        case = a_case(free)
        spare(free, case)
        sent = ask_opinions(
            later(free, free.now)("minh"), case, "bodies", units=("so-nnmt",), question="Hỏi"
        )
        assert sent.round == 1

    def test_it_stands_in_the_official_table_and_in_the_sheet_and_counts_as_no_request(self, free):
        case = a_case(free)
        spare(free, case)
        told = synthesis(free("minh"), case)
        assert (len(told.bodies), told.withdrawn) == (0, 0)
        assert any(REASON in translate(each, "vi") for each in told.counts)
        assert REASON in synthesis_letter(free("minh"), case)
        (row,) = of_case(free("minh"), case)
        assert len(row) == len(HEADS)
        assert REASON in row

    def test_who_may_not_read_the_case_reads_no_record(self, free):
        case = a_case(free)
        spare(free, case)
        for channel in (written, synthesis):
            with pytest.raises((NotAllowed, NotHere)):
                channel(free("van"), case)
        assert list(of_case(free("van"), case)) == []


class TestThePublic:
    def test_only_where_the_procedure_opens_it_and_without_the_reason(self, free):
        closed_one = a_case(free)
        spare(free, closed_one)
        assert not is_public(free("minh"), closed_one)
        text = FREE.replace("workflow: thu-nghiem", "workflow: cong-khai").replace(
            "    closed_when: all\n", "    closed_when: all\n    public: yes\n"
        )
        publish(free.root, text)
        case = a_case(free, procedure="cong-khai")
        spare(free, case)
        told = public_file(free("minh"), case)
        assert told["nobody_needed"][0]["recorded_by"] == "so-xay-dung"
        assert REASON not in json.dumps(told, ensure_ascii=False)
        assert "Phạm Văn Minh" not in json.dumps(told, ensure_ascii=False)
        schema = json.loads(SCHEMA.read_text("utf8"))
        assert list(Draft202012Validator(schema).iter_errors(told)) == []
        take_back_nobody_needed(free("minh"), case, "bodies", "Nhầm")
        assert not is_public(free("minh"), case)
