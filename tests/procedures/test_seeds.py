"""The cases for which Motcua was asked for, walked from filing to result.

* Đồng Nai, TB 7388/TB-UBND of 17/7/2018, no. 1.2: opinions of departments *and*
  of the members of the People's Committee, gathered while a procedure is
  handled.  One investment case is walked through both: six bodies, then a
  ballot of the fifteen members.
* Hải Phòng, directive for 2018-2023: an IT budget is approved on the opinions
  of two bodies on different heads, technique and money.

November and December 2026: Tuesday 24/11 is a holiday, nothing else is.
"""

from __future__ import annotations

import json

import pytest

from motcua.ballots import history as ballot_history
from motcua.ballots.actions import announce, remind, sign, start_ballot
from motcua.ballots.agenda import agenda
from motcua.ballots.content import Answer, Ballot
from motcua.ballots.sheet import result_sheet
from motcua.ballots.slip_paper import slip_paper
from motcua.cases.content import Applicant
from motcua.consultations import consultation_file, history
from motcua.consultations.actions import answer_remark, depart, urge
from motcua.consultations.ledger import account
from motcua.consultations.overviews.matrix import LATE, matrix
from motcua.consultations.overviews.overdue import overdue
from motcua.consultations.overviews.statistics import statistics
from motcua.consultations.synthesis import synthesis_letter
from motcua.workflows.steps import NotYet
from tests.make import ROOT
from tests.make_consultations import publish
from tests.procedures.walk import Walk, moment

INVESTMENT, WITH_BALLOT = "chap-thuan-chu-truong-dau-tu", "chu-truong-dau-tu-co-lay-phieu"
CLERK, HEAD, OFFICER, LEADER = "mai.tran", "loc.huynh", "duyen.truong", "khai.pham"
OFFICE, CHAIRMAN, CONTROL = "lan.phan", "quang.tran", "tung.do"
BODIES = ["xa-long-phuoc", "so-xay-dung", "so-nnmt", "so-khcn", "bo-chqs-tinh", "cong-an-tinh"]
PROJECT = {
    "ten_du_an": "Cụm công nghiệp Long Phước",
    "muc_tieu": "Xây dựng hạ tầng cụm công nghiệp",
    "xa_phuong": "xa-long-phuoc",
    "dien_tich": 49,
    "von_dau_tu": 620_000_000_000,
    "thoi_han_nam": 50,
    "quoc_phong_an_ninh": "yes",
}
BALLOT = """
  phieu_thanh_vien:
    kind: ballot
    title: {vi: Lấy phiếu thành viên UBND tỉnh, en: Ballot of the members}
    opened_by: office_officer
    committee: ubnd-tinh
    matters:
      chu_truong: {vi: Chấp thuận chủ trương đầu tư, en: Approve the investment policy}
      giao_so: {vi: Giao Sở Tài chính theo dõi tiến độ, en: Have the department watch progress}
    question: {vi: Kính đề nghị đồng chí cho ý kiến., en: Please vote.}
    within: 3 working days
    majority: members
    tie: chair
    silence: agree
    silence_ground: NĐ 191/2026 Đ17.2
    tally: hidden
"""


def with_ballot() -> str:
    """The shipped procedure, with the members asked before the case goes to the Chairman."""
    text = (ROOT / "workflows" / INVESTMENT / "1.yaml").read_text("utf8")
    text = text.replace(f"workflow: {INVESTMENT}", f"workflow: {WITH_BALLOT}")
    head, office, rest = text.partition("  office_check:\n")
    rest = rest.replace("    within: 1 working day\n", "    consult: phieu_thanh_vien\n", 1)
    rest = rest.replace(
        "        to: decision\n", "        to: decision\n        when: ballot passed\n", 1
    )
    rest = rest.replace("\nconsultations:\n", f"\nconsultations:{BALLOT}", 1)
    return head + office + rest


@pytest.fixture
def investment(walk) -> Walk:
    """Filed, handed over, and six bodies asked on Monday 23/11."""
    case = walk("20/11/2026 15:30")
    publish(case.root, with_ballot())
    case.commit()
    case.files(WITH_BALLOT, CLERK, PROJECT)
    case.at("23/11/2026 09:00").does(CLERK, "receive").does(CLERK, "transfer")
    case.at("23/11/2026 10:00").does(HEAD, "assign", officer=OFFICER)
    case.at("23/11/2026 14:00").asks(OFFICER, "co_quan_lien_quan", BODIES)
    return case.does(OFFICER, "start_waiting")


def opinions(case: Walk) -> Walk:
    """Four answer, one disagrees, the police are silent."""
    case.at("26/11/2026 09:00").answers("ngan.huynh", "agree")
    case.at("27/11/2026 10:00").answers("ha.nguyen", "agree_with_remarks", "Khớp nối giao thông.")
    case.at("30/11/2026 15:00").answers("xuan.doan", "disagree", "Còn 2 ha đất lúa.")
    case.at("01/12/2026 08:00").answers("yen.luu", "not_competent")
    return case.at("02/12/2026 16:30").answers("tue.le", "agree")


