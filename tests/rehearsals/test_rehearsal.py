"""A rehearsal does what the office would do, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from motcua.acting import NotAllowed
from motcua.rehearsals import happenings as kinds
from motcua.rehearsals.plays import Move, Play, Start
from motcua.rehearsals.rehearsal import Rehearsal
from motcua.storage.due import DueHandlers
from motcua.words import translate
from motcua.workflows import versions
from motcua.workflows.actions import NotSound
from tests.procedures.walk import moment
from tests.rehearsals.conftest import MONDAY, text_of

PERMIT, COPIES = "cap-giay-phep-xay-dung", "chung-thuc-ban-sao"
BEGIN = Start(begins=moment(MONDAY))


@pytest.fixture
def permit(rehearse):
    """A building permit, filed on Monday morning."""
    rehearsal = rehearse(text_of(PERMIT))
    rehearsal.file(BEGIN)
    return rehearsal


@pytest.fixture
def examining(permit):
    permit.take("clerk", "receive")
    permit.take("clerk", "transfer")
    permit.take("head", "assign", {"officer": "ha.nguyen"}, moment("23/11/2026 14:00"))
    return permit


def why(happened, language="vi"):
    return translate(happened.why.sentence, language)


class TestNothingStays:
    def test_no_case_no_version_no_mail_no_number(self, editor, root):
        text = text_of(PERMIT).replace("deadline: 10", "deadline: 9")
        before = root._p_jar.db().lastTransaction()
        with Rehearsal(editor, text) as rehearsal:
            rehearsal.file(BEGIN)
            rehearsal.take("clerk", "receive")
            code = rehearsal.case.code
        assert root._p_jar.db().lastTransaction() == before
        assert len(root.cases.shelf) == 0
        assert [each.number for each in versions.all_versions(root, PERMIT)] == [1]
        with Rehearsal(editor, text) as rehearsal:
            rehearsal.file(BEGIN)
            assert rehearsal.case.code == code

    def test_the_text_of_a_draft_is_not_remembered_as_the_published_version(self, editor, root):
        text = text_of(PERMIT).replace("deadline: 10", "deadline: 9")
        with Rehearsal(editor, text) as rehearsal:
            rehearsal.file(BEGIN)
            assert rehearsal.case.version == 2
            assert rehearsal.matter().definition.deadline.text == "9 working days"
        assert versions.definition(root, PERMIT, 1).deadline.text == "10 working days"
        with Rehearsal(editor, text_of(PERMIT)) as rehearsal:
            rehearsal.file(BEGIN)
            assert rehearsal.case.version == 1

    def test_also_for_a_procedure_that_does_not_exist_yet(self, editor, root):
        text = text_of(PERMIT).replace(f"workflow: {PERMIT}", "workflow: thu-moi")
        with Rehearsal(editor, text) as rehearsal:
            assert not rehearsal.file(BEGIN).is_refused
        assert versions.last(root, "thu-moi") is None

    def test_listeners_of_the_stage_hear_nothing_of_the_office(self, editor, office):
        heard = {event: list(each) for event, each in office._listeners.items()}
        with Rehearsal(editor, text_of(PERMIT)) as rehearsal:
            rehearsal.file(BEGIN)
        assert heard == {event: list(each) for event, each in office._listeners.items()}


class TestWhoMayRehearse:
    def test_only_who_edits_procedures(self, editor):
        with pytest.raises(NotAllowed):
            Rehearsal(replace(editor, holdings=()), text_of(PERMIT))

    def test_a_text_with_errors_is_not_played(self, editor):
        text = text_of(PERMIT).replace("to: received", "to: nowhere")
        with pytest.raises(NotSound), Rehearsal(editor, text):
            pass


class TestFiling:
    def test_what_is_compulsory_and_not_named_is_made_up(self, permit):
        [filed] = permit.happenings
        assert (filed.kind, filed.standing.state) == (kinds.FILED, "submitted")
        assert permit.case.dossier.answers["loai_cong_trinh"] == "dan_dung"
        assert permit.case.dossier.holds("ban_ve_thiet_ke")
        assert [each.part for each in filed.notified] == ["applicant"]
        assert len(filed.mails) == 1

    def test_online_the_applicant_files(self, rehearse):
        rehearsal = rehearse(text_of(PERMIT))
        filed = rehearsal.file(replace(BEGIN, by="applicant"))
        assert (rehearsal.case.channel, filed.who) == ("online", "")
        assert translate(filed.name, "en") == "the applicant"

    def test_a_paper_that_is_left_out_is_missed(self, rehearse):
        rehearsal = rehearse(text_of(PERMIT))
        filed = rehearsal.file(replace(BEGIN, papers=("don",)))
        assert "Bản vẽ" in why(filed)
        assert (rehearsal.case, filed.standing, rehearsal.standing()) == (None, None, None)
        assert rehearsal.offers("clerk") == []

    def test_without_a_case_nothing_is_done(self, rehearse):
        rehearsal = rehearse(text_of(PERMIT))
        played = rehearsal.play(Play(replace(BEGIN, papers=()), (Move(does="receive"),)))
        assert len(played) == 1
        assert "Chưa có hồ sơ" in why(rehearsal.take("clerk", "receive"))

    def test_a_counter_that_does_not_take_it_in(self, rehearse):
        rehearsal = rehearse(text_of(PERMIT))
        assert rehearsal.file(replace(BEGIN, unit="so-xay-dung")).is_refused

    def test_a_clerk_may_be_named_or_their_role(self, rehearse):
        for who, clerk in (("ngoc.ngo", "ngoc.ngo"), ("clerk", "khang.tang")):
            rehearsal = rehearse(text_of(COPIES))
            start = replace(BEGIN, by=who, unit="ttpvhcc-xa-hoa-binh")
            assert rehearsal.file(start).who == clerk

    def test_a_paper_that_the_procedure_does_not_know(self, rehearse):
        filed = rehearse(text_of(PERMIT)).file(replace(BEGIN, papers=("visa",)))
        assert "visa" in why(filed)

    def test_a_channel_the_procedure_has_not(self, rehearse):
        text = text_of(PERMIT).replace("channels: [online, counter]", "channels: [post]")
        rehearsal = rehearse(text)
        rehearsal.file(BEGIN)
        assert rehearsal.case.channel == "post"


class TestActing:
    def test_letters_mails_journal_and_clock_are_read_off(self, permit):
        done = permit.take("clerk", "receive", at=moment("23/11/2026 09:00"))
        assert [each.id for each in done.letters] == ["giay_tiep_nhan"]
        assert permit.case.code in done.letters[0].page
        assert done.mails[0].recipient == "nguoi-nop-thu@example.invalid"
        assert [each.deed for each in done.noted] == ["receive"]
        assert done.standing.due == moment("08/12/2026 17:00")
        assert done.standing.clock == "running"
        assert done.standing.left
        assert done.standing.explained
        assert done.standing.step_explained

    def test_a_refusal_undoes_what_was_begun_and_the_rest_goes_on(self, permit):
        permit.take("clerk", "receive")
        papers = len(permit.case.dossier.enclosures)
        refused = permit.take("head", "assign", papers=["bien_ban_thuc_dia"])
        assert refused.is_refused
        assert refused.why.way_out
        assert len(permit.case.dossier.enclosures) == papers
        assert permit.take("clerk", "transfer").standing.state == "assigning"

    def test_what_is_filled_in_is_typed_as_forms_type_it(self, examining):
        examining.take("assignee", "record_site_check", {"ngay_kiem_tra": "25/11/2026"})
        assert f"{examining.case.value('ngay_kiem_tra'):%Y-%m-%d}" == "2026-11-25"

    @pytest.mark.parametrize("said", ["mai", "31/02/2026"])
    def test_what_is_no_day_is_refused(self, examining, said):
        refused = examining.take("assignee", "record_site_check", {"ngay_kiem_tra": said})
        assert said in why(refused)

    def test_a_number_is_one(self, rehearse):
        rehearsal = rehearse(text_of(COPIES))
        filed = rehearsal.file(replace(BEGIN, form={"so_trang": "2,5", "so_ban": "3"}))
        assert not filed.is_refused
        assert rehearsal.case.dossier.answers["so_trang"] == 2.5
        assert rehearsal.file(replace(BEGIN, form={"so_ban": "ba"})).is_refused

    def test_a_field_left_empty_is_missed(self, examining):
        assert examining.take("assignee", "supplement", {"noi_dung": ""}).is_refused

    def test_an_action_that_there_is_not(self, permit):
        assert permit.take("clerk", "fly").is_refused

    @pytest.mark.parametrize("who", ["nobody", "chairperson", "xa-khac"])
    def test_somebody_who_plays_no_part(self, permit, who):
        assert who in why(permit.take(who, "receive"))

    def test_before_an_officer_is_chosen_there_is_no_assignee(self, permit):
        assert permit.take("assignee", "receive").is_refused

    def test_of_several_holders_the_first_is_taken_who_may(self, examining):
        for move in (
            Move(who="assignee", asks="chuyen_nganh", units=("so-nnmt",)),
            Move(who="assignee", does="record_site_check", papers=("bien_ban_thuc_dia",)),
            Move(who="assignee", does="start_waiting"),
            Move(who="so-nnmt", answers="agree"),
            Move(who="assignee", does="draft"),
            Move(who="assignee", does="propose"),
        ):
            assert not examining.make(move).is_refused
        assert {each.action.id for each in examining.offers("leader")} >= {"sign", "return"}
        assert examining.take("leader", "sign").who == "khoa.nguyen"

    def test_it_is_handed_over(self, examining):
        done = examining.make(Move(who="head", hands_to="tuan.ho", text="Nghỉ phép"))
        assert (done.kind, done.standing.assignee) == (kinds.HANDED, "tuan.ho")
        assert examining.make(Move(who="head", hands_to="mai.tran")).is_refused

    def test_everybody_who_plays_is_told(self, examining):
        told = examining.cast.everybody(examining.now, examining.case)
        assert ("leader" in [role for role, _title, _people in told]) is True
        assert examining.cast.everybody(examining.now, None) == []


class TestTime:
    def test_what_comes_due_on_the_way_happens_in_order(self, examining):
        examining.take("assignee", "supplement", at=moment("25/11/2026 09:00"))
        examining.move_to(moment("27/11/2026 17:05"))
        came = [each for each in examining.happenings if each.kind == kinds.CAME_DUE]
        assert [each.at for each in came] == sorted(each.at for each in came)
        said = [translate(each.said, "en") for each in came]
        assert (said[0], said[-1]) == ("A reminder falls due", "A limit has passed")
        assert examining.standing().state == "refusing"
        assert examining.now == moment("27/11/2026 17:05")

    def test_nobody_elses_deadlines_fire(self, permit):
        permit.root.due_queue.put(moment("23/11/2026 10:00"), "no such kind", b"somebody", "x")
        permit.move_to(moment("23/11/2026 12:00"))
        assert [each.kind for each in permit.happenings] == [kinds.FILED, kinds.TIME]

    def test_what_fails_is_told_and_the_rest_goes_on(self, permit):
        handlers = permit.office.borrow(DueHandlers)

        def fail(acting, subject, rule):
            acting.root.cases.calendar = "changed"
            raise RuntimeError("no paper in the printer")

        handlers.lend("printer", fail)
        permit.root.due_queue.put(moment("23/11/2026 10:00"), "printer", permit.case.key, "x")
        permit.move_to(moment("23/11/2026 12:00"))
        del handlers._handlers["printer"]
        assert permit.root.cases.calendar != "changed"
        assert permit.standing().state == "submitted"

    def test_time_does_not_run_backwards(self, permit):
        refused = permit.move_to(datetime(2026, 11, 22))
        assert refused.is_refused
        assert permit.take("clerk", "receive", at=datetime(2026, 11, 22)).is_refused
        assert permit.standing().state == "submitted"

    def test_a_move_that_says_nothing_leaves_the_date(self, permit):
        assert permit.make(Move()).at == moment(MONDAY)

    def test_a_silence_is_recorded_and_owed_answers_are_reported(self, rehearse):
        rehearsal = rehearse(text_of("tham-dinh-du-an-chuyen-doi-so"))
        rehearsal.file(BEGIN)
        for who, action in (("clerk", "receive"), ("clerk", "transfer"), ("head", "assign")):
            rehearsal.take(who, action)
        rehearsal.ask("", "chuyen_mon", ["trung-tam-cds"])
        rehearsal.move_to(moment("09/12/2026 08:00"))
        said = [translate(each.said, "en") for each in rehearsal.happenings]
        assert "An answer is overdue" in said


class TestOpinions:
    def test_whom_the_procedure_suggests_is_asked(self, examining):
        asked = examining.ask("assignee", "chuyen_nganh")
        assert asked.kind == kinds.ASKED
        assert [each.unit for each in asked.standing.asked] == [
            "xa-hoa-binh",
            "cong-an-tinh",
            "so-nnmt",
        ]
        assert {each.unit for each in asked.notified} == {
            "xa-hoa-binh",
            "cong-an-tinh",
            "so-nnmt",
        }

    def test_a_body_answers_by_its_name_or_by_a_person(self, examining):
        examining.ask("assignee", "chuyen_nganh", ["so-nnmt", "cong-an-tinh"])
        answered = examining.answer("so-nnmt", "disagree")
        assert answered.standing.asked[0].outcome == "disagree"
        assert not examining.answer("long.nguyen", "agree").is_refused

    def test_one_that_was_not_asked_does_not(self, examining):
        assert "so-khcn" in why(examining.answer("so-khcn", "agree"))

    def test_a_consultation_there_is_not(self, examining):
        assert examining.ask("", "no_such_thing").is_refused
        assert examining.to_be_asked("no_such_thing", ["so-khcn"]) == ("so-khcn",)

    def test_an_answer_may_be_one_that_no_template_has(self, examining):
        examining.ask("assignee", "chuyen_nganh", ["so-nnmt"])
        assert examining.answer("so-nnmt", "perhaps").is_refused

    def test_one_may_be_taken_back(self, examining):
        examining.ask("assignee", "chuyen_nganh", ["so-nnmt"])
        done = examining.make(Move(withdraws="so-nnmt"))
        assert done.standing.asked[0].state == "withdrawn"
        assert translate(done.said, "en") == "A request is withdrawn"

    def test_more_time_is_asked_for_and_granted(self, rehearse):
        rehearsal = rehearse(text_of("van-ban-cho-phep-the-abtc"))
        rehearsal.file(BEGIN)
        for who, action in (("clerk", "receive"), ("clerk", "transfer"), ("head", "assign")):
            rehearsal.take(who, action)
        rehearsal.ask("assignee", "bon_co_quan")
        before = rehearsal.standing().asked[-1].due
        asked = rehearsal.make(Move(who="cong-an-tinh", more_time="15 days"))
        assert translate(asked.said, "en") == "More time is asked for: 15 days"
        granted = rehearsal.make(Move(who="assignee", grants="cong-an-tinh"))
        assert (granted.standing.asked[-1].due - before).days == 15
        assert rehearsal.make(Move(who="cong-an-tinh", more_time="soon")).is_refused
