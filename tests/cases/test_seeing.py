"""Who may see a case, what an applicant is told, what search finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from motcua.acting import Acting, NotAllowed, NotHere, Office, system
from motcua.cases import finding
from motcua.cases.access import Grounds, Sight, may_see, require_sight, sight
from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.cases.filing import Filed
from motcua.cases.tracking import NoSuchCase, find, find_by_secret, story
from motcua.storage.finding import Findable
from motcua.words import translate
from tests.make import MONDAY, held, somebody

Shown = Callable[..., Acting]


class TestSight:
    @pytest.mark.parametrize(
        ("unit", "role", "expected"),
        [
            pytest.param("ttpvhcc-tinh", "clerk", Sight.DOCUMENTS, id="who took it in"),
            pytest.param("so-xay-dung", "officer", Sight.NOTHING, id="an officer who has no part"),
            pytest.param("so-xay-dung", "leader", Sight.DOCUMENTS, id="who signs"),
            pytest.param("so-xay-dung", "registry", Sight.DOCUMENTS, id="who reads for the unit"),
            pytest.param("so-khcn", "leader", Sight.NOTHING, id="another department"),
            pytest.param("ttpvhcc-xa-hoa-binh", "clerk", Sight.NOTHING, id="another counter"),
            pytest.param(
                "van-phong-ubnd-tinh", "control", Sight.DOCUMENTS, id="the control office"
            ),
        ],
    )
    def test_by_position(
        self, case: Case, office: Office, root: Any, unit: str, role: str, expected: Sight
    ) -> None:
        assert sight(somebody(office, root, "x", held(office, unit, role)), case) == expected

    def test_the_holder_and_a_deputy_see_it(
        self, in_processing: Case, officer: Acting, office: Office, root: Any
    ) -> None:
        deputy = somebody(office, root, "z", held(office, "so-khcn", "officer", on_behalf_of="hai"))
        assert sight(officer, in_processing) == Sight.DOCUMENTS
        assert sight(deputy, in_processing) == Sight.DOCUMENTS

    def test_the_applicant_sees_the_status_of_their_own(
        self, case: Case, file: Callable[..., Filed], applicant: Shown
    ) -> None:
        other = file().case
        assert sight(applicant(case), case) == Sight.STATUS
        assert sight(applicant(case), other) == Sight.NOTHING

    def test_a_visitor_sees_nothing(self, case: Case, office: Office, root: Any) -> None:
        assert not may_see(somebody(office, root, ""), case)

    def test_the_system_sees_all(self, case: Case, office: Office, root: Any) -> None:
        assert may_see(system(office, root, MONDAY), case)

    def test_a_ground_lent_from_above_opens_it(self, case: Case, stranger: Acting) -> None:
        stranger.office.borrow(Grounds).lend(
            lambda acting, _case: Sight.STATUS if acting.person == "xa" else Sight.NOTHING
        )
        assert sight(stranger, case) == Sight.STATUS

    def test_an_official_is_told_plainly(self, case: Case, stranger: Acting) -> None:
        with pytest.raises(NotAllowed):
            require_sight(stranger, case)

    def test_a_citizen_learns_nothing(self, case: Case, office: Office, root: Any) -> None:
        with pytest.raises(NotHere):
            require_sight(somebody(office, root, ""), case)

    def test_status_is_not_documents(self, case: Case, applicant: Shown) -> None:
        require_sight(applicant(case), case, Sight.STATUS)
        with pytest.raises(NotHere):
            require_sight(applicant(case), case)


class TestTracking:
    def test_code_and_secret_open_it(self, file: Callable[..., Filed], clerk: Acting) -> None:
        filed = file()
        assert find_by_secret(clerk, f" {filed.case.code.lower()} ", filed.secret) is filed.case

    @pytest.mark.parametrize("part", ["code", "secret", "prefix"])
    def test_one_refusal_for_everything_wrong(
        self, file: Callable[..., Filed], clerk: Acting, part: str
    ) -> None:
        filed = file()
        code, secret = {
            "code": ("000.00.00.H99-20261123-9999999", filed.secret),
            "secret": (filed.case.code, "AAAAAAAAAA"),
            "prefix": (filed.case.code[:-1], filed.secret),
        }[part]
        with pytest.raises(NoSuchCase) as refused:
            find_by_secret(clerk, code, secret)
        assert str(refused.value.sentence) == str(NoSuchCase().sentence)

    def test_officials_find_by_code_alone(self, case: Case, clerk: Acting) -> None:
        assert find(clerk, case.code) is case
        assert find(clerk, "none") is None

    def test_the_story_says_where_what_next_and_who(self, case: Case, applicant: Shown) -> None:
        told = story(applicant(case), case)
        assert translate(told.step, "vi") == "Chờ tiếp nhận"
        assert translate(told.next_step, "vi") == "Tiếp theo: Chờ phân công."
        assert told.holder.id == "ttpvhcc-tinh"
        assert [offer.action.id for offer in told.offers] == ["withdraw"]
        assert told.outcome == ""

    def test_it_names_the_office_and_never_the_official(
        self, in_processing: Case, applicant: Shown
    ) -> None:
        told = story(applicant(in_processing), in_processing)
        assert told.holder.id == "so-xay-dung"
        assert [translate(each.what, "vi") for each in told.history] == [
            "Thẩm định",
            "Chờ phân công",
            "Đã nộp hồ sơ",
        ]
        assert all("Binh" not in translate(each.office, "vi") for each in told.history)

    def test_a_letter_is_told_even_where_the_case_stays(
        self, in_processing: Case, officer: Acting, applicant: Shown
    ) -> None:
        perform(officer, in_processing, "extend", {"ly_do": "Bão", "so_ngay_gia_han": 2})
        first = story(applicant(in_processing), in_processing).history[0]
        assert (translate(first.what, "vi"), first.letter) == (
            "Xin lỗi và hẹn lại",
            "phieu_xin_loi",
        )

    def test_what_is_the_offices_own_affair_is_not_told(
        self, in_processing: Case, head: Acting, applicant: Shown
    ) -> None:
        before = len(story(applicant(in_processing), in_processing).history)
        perform(head, in_processing, "transfer", {"officer": "tam"})
        assert len(story(applicant(in_processing), in_processing).history) == before

    def test_a_closed_case_says_how_it_ended(
        self, in_processing: Case, officer: Acting, leader: Acting, applicant: Shown
    ) -> None:
        perform(officer, in_processing, "propose", {"ket_luan": "tu_choi"})
        perform(leader, in_processing, "sign")
        told = story(applicant(in_processing), in_processing)
        assert (told.outcome, told.next_step) == ("failure", "")


class TestFinding:
    @pytest.fixture(autouse=True)
    def _indexed(self, case: Case, root: Any, office: Office) -> None:
        for subject in root.changes.take():
            office.borrow(Findable).enter(root, subject)

    @pytest.mark.parametrize(
        "words", ["nguyen van an", "Nguyễn", "nha o rieng", "0000001"], ids=str
    )
    def test_without_marks_and_by_fragment(self, case: Case, root: Any, words: str) -> None:
        assert list(root.search.search(words).subjects) == [case.key]

    def test_what_one_may_not_see_is_not_found(
        self, case: Case, root: Any, clerk: Acting, stranger: Acting
    ) -> None:
        def found(acting: Acting) -> list[bytes]:
            return list(
                root.search.search(
                    "nguyen van an", allowed=lambda _key: may_see(acting, case)
                ).subjects
            )

        assert (found(clerk), found(stranger)) == ([case.key], [])

    def test_what_is_no_case_is_left_to_others(self, root: Any) -> None:
        assert finding.described(root, b"00000000") is None