def explained(case: Walk) -> None:
    """Answer everything that was remarked: taken over, or kept with the reason."""
    acting = case.person(OFFICER)
    for line in account(acting, case.case).lines:
        kind = "accepted" if "giao thông" in line.remarks[0].text else "kept"
        words = "Bổ sung nút giao." if kind == "accepted" else "Đã có phương án trồng bù."
        case._stored(
            lambda line=line, kind=kind, words=words: answer_remark(
                case.person(OFFICER), case.case, line.remarks[0].key, kind, words
            )
        )


def signed(case: Walk, ballot: Ballot, person: str, *choices: str, text: str = "") -> None:
    slip = next(each for each in ballot.slips if each.person == person)
    said = [
        Answer(matter.id, choice, text if choice == "disagree" else "")
        for matter, choice in zip(ballot.matters, choices, strict=True)
    ]
    case._stored(lambda: sign(case.person(person), slip, said, slip.revision))


class TestDongNai:
    """Departments first, then the members, on one case and on its clock."""

    def test_whoever_asks_sees_at_any_time_who_is_missing(self, investment):
        case = opinions(investment)
        (line,) = matrix(case.person(OFFICER)).lines
        assert (line.awaited, len(line.cells)) == (1, 6)
        assert line.cells["so-nnmt"].tone == "disagree"
        assert "Công an tỉnh" in case.reason(OFFICER, "appraise")
        case._stored(
            lambda: urge(case.person(OFFICER), case.request("cong-an-tinh"), "Sắp hết hạn")
        )
        assert "urged" in [each.deed for each in case.request("cong-an-tinh").journal]

    def test_opinions_of_departments_then_of_the_members(self, investment):
        case = opinions(investment)
        # Seven working days after Monday 23/11 end on Thursday 3/12; silence counts as agreement.
        case.at("04/12/2026 08:00")
        assert case.request("cong-an-tinh").silence.meaning == "agree"
        explained(case)
        land = case.request("so-nnmt")
        case._stored(
            lambda: depart(
                case.person(OFFICER), case.case, land.key, "Đã có phương án trồng bù lúa."
            )
        )
        case.does(OFFICER, "appraise")
        table = synthesis_letter(case.person(OFFICER), case.case)
        assert "Khớp nối giao thông." in table
        assert "Đã có phương án trồng bù." in table
        case.at("07/12/2026 10:00")
        case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đề nghị chấp thuận.")
        case.at("07/12/2026 14:00").does(LEADER, "sign", so_van_ban="512/BC-STC")
        assert case.state == "office_check"
        assert (
            "chưa được lấy phiếu" in case.reason(OFFICE, "submit").lower()
            or not case.buttons(OFFICE)["submit"]
        )

        # The Office asks the fifteen members: three working days, until Thursday 10/12 at 17:00.
        ballot = case._stored(
            lambda: start_ballot(
                case.person(OFFICE),
                case.case,
                "phieu_thanh_vien",
                matters=["Chấp thuận chủ trương đầu tư", "Giao Sở Tài chính theo dõi tiến độ"],
            )
        )
        assert ballot.limit == moment("10/12/2026 17:00")
        assert sum(1 for _each in ballot.voters) == 15
        voters = [each.person for each in ballot.voters]
        case.at("08/12/2026 09:00")
        for person in voters[:8]:
            signed(case, ballot, person, "agree", "agree")
        signed(case, ballot, voters[8], "disagree", "agree", text="Đề nghị làm rõ tiến độ.")
        case.at("09/12/2026 08:00")
        assert case._stored(lambda: remind(case.person(OFFICE), ballot)) == 6
        (item,) = agenda(case.person(OFFICE)).items
        assert len(item.waiting) == 6

        # Six members are silent: a record of its own, and a figure of its own for ever.
        case.at("11/12/2026 08:00")
        count = ballot.count_of("1")
        assert (count.agree, count.disagree, count.tacit_agree) == (8, 1, 6)
        assert ballot.outcome == "passed"
        sheet = result_sheet(case.person(OFFICE), ballot)
        assert "Đề nghị làm rõ tiến độ." in sheet
        own = next(each for each in ballot.slips if each.person == voters[8])
        assert "Đề nghị làm rõ tiến độ." in slip_paper(case.person(voters[8]), own)

        case.does(OFFICE, "submit")
        case.at("14/12/2026 11:00").does(CHAIRMAN, "approve", so_van_ban="3050/QĐ-UBND")
        case.at("15/12/2026 08:30").does(CLERK, "hand_over", nguoi_nhan="Lê Văn Tám")
        assert case.state == "done"

        # The result is announced at the next session, and the record is whole.
        case._stored(lambda: announce(case.person(OFFICE), ballot, "Phiên họp tháng 12"))
        assert agenda(case.person(OFFICE)).items == ()
        acting = case.person(CONTROL)
        assert history.problems(acting, case.case) == []
        assert ballot_history.problems(acting, case.case) == []

        # Of the six bodies one was silent; that is told of it and never counted as an answer.
        found = statistics(acting, moment("01/11/2026 00:00"), moment("31/12/2026 00:00"))
        police = next(each for each in found.bodies if each.unit.id == "cong-an-tinh")
        assert (police.tally.silent, police.tally.answered) == (1, 0)
        assert (found.whole.tally.requests, found.whole.tally.answered) == (6, 5)

    def test_what_the_members_do_not_adopt_does_not_go_to_the_chairman(self, investment):
        case = opinions(investment)
        case.at("04/12/2026 08:00")
        explained(case)
        case.does(OFFICER, "appraise")
        case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đề nghị chấp thuận.")
        case.at("07/12/2026 14:00").does(LEADER, "sign")
        ballot = case._stored(
            lambda: start_ballot(
                case.person(OFFICE),
                case.case,
                "phieu_thanh_vien",
                matters=["Chấp thuận chủ trương"],
            )
        )
        for each in list(ballot.voters):
            signed(case, ballot, each.person, "disagree", text="Chưa đủ căn cứ.")
        case.at("08/12/2026 08:00")
        assert ballot.outcome == "not_passed"
        with pytest.raises(NotYet):
            case.does(OFFICE, "submit")


