"""What has happened before a test opens its first page, done by the same actions as anybody's."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.ballots.actions import start_ballot
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import Filed, file_case
from motcua.consultations.actions import (
    ask_again,
    ask_further,
    ask_opinions,
    ask_pieces,
    give_opinion,
    make_standing,
    submit_draft,
)
from motcua.consultations.content import Reply
from motcua.consultations.record.putting import put_to_applicant
from motcua.consultations.record.redacting import confirm, mark
from motcua.documents.keeping import keep
from motcua.documents.uploads import accept
from motcua.pages.asking import OFFICE
from motcua.people import directory
from motcua.workflows import versions
from tests.browser.conftest import Served
from tests.make import ROOT
from tests.make_consultations import PROCEDURE, publish
from tests.make_documents import a_pdf
from tests.make_inside import LIVELY
from tests.make_wording import DECREE, LAND, PDF, USE, a_text_pdf

PERMIT = "cap-giay-phep-xay-dung"
NEIGHBOUR = "  neighbour: {title: Nơi liên quan, unit: so-tai-chinh, role: officer}\n"


def acting(served: Served, root: Any, person: str = "") -> Acting:
    """Return one of the sample people as what they are today; a visitor without a name."""
    office, now = served.app.registry[OFFICE], served.hands()
    return Acting(
        office=office,
        root=root,
        now=now,
        person=person,
        name=directory.name_of(root, person) if person else "",
        holdings=directory.holdings(root, office, person, now.date()) if person else (),
    )


def a_permit(acting: Acting, channel: str, nonce: str = "") -> Filed:
    """File an application for a building permit with all its papers."""
    rules = versions.in_force(acting.root, PERMIT, acting.now.date())
    papers = [each.id for each in rules.papers.values() if each.required and each.by == "applicant"]
    enclosures = [
        Enclosure(
            each,
            accept(acting, f"{each}.pdf", io.BytesIO(a_pdf()), "dossier", kind="paper", paper=each),
            acting.now,
            acting.person,
        )
        for each in papers
    ]
    return file_case(
        acting,
        rules,
        applicant=Applicant(
            name="Nguyễn Thị Hồng Ngọc",
            kind="citizen",
            number="079000000331",
            address="Ấp 2, xã Hòa Bình",
            phone="0901 000 331",
            email="ngoc@example.invalid",
        ),
        answers={each.field: _made_up(rules.fields[each.field]) for each in rules.form},
        enclosures=enclosures,
        channel=channel,
        receiving_unit="ttpvhcc-tinh",
        subject="Xưởng may gia đình Hồng Ngọc",
        nonce=nonce,
    )


def _made_up(field: Any) -> Any:
    made: dict[str, Any] = {
        "choice": field.choices[0][0] if field.choices else "",
        "number": 2,
        "money": 900_000_000,
        "date": date(2027, 6, 30),
        "yes_no": "no",
        "unit": "xa-hoa-binh",
    }
    return made.get(field.kind, "Xưởng may Hồng Ngọc")


SECRETARY = "huy.ly"
"""The officer of the Committee Office who sends the slips."""


DECISION = "thong-qua-bang-phieu"
SECRET = "phieu-kin"


def publish_secret(root: Any) -> None:
    """Put a procedure into force that is the shipped one, with a secret ballot."""
    text = (ROOT / "workflows" / DECISION / "1.yaml").read_text("utf8")
    text = text.replace(f"workflow: {DECISION}", f"workflow: {SECRET}")
    publish(root, text.replace("tally: hidden", "secret: yes").replace("    tie: chair\n", ""))


def a_draft_decision(
    served: Served, root: Any, asked: bool = True, procedure: str = DECISION
) -> Case:
    """Let the counter take a draft decision in, and the Office ask the members about it."""
    clerk = acting(served, root, "mai.tran")
    papers = [
        Enclosure(
            id,
            keep(clerk, f"{id}.pdf", a_pdf(), "application/pdf", kind="paper"),
            clerk.now,
            clerk.person,
        )
        for id in ("to_trinh", "du_thao_quyet_dinh")
    ]
    case = file_case(
        clerk,
        versions.in_force(root, procedure, clerk.now.date()),
        applicant=Applicant("Sở Nông nghiệp và Môi trường"),
        enclosures=papers,
        receiving_unit="ttpvhcc-tinh",
        subject="Bảng giá đất năm 2027",
        answers={"noi_dung_trinh": "Bảng giá đất năm 2027"},
    ).case
    perform(clerk, case, "receive")
    perform(acting(served, root, "hieu.vu"), case, "assign", {"officer": SECRETARY})
    if asked:
        start_ballot(
            acting(served, root, SECRETARY),
            case,
            "phieu_thanh_vien",
            matters=["Thông qua dự thảo quyết định", "Giao Sở tổ chức thực hiện"],
            documents=[each.document.id for each in papers if each.document],
        )
    return case


RECORD = {
    "public": "yes",
    "reply_within": "3 working days",
    "unasked": "yes",
    "bodies_see": "after_answering",
}
"""What a procedure says whose opinions leave the office."""


def a_public_record(served: Served, root: Any) -> tuple[str, str]:
    """Let opinions be asked, one be released and put to the applicant; return code and secret."""
    lines = "".join(f"    {key}: {value}\n" for key, value in RECORD.items())
    text = PROCEDURE.replace("workflow: thu-nghiem", "workflow: lay-y-kien-cong-khai")
    text = text.replace("    closed_when: all\n", f"    closed_when: all\n{lines}", 1)
    text += "visible:\n  status: [neighbour]\n"
    text = text.replace("roles:\n", "roles:\n" + NEIGHBOUR, 1)
    publish(root, text)
    clerk, officer, leader = (
        acting(served, root, each) for each in ("mai.tran", "ha.nguyen", "khoa.nguyen")
    )
    paper = keep(clerk, "don.pdf", a_pdf(), "application/pdf", kind="paper")
    filed = file_case(
        clerk,
        versions.in_force(root, "lay-y-kien-cong-khai", clerk.now.date()),
        applicant=Applicant("Hợp tác xã Bình Minh"),
        answers={},
        enclosures=[Enclosure("don", paper, clerk.now, clerk.person)],
        receiving_unit="ttpvhcc-tinh",
        subject="Kho lạnh",
    )
    case = filed.case
    perform(acting(served, root, "vinh.le"), case, "assign", {"officer": "ha.nguyen"})
    sent = ask_opinions(
        officer, case, "bodies", units=["cong-an-tinh", "so-nnmt"], question="Đề nghị cho ý kiến."
    )
    first = sent.requests[0]
    give_opinion(acting(served, root, "giang.hua"), first, Reply("disagree", "Chưa đủ hồ sơ."))
    redaction = mark(officer, first, [])
    confirm(leader, first, redaction.revision)
    put_to_applicant(officer, case, [first.key])
    return case.code, filed.secret


def an_asked_body(served: Served, root: Any) -> tuple[str, str]:
    """Let bodies be at work on their answers: a draft is checked, something is missing, others
    were asked in turn, and a standing opinion answers; return the case's code and secret.
    """
    publish(root, LIVELY)
    clerk, officer = acting(served, root, "mai.tran"), acting(served, root, "ha.nguyen")
    paper = keep(clerk, "don.pdf", a_pdf(), "application/pdf", kind="paper")
    filed = file_case(
        clerk,
        versions.in_force(root, "thu-nghiem", clerk.now.date()),
        applicant=Applicant("Công ty Sông Xanh"),
        answers={},
        enclosures=[Enclosure("don", paper, clerk.now, clerk.person)],
        receiving_unit="ttpvhcc-tinh",
        subject="Nhà xưởng",
    )
    perform(acting(served, root, "vinh.le"), filed.case, "assign", {"officer": "ha.nguyen"})
    sent = ask_opinions(
        officer,
        filed.case,
        "bodies",
        units=["cong-an-tinh", "so-cong-thuong", "so-nnmt"],
        question="Đề nghị cho ý kiến về nhà xưởng.",
    )
    _police, trade, land = sent.requests
    submit_draft(acting(served, root, "ngoc.dam"), trade, Reply("agree", "Thống nhất."), 0)
    expert = acting(served, root, "xuan.doan")
    ask_further(expert, land, units=["vpdk-dat-dai"], question="Nguồn gốc thửa đất?")
    ask_pieces(expert, land, "applicant", "Gửi bản đồ hiện trạng.")
    make_standing(
        acting(served, root, "cuong.ha"),
        "so-nnmt",
        "thu-nghiem",
        "bodies",
        conditions=[("di_tich", "is", "no")],
        reply=Reply("agree"),
        reason="CV 12/SNNMT",
    )
    return filed.case.code, filed.secret


def a_newer_version(served: Served, root: Any) -> tuple[str, str]:
    """Let a body answer, a newer version of the drawing come, and the body be asked again.

    Returns the code of the case and the id of the request; ``thu-nghiem`` is in force.
    """
    clerk, officer = acting(served, root, "mai.tran"), acting(served, root, "ha.nguyen")

    def version(*paragraphs: str) -> Enclosure:
        paper = keep(clerk, "don.pdf", a_text_pdf(paragraphs), PDF, kind="paper")
        return Enclosure("don", paper, clerk.now, clerk.person)

    case = file_case(
        clerk,
        versions.in_force(root, "thu-nghiem", clerk.now.date()),
        applicant=Applicant("Công ty Bình An"),
        answers={},
        enclosures=[version(*DECREE)],
        receiving_unit="ttpvhcc-tinh",
        subject="Nhà kho",
    ).case
    perform(acting(served, root, "vinh.le"), case, "assign", {"officer": "ha.nguyen"})
    sent = ask_opinions(
        officer,
        case,
        "bodies",
        units=["cong-an-tinh"],
        question="Cho ý kiến.",
        documents=[each.document.id for each in case.dossier.files],
    )
    give_opinion(acting(served, root, "giang.hua"), sent.requests[0], Reply("agree"))
    case.dossier.add([version(LAND.replace("1.250,5", "1.350,5"), USE)])
    again = ask_again(officer, sent, ["cong-an-tinh"], "Đề nghị xem lại.")
    return case.code, str(again.requests[0].id)
