"""One case from filing to result: the appraisal of a digital-transformation project.

It is shipped as ``tham-dinh-du-an-chuyen-doi-so``: three compulsory papers,
two consultations, letters.  This case takes the longer way: 15 steps, of which
four write a letter, and five opinions.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bench.province import MONDAY, Writer
from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions, give_opinion
from motcua.consultations.content import Reply
from motcua.documents.content import Document
from motcua.documents.keeping import keep
from motcua.workflows.versions import definition

PROCEDURE = "tham-dinh-du-an-chuyen-doi-so"
PAPERS = ("to_trinh", "bao_cao_du_an", "chu_truong")
CLERK, HEAD, OFFICER, LEADER = "mai.tran", "nghia.bach", "yen.luu", "dat.duong"
OFFICE, CHAIRMAN = "lan.phan", "quang.tran"
APPLICANT = "applicant"
COUNTER = "ttpvhcc-tinh"
TECHNICAL, FINANCIAL = "chuyen_mon", "tai_chinh"
EXPERTS = {
    "trung-tam-cds": "trinh.on",
    "cong-an-tinh": "long.nguyen",
    "so-xay-dung": "ha.nguyen",
    "so-nnmt": "xuan.doan",
}
TREASURER = {"so-tai-chinh": "danh.nguyen"}
OWNER = Applicant(
    name="Sở Nội vụ tỉnh Long Giang",
    kind="authority",
    number="000.00.07.H99",
    address="15 đường Trần Hưng Đạo, phường Tân Mai",
    phone="0200 3822 170",
    email="sonoivu@longgiang.example",
)
ANSWERS = {
    "ten_du_an": "Xây dựng kho dữ liệu dùng chung của tỉnh",
    "nhom_du_an": "c",
    "tong_muc_dau_tu": 14_500_000_000,
    "nguon_von": "Ngân sách tỉnh",
    "thoi_gian_thuc_hien": "2027-2028",
    "hinh_thuc": "thue_dich_vu",
    "cap_do_an_toan": 3,
}
QUESTION = (
    "Đề nghị cho ý kiến về nội dung chuyên môn, tiêu chuẩn kỹ thuật áp dụng, giải pháp bảo đảm an "
    "toàn thông tin, sự phù hợp với kiến trúc và khả năng kết nối của dự án."
)
OPINIONS = {
    "trung-tam-cds": (
        "Cơ bản nhất trí với nội dung dự án. Đề nghị bổ sung phương án kết nối với nền tảng tích "
        "hợp, chia sẻ dữ liệu của tỉnh và làm rõ cấp độ an toàn của từng hệ thống thành phần."
    ),
    "cong-an-tinh": (
        "Hồ sơ đã xác định cấp độ 3. Yêu cầu chủ đầu tư trình phê duyệt hồ sơ đề xuất cấp độ trước "
        "khi vận hành, bảo vệ dữ liệu cá nhân và lưu nhật ký truy cập ít nhất 12 tháng."
    ),
    "so-xay-dung": (
        "Hạng mục cải tạo phòng máy chủ chưa có bản vẽ hiện trạng. Kiến nghị thuyết minh giải pháp "
        "phòng cháy, điện dự phòng, chống sét và tải trọng sàn theo quy chuẩn hiện hành."
    ),
    "so-nnmt": (
        "Không có ý kiến về môi trường. Riêng lớp dữ liệu địa chính cần thống nhất hệ tọa độ, danh "
        "mục trường thông tin với cơ sở dữ liệu đất đai và chu kỳ đồng bộ hằng tuần."
    ),
    "so-tai-chinh": (
        "Nguồn vốn phù hợp kế hoạch trung hạn. Giá thuê dịch vụ mới có hai báo giá, đơn vị lập dự "
        "toán phải khảo sát thêm một nhà cung cấp và tách riêng chi phí quản lý, tư vấn."
    ),
}
"""What each body says: alike in length, and in nothing else that could be packed away."""
OPINION = OPINIONS["so-xay-dung"]
"""What any other body says."""
LETTERS = frozenset({"complete", "receive", "transfer", "approve"})
"""Steps of the journey that write a letter."""


@dataclass(frozen=True)
class Leg:
    """One thing somebody does on the way."""

    kind: str
    """step, ask, answer."""
    who: str
    what: str
    """The action; the template that is asked; the unit that answers."""
    form: Mapping[str, Any] = field(default_factory=dict)


def _step(who: str, action: str, **form: Any) -> Leg:
    return Leg("step", who, action, form)


JOURNEY: tuple[Leg, ...] = (
    _step(CLERK, "complete", noi_dung="Dự toán chi tiết\nTờ trình có chữ ký số"),
    _step(APPLICANT, "supply"),
    _step(CLERK, "receive"),
    _step(CLERK, "transfer"),
    _step(HEAD, "assign", officer="hao.vi", ghi_chu="Trình trước thứ Sáu"),
    _step(HEAD, "reassign", officer=OFFICER, ly_do="Bận họp"),
    Leg("ask", OFFICER, TECHNICAL),
    Leg("ask", OFFICER, FINANCIAL),
    _step(OFFICER, "start_waiting"),
    *(Leg("answer", who, unit) for unit, who in {**EXPERTS, **TREASURER}.items()),
    _step(OFFICER, "appraise"),
    _step(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Dự án đủ điều kiện, đề nghị."),
    _step(LEADER, "return", ly_do="Làm rõ nguồn vốn năm 2028"),
    _step(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Đã làm rõ nguồn vốn, đề nghị."),
    _step(LEADER, "sign", so_van_ban="512/BC-SKHCN"),
    _step(OFFICE, "submit", ghi_chu="Đủ hồ sơ"),
    _step(CHAIRMAN, "approve", so_van_ban="3311/QĐ-UBND"),
    _step(CLERK, "hand_over", nguoi_nhan="Văn thư Sở Nội vụ"),
)
"""Fifteen steps, two sendings, five opinions."""


def moment_of(number: int) -> datetime:
    """Return when a leg is taken: each eight minutes after the one before."""
    return MONDAY + timedelta(minutes=8 * number)


def three_papers(writer: Writer) -> list[str]:
    """Store the bytes of three papers; return the SHA-256 under which they stand."""
    clerk = writer.person(CLERK)
    return writer.do(
        lambda: [
            keep(clerk, paper, f"%PDF-1.7 {paper}".encode(), "application/pdf", kind="x").sha256
            for paper in PAPERS
        ]
    )


def filed(writer: Writer, stored: list[str]) -> Case:
    """File a case whose three papers' bytes are stored; only what is known of them is new."""
    clerk = writer.person(CLERK)
    enclosures = [
        Enclosure(paper, _known(clerk, paper, sha256), MONDAY, CLERK)
        for paper, sha256 in zip(PAPERS, stored, strict=True)
    ]
    return _filed(clerk, enclosures)