TECHNICAL, FINANCIAL = "trinh.on", "danh.nguyen"
APPRAISER, APPRAISERS_HEAD = "yen.luu", "nghia.bach"
OWNER = Applicant("Sở Nội vụ tỉnh Long Giang", "authority", "000.00.07.H99")
BUDGET = {
    "ten_du_an": "Dự toán thuê dịch vụ một cửa điện tử",
    "nhom_du_an": "c",
    "tong_muc_dau_tu": 4_500_000_000,
    "nguon_von": "Ngân sách tỉnh",
    "thoi_gian_thuc_hien": "2027-2028",
    "hinh_thuc": "thue_dich_vu",
    "cap_do_an_toan": 3,
}


class TestHaiPhong:
    """Two bodies on different heads; the budget is approved on both opinions, or not at all."""

    @pytest.fixture
    def budget(self, walk) -> Walk:
        case = walk("23/11/2026 08:00")
        case.files("tham-dinh-du-an-chuyen-doi-so", CLERK, BUDGET, applicant=OWNER)
        case.at("23/11/2026 09:00").does(CLERK, "receive").does(CLERK, "transfer")
        case.at("23/11/2026 10:00").does(APPRAISERS_HEAD, "assign", officer=APPRAISER)
        case.at("23/11/2026 14:00").asks(APPRAISER, "chuyen_mon", ["trung-tam-cds"])
        return case.asks(APPRAISER, "tai_chinh", ["so-tai-chinh"]).does(APPRAISER, "start_waiting")

    def test_each_body_is_asked_on_its_own_heads(self, budget):
        technical, financial = (
            " ".join(budget.request(unit).consultation.question.split())
            for unit in ("trung-tam-cds", "so-tai-chinh")
        )
        for head in ("tiêu chuẩn kỹ thuật", "an toàn thông tin", "kiến trúc"):
            assert head in technical
            assert head not in financial
        for head in ("định mức", "đơn giá", "nguồn vốn"):
            assert head in financial
            assert head not in technical

    def test_it_is_approved_on_both_opinions_and_lateness_is_told_by_name(self, budget):
        budget.at("04/12/2026 10:00").answers(
            TECHNICAL, "agree_with_remarks", "Bổ sung phương án kết nối trục liên thông."
        )
        # Ten working days end on Tuesday 8/12; no law deems silence here.
        budget.at("09/12/2026 08:00")
        with pytest.raises(NotYet):
            budget.does(APPRAISER, "appraise")
        (line,) = matrix(budget.person(APPRAISER)).lines
        assert (line.risk, line.cells["so-tai-chinh"].risk) == (LATE, LATE)
        (late,) = overdue(budget.person(APPRAISER)).lines
        assert late.unit.id == "so-tai-chinh"
        assert [each.unit.id for each in overdue(budget.person(FINANCIAL)).lines] == [
            "so-tai-chinh"
        ]

        budget.at("10/12/2026 09:00").answers(FINANCIAL, "agree", "Cân đối được vốn.")
        budget.does(APPRAISER, "appraise")
        told = json.loads(consultation_file.written(budget.person(APPRAISER), budget.case))
        said = json.dumps(told, ensure_ascii=False)
        assert "Bổ sung phương án kết nối trục liên thông." in said
        assert "Cân đối được vốn." in said

        budget.at("11/12/2026 08:00")
        found = statistics(
            budget.person(CONTROL), moment("01/12/2026 00:00"), moment("31/12/2026 00:00")
        )
        figures = {each.unit.id: each for each in found.bodies}
        assert figures["so-tai-chinh"].tally.late == 1
        assert figures["trung-tam-cds"].tally.late == 0
        assert figures["trung-tam-cds"].median == 7.75
