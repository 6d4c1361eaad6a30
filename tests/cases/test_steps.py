from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from motcua.acting import Acting, NotAllowed, Office
from motcua.cases.actions import CannotHandOver, MovedOn, available, hand_over, perform
from motcua.cases.content import Case, Enclosure
from motcua.cases.events import CaseClosed, CaseHandedOver, CaseMoved, NoticeDue
from motcua.workflows.steps import NotAtThisStep, NotOffered, NotYet
from tests.make import at, held, somebody

Shown = Callable[..., Acting]


def offered(acting: Acting, case: Case) -> dict[str, bool]:
    return {offer.action.id: offer.enabled for offer in available(acting, case)}


def heard(acting: Acting, kind: type) -> list[Any]:
    events: list[Any] = []
    acting.office.listen(kind, lambda _acting, event: events.append(event))
    return events


class TestWhatIsOffered:
    def test_the_clerk_may_receive_and_refuse(self, case: Case, clerk: Acting) -> None:
        assert offered(clerk, case) == {"receive": True, "refuse": True}

    def test_a_stranger_is_offered_nothing(self, case: Case, stranger: Acting) -> None:
        assert offered(stranger, case) == {}

    def test_the_applicant_may_withdraw(self, case: Case, applicant: Shown) -> None:
        assert offered(applicant(case), case) == {"withdraw": True}

    def test_another_applicant_may_not(
        self, case: Case, file: Callable[..., Any], applicant: Shown
    ) -> None:
        assert offered(applicant(file().case), case) == {}

    def test_what_is_offered_is_what_is_accepted(self, case: Case, stranger: Acting) -> None:
        with pytest.raises(NotOffered):
            perform(stranger, case, "receive")

    def test_an_action_of_another_step_is_refused(self, case: Case, leader: Acting) -> None:
        with pytest.raises(NotAtThisStep):
            perform(leader, case, "sign")


class TestAStep:
    def test_it_moves_the_case_and_says_so(self, case: Case, clerk: Acting) -> None:
        moved = heard(clerk, CaseMoved)
        perform(clerk, case, "receive")
        assert case.track.state == "assigning"
        assert [(each.action, each.from_state, each.to_state) for each in moved] == [
            ("receive", "submitted", "assigning")
        ]

    def test_it_is_written_down_with_who_did_it_where(self, case: Case, clerk: Acting) -> None:
        perform(clerk, case, "receive")
        entry = case.journal.last()
        assert entry is not None
        assert (entry.deed, entry.person, entry.unit) == ("receive", "ngoc", "ttpvhcc-tinh")
        assert entry.facts["due"] == "2026-12-08T17:00"

    def test_its_letter_lies_in_the_dossier(self, case: Case, clerk: Acting) -> None:
        perform(clerk, case, "receive")
        assert case.dossier.holds("letter:giay_tiep_nhan")

    def test_whom_it_tells_is_announced(self, case: Case, clerk: Acting) -> None:
        told = heard(clerk, NoticeDue)
        perform(clerk, case, "receive")
        assert [each.recipients for each in told] == [("applicant",)]

    def test_it_names_the_holder(self, in_processing: Case) -> None:
        track = in_processing.track
        assert (track.assignee, track.assignee_unit) == ("hai", "so-xay-dung")

    def test_a_compulsory_answer_must_be_given(self, in_processing: Case, officer: Acting) -> None:
        with pytest.raises(NotYet):
            perform(officer, in_processing, "complete", {"noi_dung": " "})

    def test_what_was_filled_in_is_found_again(self, in_processing: Case, officer: Acting) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "chap_thuan"})
        assert in_processing.value("ket_luan") == "chap_thuan"
        assert in_processing.value("muc_dich") == "Xây nhà"
        assert in_processing.value("khong_co") == ""

    def test_once_means_once(
        self,
        in_processing: Case,
        officer: Acting,
        applicant: Shown,
        paper: Callable[..., Enclosure],
    ) -> None:
        perform(officer, in_processing, "complete", {"noi_dung": "Thiếu bản vẽ"})
        perform(applicant(in_processing), in_processing, "supply", enclosures=[paper("bo_sung")])
        assert offered(officer, in_processing)["complete"] is False

    def test_who_proposed_does_not_sign(
        self, in_processing: Case, office: Office, root: Any
    ) -> None:
        both = somebody(office, root, "hai", held(office, "so-xay-dung", "officer", "leader"))
        perform(both, in_processing, "propose", {"ket_luan": "chap_thuan"})
        assert offered(both, in_processing)["sign"] is False

    def test_nor_in_somebody_elses_name(
        self, in_processing: Case, office: Office, root: Any, officer: Acting
    ) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "chap_thuan"})
        in_his_name = held(office, "so-xay-dung", "leader", on_behalf_of="hai")
        deputy = somebody(office, root, "dai", in_his_name)
        assert offered(deputy, in_processing)["sign"] is False

    def test_a_deputy_acts_on_behalf_of_who_delegated(
        self, in_processing: Case, office: Office, root: Any, officer: Acting
    ) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "chap_thuan"})
        in_her_name = held(office, "so-xay-dung", "leader", on_behalf_of="minh")
        perform(somebody(office, root, "dai", in_her_name), in_processing, "sign")
        entry = next(each for each in in_processing.journal if each.deed == "sign")
        assert (entry.person, entry.on_behalf_of) == ("dai", "minh")
        assert in_processing.track.done["sign"] == ("dai|minh",)

    def test_automatic_steps_follow(
        self, in_processing: Case, officer: Acting, leader: Acting
    ) -> None:
        closed = heard(leader, CaseClosed)
        perform(officer, in_processing, "propose", {"ket_luan": "tu_choi"})
        perform(leader, in_processing, "sign")
        assert in_processing.track.state == "refused"
        assert [each.outcome for each in closed] == ["failure"]
        assert in_processing.dossier.holds("letter:phieu_tu_choi")
        assert in_processing.value("ngay_ky") == "2026-11-23"

    def test_the_whole_way_to_the_result(
        self, in_processing: Case, officer: Acting, leader: Acting, clerk: Acting
    ) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "chap_thuan"})
        perform(leader, in_processing, "sign")
        perform(clerk, in_processing, "hand_over", {"nguoi_nhan": "Nguyễn Văn An"})
        assert in_processing.track.state == "done"
        assert offered(clerk, in_processing) == {}

    def test_a_missing_paper_holds_it_up(
        self, in_processing: Case, officer: Acting, applicant: Shown
    ) -> None:
        perform(officer, in_processing, "complete", {"noi_dung": "Thiếu"})
        assert offered(applicant(in_processing), in_processing)["supply"] is False
        with pytest.raises(NotYet):
            perform(applicant(in_processing), in_processing, "supply")