def filed_with_new_files(writer: Writer) -> Case:
    """File a case with three files that nobody has handed in before."""
    clerk = writer.person(CLERK)
    enclosures = [
        Enclosure(
            paper,
            keep(
                clerk,
                f"{paper}.pdf",
                b"%PDF-1.7 " + secrets.token_bytes(2000),
                "application/pdf",
                kind="paper",
                paper=paper,
            ),
            MONDAY,
            CLERK,
        )
        for paper in PAPERS
    ]
    return _filed(clerk, enclosures)


def _filed(clerk: Acting, enclosures: list[Enclosure], unit: str = COUNTER) -> Case:
    return file_case(
        clerk,
        definition(clerk.root, PROCEDURE, 1),
        applicant=OWNER,
        answers=ANSWERS,
        enclosures=enclosures,
        receiving_unit=unit,
        subject="Xây dựng kho dữ liệu dùng chung của tỉnh Long Giang giai đoạn 2027-2028",
        nonce=secrets.token_urlsafe(16),
    ).case


def _known(acting: Acting, paper: str, sha256: str) -> Document:
    return Document(
        id=secrets.token_hex(8),
        name=f"{paper}.pdf",
        size=248_113,
        media_type="application/pdf",
        sha256=sha256,
        blob=acting.root.documents.shard(sha256)[sha256],
        kind="paper",
        paper=paper,
        added_at=acting.now,
        added_by=acting.person,
    )


def deeds(until: str = "") -> Iterator[tuple[int, Leg]]:
    """Go through the legs, up to and with the step ``until``."""
    for number, leg in enumerate(JOURNEY):
        yield number, leg
        if leg.what == until:
            return


def deed(writer: Writer, case: Case, number: int, leg: Leg) -> Callable[[], object]:
    """Return what a page would call for this leg, who acts and who may see included."""
    return lambda: _LEGS[leg.kind](writer, case, moment_of(number), leg)


def _take(writer: Writer, case: Case, now: datetime, leg: Leg) -> object:
    acting = writer.applicant(case, now) if leg.who == APPLICANT else writer.person(leg.who, now)
    require_sight(acting, case, Sight.STATUS)
    return perform(acting, case, leg.what, leg.form, seen=case.track.revision)


def _ask(writer: Writer, case: Case, now: datetime, leg: Leg) -> object:
    units = EXPERTS if leg.what == TECHNICAL else TREASURER
    acting = writer.person(leg.who, now)
    return ask_opinions(acting, case, leg.what, units=list(units), question=QUESTION)


def _answer(writer: Writer, case: Case, now: datetime, leg: Leg) -> object:
    acting = writer.person(leg.who, now)
    asked = [each.request_to(leg.what) for each in writer.root.consultations.of_case(case.key)]
    request = next(each for each in asked if each is not None)
    return give_opinion(
        acting, request, Reply("agree_with_remarks", OPINIONS.get(leg.what, OPINION))
    )


_LEGS: dict[str, Callable[[Writer, Case, datetime, Leg], object]] = {
    "step": _take,
    "ask": _ask,
    "answer": _answer,
}


def walked(writer: Writer, case: Case, until: str = "") -> Case:
    """Take the case along, each leg in a commit of its own."""
    for number, leg in deeds(until):
        writer.do(deed(writer, case, number, leg))
    return case


COPIES = "chung-thuc-ban-sao"
COPIES_JOURNEY: tuple[Leg, ...] = (
    _step("ngoc.ngo", "receive"),
    _step("yen.vo", "propose", so_trang=2, so_ban=3),
    _step("sau.le", "sign", so_chung_thuc="1520"),
    _step("ngoc.ngo", "hand_over", so_bien_lai="BL-77"),
)
"""Certified copies in a commune: four steps, no papers kept."""


def certified_copies(writer: Writer) -> Case:
    """File and walk a case of certified copies."""
    clerk = writer.person("ngoc.ngo")
    case = writer.do(
        lambda: (
            file_case(
                clerk,
                definition(clerk.root, COPIES, 1),
                applicant=Applicant("Phạm Thị Út", "citizen", "079000000001"),
                answers={"ten_giay_to": "Bằng tốt nghiệp", "so_trang": 2, "so_ban": 3},
                receiving_unit=clerk.unit,
                subject="Bằng tốt nghiệp trung học phổ thông",
            ).case
        )
    )
    for number, leg in enumerate(COPIES_JOURNEY):
        writer.do(deed(writer, case, number, leg))
    return case
