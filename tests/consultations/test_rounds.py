"""Closing a round, opening it again, asking again, and the one look at the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.make_consultations import DUE, MONDAY, Province, a_case, later, says
from tests.make_rounds import CULTURE, LAND, POLICE, a_round, answer, request_to, rules, step

from motcua.acting import NotAllowed
from motcua.cases.actions import hand_over, perform
from motcua.cases.clocks import case_due
from motcua.cases.content import Enclosure
from motcua.cases.events import CaseRecounted
from motcua.cases.matter import matter_of
from motcua.consultations.actions import (
    ask_again,
    ask_anew,
    close_round,
    confirm_unchanged,
    correct_opinion,
    give_opinion,
    look_at_answers,
    open_request,
    reopen_round,
    save_draft,
    undo_again,
    urge,
    withdraw,
)
from motcua.consultations.conditions import closed, favourable, progress_said
from motcua.consultations.count import count
from motcua.consultations.desk import desk
from motcua.consultations.inbox import body_list, is_check, look_list
from motcua.consultations.ledger import account
from motcua.consultations.refusals import (
    CannotAnswer,
    CannotAskAgain,
    CannotClose,
    CannotLook,
    CannotReopen,
    NotOpen,
)
from motcua.consultations.rounds.again import changes_for, proposals
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.table import row
from motcua.consultations.templates import limit_of
from motcua.deadlines.calendar import Calendars, DayRule, WorkingCalendar
from motcua.deadlines.days_off import Kind, Reason
from motcua.deadlines.terms import read_term
from motcua.documents.keeping import keep
from motcua.words import Label, translate

WEDNESDAY = MONDAY + timedelta(days=2)
THREE_DAYS = read_term("3 working days")


def said(sentence: object) -> str:
    return translate(sentence, "en")


def checks(province: Province, person: str = "minh") -> int:
    page = province.root.worklists.page([look_list(person)], 50, b"")
    return sum(is_check(each.row) for each in page.entries)


def inbox_of(province: Province, unit: str) -> int:
    return province.root.worklists.count([body_list(unit)], most=50)


@pytest.fixture
def sent(province):
    """Three bodies: the police has answered, the land office drafts, culture has not looked."""
    rules(province)
    made = a_round(province)
    answer(province, made, POLICE)
    save_draft(province("dung"), request_to(made, LAND), says("agree", "Đang viết"), 0)
    return made


class TestClosing:
    def test_answered_drafted_and_unopened_are_told_apart(self, province, sent):
        close_round(province("minh"), sent, "Đã đủ căn cứ")
        police, land, culture = (request_to(sent, each) for each in (POLICE, LAND, CULTURE))
        assert (police.state, land.state, culture.state) == ("answered", "cut_off", "cut_off")
        assert desk(province("dung"), land).draft.reply.text == "Đang viết"
        assert desk(province("minh"), land).draft is None
        assert province.told("cut_off") == [(LAND, ("partner",)), (CULTURE, ("partner",))]
        assert inbox_of(province, LAND) == 0
        assert count(province("minh"), sent).is_enough
        assert said(progress_said(province("minh"), sent)) == (
            "Closed by the asker, 1 of 1 had come back: Đã đủ căn cứ"
        )

    def test_nobody_answers_then_and_the_sentence_says_who_closed_it(self, province, sent):
        close_round(province("minh"), sent, "Đã đủ căn cứ")
        with pytest.raises(NotOpen, match="closed this round of opinions") as refusal:
            give_opinion(province("dung"), request_to(sent, LAND), says())
        assert "Đã đủ căn cứ" in said(refusal.value.sentence)
        with pytest.raises(NotOpen):
            urge(province("minh"), request_to(sent, LAND))

    def test_it_needs_a_reason_and_something_to_close_and_is_done_once(self, province, sent):
        with pytest.raises(CannotClose, match="Say why"):
            close_round(province("minh"), sent, "  ")
        close_round(province("minh"), sent, "Gấp")
        with pytest.raises(CannotClose, match="closed this round already"):
            close_round(province("minh"), sent, "Gấp")
        done = a_round(province, POLICE)
        answer(province, done, POLICE)
        with pytest.raises(CannotClose, match="nothing left to close"):
            close_round(province("minh"), done, "Gấp")

    def test_by_the_asker_alone(self, province, sent):
        with pytest.raises(NotAllowed):
            close_round(province("an"), sent, "Gấp")

    def test_a_silence_that_is_due_is_recorded_and_not_cut_off(self, province):
        rules(province, silence="agree")
        sent = a_round(province, POLICE, LAND)
        withdraw(province("minh"), request_to(sent, LAND), "Thôi")
        later(province, DUE + timedelta(minutes=1))
        with pytest.raises(CannotClose, match="nothing left"):
            close_round(province("minh"), sent, "Quá hạn")

    def test_what_must_be_asked_and_was_cut_off_is_still_to_be_asked(self, province):
        rules(province, police="required: yes")
        sent = a_round(province)
        close_round(province("minh"), sent, "Gấp")
        verdict = closed(matter_of(province("minh"), sent.case), province("minh"))
        assert not verdict.ok
        assert "Not asked yet, and required" in said(verdict.sentence)

    def test_what_is_planned_for_a_later_step_is_dropped_unknown(self, province):
        rules(province, culture="step: 2")
        sent = a_round(province)
        close_round(province("minh"), sent, "Gấp")
        assert request_to(sent, CULTURE).state == "withdrawn"
        assert (CULTURE, ("partner",)) not in province.told("cut_off")


class TestReopening:
    def test_each_goes_on_with_exactly_what_it_had(self, province, sent):
        land = request_to(sent, LAND)
        left = land.clock.left(_calendar(province, LAND), MONDAY).amount
        close_round(province("minh"), sent, "Gấp")
        later(province, WEDNESDAY)
        reopen_round(province("minh"), sent, "Có tình tiết mới")
        assert land.clock.left(_calendar(province, LAND), WEDNESDAY).amount == left
        assert (land.state, request_to(sent, CULTURE).state) == ("opened", "sent")
        assert {unit for unit, _to in province.told("reopened")} == {LAND, CULTURE}
        assert inbox_of(province, LAND) == 1
        assert not count(province("minh"), sent).is_enough
        give_opinion(province("dung"), land, says())

    def test_or_with_a_new_limit(self, province, sent):
        close_round(province("minh"), sent, "Gấp")
        later(province, WEDNESDAY)
        reopen_round(province("minh"), sent, "Mở lại", THREE_DAYS)
        assert limit_of(province("minh"), request_to(sent, LAND)) == datetime(2026, 12, 7, 17)

    def test_not_what_is_open_and_not_without_a_reason(self, province, sent):
        with pytest.raises(CannotReopen, match="not closed"):
            reopen_round(province("minh"), sent, "Mở lại")
        close_round(province("minh"), sent, "Gấp")
        with pytest.raises(CannotReopen, match="Say why"):
            reopen_round(province("minh"), sent, "")

    def test_who_was_asked_in_another_round_meanwhile_is_not_asked_twice(self, province, sent):
        close_round(province("minh"), sent, "Gấp")
        a_round(province, LAND, CULTURE, case=sent.case)
        with pytest.raises(CannotReopen, match="another round"):
            reopen_round(province("minh"), sent, "Mở lại")

    def test_not_once_the_case_is_decided(self, province, sent):
        close_round(province("minh"), sent, "Gấp")
        step(province, sent.case, "hurry")
        perform(province("giang"), sent.case, "sign")
        with pytest.raises((NotOpen, NotAllowed)):
            reopen_round(province("minh"), sent, "Mở lại")

    def test_a_round_may_be_closed_and_opened_twice_and_every_time_is_told(self, province, sent):
        for _time in range(2):
            close_round(province("minh"), sent, "Gấp")
            reopen_round(province("minh"), sent, "Mở lại")
        assert [each.reopened_because for each in sent.closings] == ["Mở lại", "Mở lại"]
        deeds = [each.deed for each in sent.case.journal]
        assert deeds.count("round closed") == deeds.count("round reopened") == 2


def _calendar(province, unit):
    from motcua.consultations.templates import calendar_of

    return calendar_of(province("minh"), unit)


class TestAskingAnew:
    def test_what_was_said_stays_and_is_missing_again(self, province, sent):
        police = request_to(sent, POLICE)
        ask_anew(province("minh"), police, "Chưa nói về phòng cháy", THREE_DAYS)
        assert (police.is_open, len(police.opinions)) == (True, 1)
        assert row(province("minh"), police).tone == "opened"
        assert police in count(province("minh"), sent).missing
        with pytest.raises(CannotAnswer, match="asked for anew"):
            correct_opinion(province("an"), police, says(), "Nhầm")
        later(province, WEDNESDAY)
        give_opinion(province("an"), police, says("disagree", "Thiếu lối thoát"))
        assert [each.version for each in police.opinions] == [1, 2]
        assert not police.opinion.is_late
        assert favourable(matter_of(province("minh"), sent.case), province("minh")).ok is False

    def test_not_what_is_open(self, province, sent):
        with pytest.raises(CannotReopen, match="Only what was answered"):
            ask_anew(province("minh"), request_to(sent, LAND), "Nói lại")
        with pytest.raises(CannotReopen, match="Say why"):
            ask_anew(province("minh"), request_to(sent, POLICE), "")


class TestTheLook:
    def test_one_line_when_the_last_answer_is_in_gone_once_somebody_looked(self, province, sent):
        assert checks(province) == 0
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        assert checks(province) == 1
        province.work()
        assert checks(province) == 1
        assert len(province.told("complete")) == 1
        later(province, WEDNESDAY)
        look_at_answers(province("minh"), sent)
        assert checks(province) == 0
        with pytest.raises(CannotLook, match="looked at the answers"):
            look_at_answers(province("minh"), sent)

    def test_not_before(self, province, sent):
        with pytest.raises(CannotLook, match="not complete yet"):
            look_at_answers(province("minh"), sent)

    def test_not_by_the_body(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        with pytest.raises(CannotLook, match="Whoever asked"):
            look_at_answers(province("an"), sent)

    def test_reopened_and_complete_again_it_is_one_line_again(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        ask_anew(province("minh"), request_to(sent, POLICE), "Nói rõ hơn")
        assert checks(province) == 0
        give_opinion(province("an"), request_to(sent, POLICE), says())
        province.work()
        assert checks(province) == 1

    def test_it_goes_with_the_case_to_whoever_holds_it(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        hand_over(province("loan"), sent.case, "nga", "Nghỉ phép")
        assert (checks(province), checks(province, "nga")) == (0, 1)
        look_at_answers(province("nga"), sent)
        assert checks(province, "nga") == 0

    def looks(self, province, person: str = "minh"):
        page = province.root.worklists.page([look_list(person)], 50, b"")
        return [each.due for each in page.entries]

    def test_there_are_some_days_for_it_from_the_last_answer(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        # From Monday at nine, two working days.
        assert self.looks(province) == [datetime(2026, 12, 2, 17, 0)] == [sent.check.due]

    def test_but_never_more_than_the_case_has(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        within = read_term("90 working days")
        rules = province.office.borrow(ConsultationRules)
        province.office.lend(ConsultationRules, replace(rules, look_within=within))
        hand_over(province("loan"), sent.case, "nga", "Nghỉ phép")
        assert self.looks(province, "nga") == [case_due(province("nga"), sent.case)]

    def test_its_date_follows_the_calendar(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        closed = DayRule(Reason(Kind.CLOSURE, Label("Bão số 12")))
        storm = WorkingCalendar(days={date(2026, 12, 1): closed})
        province.office.lend(Calendars, Calendars((storm,)))
        province.system().announce(CaseRecounted(sent.case))
        assert self.looks(province) == [datetime(2026, 12, 3, 17, 0)]
        look_at_answers(province("minh"), sent)
        assert self.looks(province) == []

    def test_it_goes_when_the_case_is_over(self, province, sent):
        for unit in (LAND, CULTURE):
            answer_with_draft(province, sent, unit)
        step(province, sent.case, "hurry")
        perform(province("giang"), sent.case, "sign")
        assert checks(province) == 0

    def test_nobody_is_sent_to_look_where_everything_was_withdrawn(self, province):
        rules(province)
        sent = a_round(province, POLICE)
        withdraw(province("minh"), request_to(sent, POLICE), "Thôi")
        assert checks(province) == 0


def answer_with_draft(province, sent, unit):
    who = {LAND: "dung", CULTURE: "van"}[unit]
    give_opinion(province(who), request_to(sent, unit), says("agree", "Nhất trí"))


@pytest.fixture
def shown(province):
    """Two bodies saw one paper each, which is a text; both have answered."""
    rules(province)
    case = a_case(province, procedure="cac-dot", quy_mo="2 tầng")
    clerk = province("hoa")
    texts = {"ban_ve": "Tầng 1\nTầng 2\n", "don_khac": "Một\n"}
    case.dossier.add(
        [
            Enclosure(
                paper,
                keep(clerk, f"{paper}.txt", text.encode(), "text/plain", kind="paper"),
                MONDAY,
                "hoa",
            )
            for paper, text in texts.items()
        ]
    )
    ids = {each.paper: each.document.id for each in case.dossier.files}
    police = a_round(province, POLICE, case=case, documents=[ids["ban_ve"]])
    land = a_round(province, LAND, case=case, documents=[ids["don_khac"]])
    answer(province, police, POLICE, "agree_with_remarks")
    answer(province, land, LAND)
    return police, land


def renew(province: Province, case, paper: str, text: str) -> None:
    document = keep(province("hoa"), f"{paper}.txt", text.encode(), "text/plain", kind="paper")
    case.dossier.add([Enclosure(paper, document, province.now, "hoa")])


class TestAskingAgain:
    def test_only_those_whose_documents_changed_are_proposed_with_what_changed(
        self, province, shown
    ):
        police, land = shown
        renew(province, police.case, "ban_ve", "Tầng 1\nTầng 2\nTầng 3\n")
        (proposal,) = proposals(province("minh"), police)
        assert proposal.is_proposed
        (change,) = proposal.changes.documents
        assert change.after.read().decode().endswith("Tầng 3\n")
        (other,) = proposals(province("minh"), land)
        assert not other.is_proposed

    def test_fields_of_the_case_that_changed_are_told(self, province, shown):
        police, _land = shown
        police.case.dossier.answers = {"quy_mo": "5 tầng"}
        (change,) = proposals(province("minh"), police)[0].changes.fields
        assert (said(change.title), change.before, change.after) == ("Size", "2 tầng", "5 tầng")

    def test_a_document_is_told_by_its_name(self, province):
        rules(province)
        case = a_case(province, procedure="cac-dot")
        first = case.dossier.files[0]
        sent = a_round(province, POLICE, case=case, documents=[first.document.id])
        answer(province, sent, POLICE)
        document = keep(province("hoa"), "moi.pdf", b"%PDF moi", "application/pdf", kind="paper")
        case.dossier.add([Enclosure(first.paper, document, MONDAY, "hoa")])
        (change,) = proposals(province("minh"), sent)[0].changes.documents
        assert (change.before.name, change.after.name) == (first.document.name, "moi.pdf")

    def test_the_body_sees_the_newest_and_confirms_in_one_click(self, province, shown):
        police, _land = shown
        renew(province, police.case, "ban_ve", "Tầng 1\nTầng 2\nTầng 3\n")
        before = request_to(police, POLICE).opinion
        again = ask_again(province("minh"), police, [POLICE], "Đề nghị xem lại")
        request = request_to(again, POLICE)
        (document,) = request.documents
        assert document.document.read().decode() == "Tầng 1\nTầng 2\nTầng 3\n"
        assert changes_for(province("an"), request).documents
        assert not favourable(matter_of(province("minh"), police.case), province("minh")).ok
        opinion = confirm_unchanged(province("an"), request)
        assert (opinion.reply.outcome, opinion.confirms) == (
            "agree_with_remarks",
            request_to(police, POLICE).key,
        )
        assert request_to(police, POLICE).opinion is before
        assert favourable(matter_of(province("minh"), police.case), province("minh")).ok
        assert len(account(province("minh"), police.case).lines) == 1, "no remark is owed twice"

    def test_it_is_taken_back_as_long_as_nobody_answered(self, province, shown):
        police, _land = shown
        again = ask_again(province("minh"), police, [POLICE], "Xem lại")
        open_request(province("an"), request_to(again, POLICE))
        with pytest.raises(CannotAskAgain, match="Say why"):
            undo_again(province("minh"), again, " ")
        undo_again(province("minh"), again, "Bấm nhầm")
        assert province.told("restored") == [(POLICE, ("partner",))]
        assert favourable(matter_of(province("minh"), police.case), province("minh")).ok
        assert checks(province) == 2, "those of the two earlier rounds, and none for this one"
        assert said(progress_said(province("minh"), again)).startswith("Asking again was taken")
        with pytest.raises(CannotAskAgain, match="already"):
            undo_again(province("minh"), again, "Bấm nhầm")
        assert proposals(province("minh"), police), "they may be asked again later"

    def test_not_any_more_once_somebody_has(self, province, shown):
        police, _land = shown
        again = ask_again(province("minh"), police, [POLICE], "Xem lại")
        confirm_unchanged(province("an"), request_to(again, POLICE))
        with pytest.raises(CannotAskAgain, match="too late"):
            undo_again(province("minh"), again, "Bấm nhầm")

    def test_nobody_is_asked_again_who_has_not_answered_or_is_asked_now(self, province, shown):
        police, _land = shown
        ask_again(province("minh"), police, [POLICE], "Xem lại")
        with pytest.raises(CannotAskAgain, match="asked again already"):
            ask_again(province("minh"), police, [POLICE], "Xem lại")
        with pytest.raises(CannotAskAgain, match="cannot be asked again now"):
            ask_again(province("minh"), shown[1], [CULTURE], "Xem lại")

    def test_only_where_the_step_of_the_case_allows_it(self, province, shown):
        step(province, shown[0].case, "hurry")
        with pytest.raises((CannotAskAgain, NotAllowed)):
            ask_again(province("minh"), shown[0], [POLICE], "Xem lại")

    def test_there_must_be_something_to_confirm(self, province, sent):
        with pytest.raises(CannotAnswer, match="no earlier opinion"):
            confirm_unchanged(province("dung"), request_to(sent, LAND))