class TestTwoPeopleAtOnce:
    def test_the_second_is_told_who_was_first_and_when(
        self, case: Case, clerk: Acting, office: Office, root: Any
    ) -> None:
        seen = case.track.revision
        perform(clerk, case, "receive", seen=seen)
        with pytest.raises(MovedOn) as refused:
            perform(clerk, case, "refuse", {"ly_do": "x"}, seen=seen)
        assert refused.value.sentence.mapping["who"] == "Ngoc"  # type: ignore[union-attr]
        assert refused.value.sentence.mapping["when"] == clerk.now  # type: ignore[union-attr]

    def test_the_system_is_named_as_such(self, case: Case, clerk: Acting) -> None:
        case.track.revision += 1
        with pytest.raises(MovedOn):
            perform(clerk, case, "receive", seen=1)

    def test_a_double_click_makes_one_step(self, case: Case, clerk: Acting) -> None:
        seen = case.track.revision
        perform(clerk, case, "receive", seen=seen)
        before = len(case.journal)
        with pytest.raises(MovedOn):
            perform(clerk, case, "receive", seen=seen)
        assert len(case.journal) == before


class TestHandingOver:
    @pytest.fixture(autouse=True)
    def _colleague(self, root: Any, office: Office, clerk: Acting) -> None:
        from tests.make import an_official

        an_official(office, root, "tam", "so-xay-dung", "officer")

    def test_the_holder_gives_it_away(self, in_processing: Case, officer: Acting) -> None:
        told = heard(officer, CaseHandedOver)
        hand_over(officer, in_processing, "tam", "Nghỉ phép")
        assert in_processing.track.assignee == "tam"
        assert told == [CaseHandedOver(in_processing, "hai", "tam")]
        assert offered(officer, in_processing) == {}

    def test_the_head_takes_it_from_the_holder(self, in_processing: Case, head: Acting) -> None:
        hand_over(head, in_processing, "tam", "Ốm")
        assert in_processing.track.assignee == "tam"

    def test_a_stranger_does_not(self, in_processing: Case, stranger: Acting) -> None:
        with pytest.raises(NotAllowed):
            hand_over(stranger, in_processing, "tam", "x")

    @pytest.mark.parametrize(
        ("person", "reason"),
        [
            pytest.param("tam", "  ", id="without a reason"),
            pytest.param("hai", "x", id="to the holder"),
            pytest.param("nobody", "x", id="to somebody outside the unit"),
        ],
    )
    def test_refused(self, in_processing: Case, officer: Acting, person: str, reason: str) -> None:
        with pytest.raises(CannotHandOver):
            hand_over(officer, in_processing, person, reason)

    def test_an_old_page_is_told(self, in_processing: Case, officer: Acting) -> None:
        with pytest.raises(MovedOn):
            hand_over(officer, in_processing, "tam", "x", seen=0)


def test_the_head_transfers_through_the_procedure(in_processing: Case, head: Acting) -> None:
    entered = in_processing.track.entered
    perform(at(head, datetime(2026, 11, 25, 9)), in_processing, "transfer", {"officer": "tam"})
    track = in_processing.track
    assert (track.assignee, track.state, track.entered) == ("tam", "processing", entered)
